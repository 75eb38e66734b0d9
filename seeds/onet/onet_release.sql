-- One row: a release of the O*NET database that a file comes from, with the month it came out.
-- Reads: every staged O*NET table, onet_month. A month that no file states follows from the release's number: since 2016 a
-- new number comes out in August, its .1 around December, its .2 in February and its .3 in May.
-- Files that state no release are one release of their own, as old as the newest figure in them.
with staged as (
    select
        onet_occupation_data.release,
        onet_occupation_data.release_month
    from onet_occupation_data
    union
    select
        onet_alternate_title.release,
        onet_alternate_title.release_month
    from onet_alternate_title
    union
    select
        onet_task_statement.release,
        onet_task_statement.release_month
    from onet_task_statement
    union
    select
        onet_technology_skill.release,
        onet_technology_skill.release_month
    from onet_technology_skill
    union
    select
        onet_skill_rating.release,
        onet_skill_rating.release_month
    from onet_skill_rating
    union
    select
        onet_education_level.release,
        onet_education_level.release_month
    from onet_education_level
    union
    select
        onet_job_zone.release,
        onet_job_zone.release_month
    from onet_job_zone
    union
    select
        onet_related_occupation.release,
        onet_related_occupation.release_month
    from onet_related_occupation
),

stated as (
    select
        staged.release,
        max(try_strptime(staged.release_month, '%B %Y')) as published_on,
        try_cast(split_part(staged.release, '.', 1) as integer) as release_number,
        try_cast(split_part(staged.release, '.', 2) as integer) as release_part
    from staged
    group by staged.release
),

renewed as (
    select
        onet_month.release,
        max(onet_month.renewed_on) as renewed_on
    from onet_month
    group by onet_month.release
)

select
    stated.release,
    stated.published_on,
    coalesce('onet-' || stated.release, 'onet-release-not-stated') as release_id,
    coalesce(
        year(stated.published_on) * 100 + month(stated.published_on),
        case stated.release_part
            when 0 then (1995 + stated.release_number) * 100 + 8
            when 1 then (1995 + stated.release_number) * 100 + 12
            when 2 then (1996 + stated.release_number) * 100 + 2
            when 3 then (1996 + stated.release_number) * 100 + 5
        end,
        year(renewed.renewed_on) * 100 + month(renewed.renewed_on),
        190012
    ) as published_month,
    case
        when stated.release_number * 10 + stated.release_part >= 251 then '2019'
        when stated.release_number * 10 + stated.release_part >= 151 then '2010'
        when stated.release_number * 10 + stated.release_part >= 140 then '2009'
        when stated.release_number is not null then '2006'
    end as taxonomy
from stated
left join renewed on stated.release is not distinct from renewed.release
