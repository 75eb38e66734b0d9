-- Where does an occupation pay best?
-- One row: a place, the best paying first. A wage may be withheld, or known only to be at least the top code.
-- $occupation (occupation): the occupation.
-- $kind (text, state): the kind of place: state, territory, metro or nonmetro.
-- $rows (integer, 20): at most so many places.
-- Needs: best_paying.
with measured as (
    select
        measured_for.source_id,
        measured_for.group_id as measured_id
    from measured_for
    where measured_for.occupation_id = $occupation
    union
    select
        source.source_id,
        $occupation as measured_id
    from source
),

latest as (
    select
        area.area_name,
        pay.annual_mean_usd,
        pay_unpublished.reason,
        pay_unpublished.at_least_usd,
        pay.employment,
        release.release_name
    from pay
    inner join release on pay.release_id = release.release_id
    inner join measured on pay.occupation_id = measured.measured_id and release.source_id = measured.source_id
    inner join area on pay.area_id = area.area_id
    left join pay_unpublished
        on
            pay.occupation_id = pay_unpublished.occupation_id
            and pay.release_id = pay_unpublished.release_id
            and pay.area_id = pay_unpublished.area_id
            and pay.industry_id = pay_unpublished.industry_id
            and pay_unpublished.pay_column = 'annual_mean_usd'
    where area.area_kind = $kind and pay.industry_id = 'all'
    qualify release.precedence = max(release.precedence) over ()
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
