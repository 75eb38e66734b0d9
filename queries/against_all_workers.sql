-- How does an occupation stand against all workers?
-- One row: a metric, with the occupation's figure, that of all workers and the error margin where one is published.
-- $occupation (occupation): the occupation.
-- Needs: metric_beside_all_workers.all_workers_number.
select
    metric.section,
    metric.label,
    metric.unit,
    metric_beside_all_workers.number_value,
    metric_beside_all_workers.error_margin,
    metric_beside_all_workers.all_workers_number,
    metric_beside_all_workers.difference,
    metric_beside_all_workers.percent_difference
from metric_beside_all_workers
inner join metric on metric_beside_all_workers.metric_id = metric.metric_id
where
    metric_beside_all_workers.occupation_id = $occupation
    and metric_beside_all_workers.is_like_for_like
order by metric.sort_order
