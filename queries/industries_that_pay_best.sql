-- In which industries does an occupation pay best?
-- One row: a sector of the economy, the best paying first. A wage may be withheld, or known only to be at least the top code.
-- $occupation (occupation): the occupation.
-- $rows (integer, 20): at most so many sectors.
-- Needs: best_paying.
with published as (
    select
        occupation_pay.*,
        max(occupation_pay.precedence) over () as latest_precedence
    from occupation_pay
    where
        occupation_pay.occupation_id = $occupation
        and occupation_pay.area_kind = 'nation'
        and occupation_pay.industry_level = 'sector'
),

latest as (
    select published.*
    from published
    where published.precedence = published.latest_precedence
)

select
    latest.industry_name,
    latest.annual_mean_usd,
    latest.at_least_usd,
    latest.reason as not_published_because,
    latest.employment,
    latest.release_name
from latest
order by coalesce(latest.annual_mean_usd, latest.at_least_usd) desc nulls last, latest.industry_name asc
limit $rows
