-- One row: an O*NET occupation, as the newest release describes it that has it. Dropped ones stay with their last release.
-- Reads: onet_occupation_data, onet_release; and the titles that Excel files print beside the codes.
with named as (
    select
        onet_occupation_data.onet_code,
        onet_occupation_data.title,
        onet_occupation_data.description,
        onet_occupation_data.release,
        1 as preference
    from onet_occupation_data
    union all
    select
        onet_skill_rating.onet_code,
        onet_skill_rating.title,
        null as description,
        onet_skill_rating.release,
        2 as preference
    from onet_skill_rating
    union all
    select
        onet_task_statement.onet_code,
        onet_task_statement.title,
        null as description,
        onet_task_statement.release,
        2 as preference
    from onet_task_statement
    union all
    select
        onet_alternate_title.onet_code,
        onet_alternate_title.title,
        null as description,
        onet_alternate_title.release,
        2 as preference
    from onet_alternate_title
    union all
    select
        onet_technology_skill.onet_code,
        onet_technology_skill.title,
        null as description,
        onet_technology_skill.release,
        2 as preference
    from onet_technology_skill
    union all
    select
        onet_education_level.onet_code,
        onet_education_level.title,
        null as description,
        onet_education_level.release,
        2 as preference
    from onet_education_level
    union all
    select
        onet_job_zone.onet_code,
        onet_job_zone.title,
        null as description,
        onet_job_zone.release,
        2 as preference
    from onet_job_zone
)

select
    named.onet_code,
    named.title,
    named.description,
    onet_release.release_id,
    onet_release.taxonomy
from named
inner join onet_release on named.release is not distinct from onet_release.release
where regexp_full_match(named.onet_code, '\d\d-\d{4}\.\d\d') and named.title is not null
qualify row_number() over (
    partition by named.onet_code
    order by named.preference asc, onet_release.published_month desc, named.title asc
) = 1
