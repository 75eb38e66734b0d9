-- One row: a place in an order that several rows claim: of metrics, or of releases.
-- Remedy: give each metric a sort_order, and each release a precedence, of its own.
select
    'metric' as ordered,
    metric.sort_order as place,
    string_agg(metric.metric_id, ', ' order by metric.metric_id) as claimed_by
from metric
group by metric.sort_order
having count(*) > 1
union all
select
    'release' as ordered,
    release.precedence as place,
    string_agg(release.release_id, ', ' order by release.release_id) as claimed_by
from release
group by release.precedence
having count(*) > 1
order by ordered, place
