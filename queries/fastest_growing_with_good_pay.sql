-- Which occupations grow fastest and pay well?
-- One row: a growth figure, the fastest first within its period; occupations that share it stand in one row, those of them that pay so much, with the lowest pay where theirs differ. Where no period is stated, growth can't be ranked beside growth of a stated one.
-- $pay (integer from 0, 75000): at least so much pay, in US dollars a year.
-- $pay_metric (text of annual_pay|annual_pay_median, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer from 1, 20): at most so many rows of each period.
-- Needs: growth, annual_pay.
with paid_well as (
    select
        growth.measured_id,
        growth.release_id,
        growth.number_value,
        growth.basis,
        growth.shared_by,
        occupation_profile.title,
        coalesce(occupation_profile.growth_period, 'not stated') as growth_period,
        occupation_profile.openings_per_year,
        occupation_profile.job_openings,
        occupation_profile.entry_education,
        occupation_profile.top_degree,
        paid.number_value as pay,
        paid.at_least_value as pay_at_least,
        coalesce(paid.number_value, paid.at_least_value) as known_pay,
        pay_release.release_name as pay_from,
        row_number() over (
            partition by growth.measured_id, growth.release_id
            order by coalesce(paid.number_value, paid.at_least_value) asc, occupation_profile.title asc
        ) as pay_order
    from occupation_profile
    inner join occupation_metric as growth
        on occupation_profile.occupation_id = growth.occupation_id and growth.metric_id = 'growth'
    inner join occupation_metric as paid
        on occupation_profile.occupation_id = paid.occupation_id and paid.metric_id = $pay_metric
    inner join release as pay_release on paid.release_id = pay_release.release_id
    where
        occupation_profile.occupation_kind = 'occupation'
        and growth.number_value is not null
        and coalesce(paid.number_value, paid.at_least_value) >= $pay
),

grown as (
    select
        measured.title,
        string_agg(paid_well.title, '; ' order by paid_well.title) as occupations,
        min(paid_well.basis) as basis,
        max(paid_well.shared_by) as shared_by,
        cast(max(paid_well.number_value) as decimal(9, 1)) as growth_pct,
        max(case when paid_well.pay_order = 1 then paid_well.growth_period end) as growth_period,
        cast(max(case when paid_well.pay_order = 1 then paid_well.pay end) as integer) as annual_pay_usd,
        cast(max(case when paid_well.pay_order = 1 then paid_well.pay_at_least end) as integer) as annual_pay_at_least_usd,
        case when min(paid_well.known_pay) < max(paid_well.known_pay) then 'the lowest of them: ' else '' end
        || max(case when paid_well.pay_order = 1 then paid_well.pay_from end) as pay_from,
        max(case when paid_well.pay_order = 1 then paid_well.openings_per_year end) as openings_per_year,
        max(case when paid_well.pay_order = 1 then paid_well.job_openings end) as job_openings,
        string_agg(distinct paid_well.entry_education, '; ' order by paid_well.entry_education) as entry_education,
        string_agg(distinct paid_well.top_degree, '; ' order by paid_well.top_degree) as top_degree
    from paid_well
    inner join occupation as measured on paid_well.measured_id = measured.occupation_id
    group by paid_well.measured_id, measured.title, paid_well.release_id
),

ranked as (
    select
        grown.*,
        row_number() over (
            partition by grown.growth_period
            order by
                grown.growth_pct desc,
                coalesce(grown.annual_pay_usd, grown.annual_pay_at_least_usd) desc,
                grown.title asc
        ) as growth_rank
    from grown
)

select
    ranked.title,
    ranked.growth_pct,
    ranked.growth_period,
    ranked.annual_pay_usd,
    ranked.annual_pay_at_least_usd,
    ranked.pay_from,
    ranked.openings_per_year,
    ranked.job_openings,
    ranked.entry_education,
    ranked.top_degree,
    ranked.basis,
    ranked.shared_by,
    case when ranked.shared_by > 1 then ranked.occupations end as occupations
from ranked
where ranked.growth_rank <= $rows
order by ranked.growth_period, ranked.growth_rank
