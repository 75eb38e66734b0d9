-- Which occupations have most openings, for an education to enter?
-- One row: a figure of openings, the highest first; occupations that share it stand in one row, those of them that ask for no more education, with each education and, where their pay differs, the lowest. Most openings are of people who leave, not of growth. Openings per year and a site's number of jobs are two statistics, each with its own column and ranks.
-- $degree_level (integer from 0, 10): at most this level of education: 0 none asked for, 1 less than high school, 2 high school, 5 bachelor's, 7 master's.
-- $rows (integer from 1, 20): at most so many rows of each statistic.
-- Needs: entry_requirement.
with asked as (
    select
        occupation_metric.measured_id,
        occupation_metric.metric_id,
        occupation_metric.release_id,
        occupation_metric.number_value,
        occupation_metric.basis,
        occupation_metric.shared_by,
        occupation_profile.title,
        occupation_profile.growth,
        occupation_profile.growth_period,
        entry_requirement.education,
        entry_requirement.education_basis,
        paid.number_value as pay,
        paid.at_least_value as pay_at_least,
        pay_release.release_name as pay_from,
        coalesce(paid.number_value, paid.at_least_value) as known_pay,
        row_number() over (
            partition by occupation_metric.measured_id, occupation_metric.metric_id, occupation_metric.release_id
            order by coalesce(paid.number_value, paid.at_least_value) asc nulls last, occupation_profile.title asc
        ) as pay_order
    from occupation_profile
    inner join entry_requirement on occupation_profile.occupation_id = entry_requirement.occupation_id
    inner join occupation_metric
        on
            occupation_profile.occupation_id = occupation_metric.occupation_id
            and occupation_metric.metric_id in ('openings_per_year', 'job_openings')
    left join occupation_metric as paid
        on occupation_profile.occupation_id = paid.occupation_id and paid.metric_id = 'annual_pay'
    left join release as pay_release on paid.release_id = pay_release.release_id
    where entry_requirement.degree_level <= $degree_level and occupation_metric.number_value is not null
),

counted as (
    select
        measured.title,
        asked.metric_id,
        cast(max(asked.number_value) as integer) as openings,
        cast(max(case when asked.pay_order = 1 then asked.pay end) as integer) as annual_pay_usd,
        cast(max(case when asked.pay_order = 1 then asked.pay_at_least end) as integer) as annual_pay_at_least_usd,
        case when min(asked.known_pay) < max(asked.known_pay) then 'the lowest of them: ' else '' end
        || max(case when asked.pay_order = 1 then asked.pay_from end) as pay_from,
        max(case when asked.pay_order = 1 then asked.growth end) as growth,
        max(case when asked.pay_order = 1 then asked.growth_period end) as growth_period,
        string_agg(distinct asked.education, '; ' order by asked.education) as education,
        string_agg(distinct asked.education_basis, '; ' order by asked.education_basis) as education_basis,
        min(asked.basis) as basis,
        max(asked.shared_by) as shared_by,
        release.release_name,
        string_agg(asked.title, '; ' order by asked.title) as occupations
    from asked
    inner join occupation as measured on asked.measured_id = measured.occupation_id
    inner join release on asked.release_id = release.release_id
    group by asked.measured_id, measured.title, asked.metric_id, asked.release_id, release.release_name
),

ranked as (
    select
        counted.*,
        row_number() over (
            partition by counted.metric_id
            order by counted.openings desc, counted.title asc
        ) as openings_rank
    from counted
)

select
    ranked.title,
    case when ranked.metric_id = 'openings_per_year' then ranked.openings end as openings_per_year,
    case when ranked.metric_id = 'job_openings' then ranked.openings end as number_of_jobs,
    ranked.education,
    ranked.education_basis,
    ranked.annual_pay_usd,
    ranked.annual_pay_at_least_usd,
    ranked.pay_from,
    ranked.growth as growth_pct,
    ranked.growth_period,
    ranked.release_name,
    ranked.basis,
    ranked.shared_by,
    case when ranked.shared_by > 1 then ranked.occupations end as occupations
from ranked
where ranked.openings_rank <= $rows
order by ranked.metric_id desc, ranked.openings_rank asc
