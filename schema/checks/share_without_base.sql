-- One row: a demographic share of a dimension for which its source states no base.
-- Remedy: add a row to demographic_base.csv that names the people who make 100 percent.
select distinct
    release.source_id,
    demographic_share.dimension
from demographic_share
inner join release on demographic_share.release_id = release.release_id
left join demographic_base
    on release.source_id = demographic_base.source_id and demographic_share.dimension = demographic_base.dimension
where demographic_base.base is null
order by release.source_id, demographic_share.dimension
