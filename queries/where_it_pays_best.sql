-- Where does an occupation pay best?
-- One row: a place, the best paying first, one whose wage is only known to be at least the top code before all. Places within the error of the highest can't be told from it, and nothing can where one is top-coded; a wage may be withheld, and a place that is not listed is not published. Wages are as paid, whatever living costs there.
-- $occupation (occupation): the occupation.
-- $kind (text of state|territory|metro|nonmetro, state): the kind of place: state, territory, metro or nonmetro.
-- $rows (integer from 1, 20): at most so many places.
-- Needs: best_paying.
with published as (
    select
        occupation_pay.*,
        max(occupation_pay.precedence) over () as latest_precedence,
        cast(occupation_pay.annual_mean_usd as double) * occupation_pay.mean_rse_pct / 100 as standard_error_usd
    from occupation_pay
    where
        occupation_pay.occupation_id = $occupation
        and occupation_pay.area_kind = $kind
        and occupation_pay.industry_id = 'all'
),

latest as (
    select published.*
    from published
    where published.precedence = published.latest_precedence
),

highest as (
    select
        latest.annual_mean_usd,
        latest.standard_error_usd
    from latest
    where
        latest.annual_mean_usd is not null
        and (
            select count(top_coded.at_least_usd)
            from latest as top_coded
        ) = 0
    order by latest.annual_mean_usd desc
    limit 1
)

select
    latest.area_name,
    latest.annual_mean_usd,
    cast(latest.at_least_usd as integer) as at_least_usd,
    cast(floor(1.96 * latest.standard_error_usd + 0.5) as integer) as error_margin_usd,
    case
        when latest.annual_mean_usd is not null and latest.standard_error_usd is null then 'error not published'
    end as margin_lacking,
    highest.annual_mean_usd - latest.annual_mean_usd
    <= 1.96 * sqrt(power(highest.standard_error_usd, 2) + power(latest.standard_error_usd, 2)) as is_within_error_of_highest,
    latest.reason as not_published_because,
    latest.employment as jobs,
    latest.employment_rse_pct as jobs_relative_standard_error_pct,
    latest.jobs_per_1000,
    latest.location_quotient,
    latest.basis,
    measured.title as measured_for,
    latest.shared_by,
    latest.release_name
from latest
inner join occupation as measured on latest.measured_id = measured.occupation_id
left join highest on true
order by
    case when latest.at_least_usd is not null then 0 else 1 end,
    latest.annual_mean_usd desc nulls last,
    latest.area_name asc
limit $rows
