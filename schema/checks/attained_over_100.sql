-- One row: an occupation whose shares by highest degree sum to more than 100 percent (rounding may add 0.5).
-- Remedy: correct the shares in degree_share.csv; each person counts once in a basis.
select
    occupation_id,
    release_id,
    basis,
    sum(share_pct) as share_sum_pct
from degree_share
where basis in ('attained', 'required')
group by occupation_id, release_id, basis
having sum(share_pct) > 100.5
order by occupation_id, release_id, basis
