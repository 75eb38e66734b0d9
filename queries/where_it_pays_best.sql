-- Where does an occupation pay best?
-- One row: a place, the best paying first. A wage may be withheld, or known only to be at least the top code.
-- $occupation (occupation): the occupation.
-- $kind (text, state): the kind of place: state, territory, metro or nonmetro.
-- $rows (integer, 20): at most so many places.
-- Needs: best_paying.
with published as (
    select
        occupation_pay.*,
        max(occupation_pay.precedence) over () as latest_precedence
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
)

select
    latest.area_name,
    latest.annual_mean_usd,
    latest.at_least_usd,
    latest.reason as not_published_because,
    latest.employment,
    latest.release_name
from latest
order by coalesce(latest.annual_mean_usd, latest.at_least_usd) desc nulls last, latest.area_name asc
limit $rows
