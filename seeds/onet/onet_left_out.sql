-- One row: a row of an O*NET file that is not kept, with the reason.
-- Reads: every staged O*NET table of facts, onet_occupation.
with listed as (
    select
        onet_alternate_title.file_name,
        onet_alternate_title.file_sheet,
        onet_alternate_title.file_row,
        onet_alternate_title.onet_code,
        case when onet_alternate_title.alternate_title is null then 'no title' end as reason
    from onet_alternate_title
    union all
    select
        onet_task_statement.file_name,
        onet_task_statement.file_sheet,
        onet_task_statement.file_row,
        onet_task_statement.onet_code,
        case when onet_task_statement.task is null then 'no task' end as reason
    from onet_task_statement
    union all
    select
        onet_technology_skill.file_name,
        onet_technology_skill.file_sheet,
        onet_technology_skill.file_row,
        onet_technology_skill.onet_code,
        case when onet_technology_skill.example is null then 'no technology' end as reason
    from onet_technology_skill
    union all
    select
        onet_skill_rating.file_name,
        onet_skill_rating.file_sheet,
        onet_skill_rating.file_row,
        onet_skill_rating.onet_code,
        case
            when not regexp_full_match(onet_skill_rating.element_id, '2\.[AB]\..*') then 'rated, but no skill'
            when onet_skill_rating.data_value is null then 'not rated'
        end as reason
    from onet_skill_rating
    union all
    select
        onet_education_level.file_name,
        onet_education_level.file_sheet,
        onet_education_level.file_row,
        onet_education_level.onet_code,
        case
            when onet_education_level.scale_id not in ('RL', 'RW', 'PT', 'OJ') then 'rated, not asked as shares of levels'
            when onet_education_level.data_value is null or onet_education_level.category is null then 'not asked'
        end as reason
    from onet_education_level
    union all
    select
        onet_job_zone.file_name,
        onet_job_zone.file_sheet,
        onet_job_zone.file_row,
        onet_job_zone.onet_code,
        case when onet_job_zone.job_zone is null then 'no job zone' end as reason
    from onet_job_zone
    union all
    select
        onet_related_occupation.file_name,
        onet_related_occupation.file_sheet,
        onet_related_occupation.file_row,
        onet_related_occupation.onet_code,
        case
            when onet_related_occupation.related_onet_code is null then 'no related occupation'
            when onet_related_occupation.onet_code = onet_related_occupation.related_onet_code then 'related to itself'
        end as reason
    from onet_related_occupation
    union all
    select
        onet_related_occupation.file_name,
        onet_related_occupation.file_sheet,
        onet_related_occupation.file_row,
        onet_related_occupation.related_onet_code as onet_code,
        cast(null as text) as reason
    from onet_related_occupation
)

select
    listed.file_name,
    listed.file_sheet,
    listed.file_row,
    coalesce(listed.reason, 'of an occupation that no file names: its Occupation Data is missing') as reason,
    false as is_fault
from listed
left join onet_occupation on listed.onet_code = onet_occupation.onet_code
where listed.reason is not null or onet_occupation.onet_code is null
