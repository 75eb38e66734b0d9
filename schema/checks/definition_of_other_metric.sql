-- One row: a source that publishes a metric under a definition of another metric.
-- Remedy: name a definition of that metric in source_metric.csv.
select
    source_metric.source_id,
    source_metric.metric_id,
    source_metric.definition_id
from source_metric
inner join definition on source_metric.definition_id = definition.definition_id
where source_metric.metric_id <> definition.metric_id
order by source_metric.source_id, source_metric.metric_id
