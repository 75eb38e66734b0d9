-- In which industries does an occupation pay best?
-- One row: a sector of the economy, the best paying first.
-- $occupation (occupation): the occupation.
-- $rows (integer, 20): at most so many sectors.
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
        industry.industry_name,
        pay.annual_mean_usd,
        pay.employment,
        release.release_name
    from pay
    inner join release on pay.release_id = release.release_id
    inner join measured on pay.occupation_id = measured.measured_id and release.source_id = measured.source_id
    inner join area on pay.area_id = area.area_id
    inner join industry on pay.industry_id = industry.industry_id
    where area.area_kind = 'nation' and industry.industry_level = 'sector'
    qualify release.precedence = max(release.precedence) over ()
)

select
    latest.industry_name,
    latest.annual_mean_usd,
    latest.employment,
    latest.release_name
from latest
order by latest.annual_mean_usd desc nulls last, latest.industry_name asc
limit $rows
