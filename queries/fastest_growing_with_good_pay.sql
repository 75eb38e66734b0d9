-- Which occupations grow fastest and pay well?
-- One row: a growth figure, the fastest first within its period; occupations that share it stand in one row, those of them that pay so much. Where no period is stated, growth can't be ranked beside growth of a stated one.
-- $pay (integer, 75000): at least so much pay, in US dollars a year.
-- $pay_metric (text, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer, 20): at most so many rows of each period.
-- Needs: growth, annual_pay.
with grown as (
    select
        measured.title,
        string_agg(occupation_profile.title, '; ' order by occupation_profile.title) as occupations,
        growth.basis,
        growth.shared_by,
        cast(growth.number_value as decimal(9, 1)) as growth_pct,
        coalesce(occupation_profile.growth_period, 'not stated') as growth_period,
        cast(paid.number_value as integer) as annual_pay_usd,
        cast(paid.at_least_value as integer) as annual_pay_at_least_usd,
        pay_release.release_name as pay_from,
        occupation_profile.openings_per_year,
        occupation_profile.job_openings,
        occupation_profile.entry_education,
        occupation_profile.top_degree
    from occupation_profile
    inner join occupation_metric as growth
        on occupation_profile.occupation_id = growth.occupation_id and growth.metric_id = 'growth'
    inner join occupation_metric as paid
        on occupation_profile.occupation_id = paid.occupation_id and paid.metric_id = $pay_metric
    inner join occupation as measured on growth.measured_id = measured.occupation_id
    inner join release as pay_release on paid.release_id = pay_release.release_id
    where
        occupation_profile.occupation_kind = 'occupation'
        and growth.number_value is not null
        and coalesce(paid.number_value, paid.at_least_value) >= $pay
    group by
        measured.occupation_id, measured.title, growth.number_value, growth.basis, growth.shared_by,
        occupation_profile.growth_period, paid.number_value, paid.at_least_value, pay_release.release_name,
        occupation_profile.openings_per_year, occupation_profile.job_openings,
        occupation_profile.entry_education, occupation_profile.top_degree
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
