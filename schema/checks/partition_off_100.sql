-- One row: an occupation whose shares of a dimension should sum to 100 but do not (rounding may move a sum by 0.2).
-- Remedy: correct the shares in demographic_share.csv, or set is_partition to false in demographic_base.csv.
select
    demographic_share.occupation_id,
    demographic_share.release_id,
    demographic_share.dimension,
    sum(demographic_share.share_pct) as share_sum_pct
from demographic_share
inner join release on demographic_share.release_id = release.release_id
inner join demographic_base
    on release.source_id = demographic_base.source_id and demographic_share.dimension = demographic_base.dimension
where demographic_base.is_partition
group by demographic_share.occupation_id, demographic_share.release_id, demographic_share.dimension
having count(*) > 1 and abs(sum(demographic_share.share_pct) - 100) > 0.2
order by demographic_share.occupation_id, demographic_share.release_id, demographic_share.dimension
