-- One row: a metric, in the order of a comparison.
-- Answers: how is a metric named, where does it stand, and which way is it better?
select
    metric.metric_id,
    metric.section,
    metric.label,
    metric.unit,
    metric.value_kind,
    metric.better,
    metric.decimals
from metric
inner join section on metric.section = section.section
where metric.metric_id not in ('title', 'description') and metric.section not in ('skills', 'responsibilities')
order by metric.sort_order asc, metric.metric_id asc
