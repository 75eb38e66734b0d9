-- One row: the meaning of a metric in own data that no definition gives: what its label says.
-- Answers: what does a figure mean of which its owner says no more?
insert into memory.typed.definition by name
select
    'own-data-' || replace(metric.metric_id, '_', '-') as definition_id,
    metric.metric_id,
    any_value(metric.label) || ', as the owner of the data states it.' as meaning,
    min(metric.seed_file) as seed_file,
    min(metric.seed_line) as seed_line
from memory.typed.metric
where
    metric.metric_id is not null
    and metric.label is not null
    and not exists (
        select 1
        from memory.typed.definition
        where definition.definition_id = 'own-data-' || replace(metric.metric_id, '_', '-')
    )
group by metric.metric_id;
insert into memory.typed.source_metric by name
select
    'own-data' as source_id,
    metric.metric_id,
    'own-data-' || replace(metric.metric_id, '_', '-') as definition_id,
    min(metric.seed_file) as seed_file,
    min(metric.seed_line) as seed_line
from memory.typed.metric
where
    metric.metric_id is not null
    and metric.label is not null
    and not exists (
        select 1
        from memory.typed.source_metric
        where source_metric.source_id = 'own-data' and source_metric.metric_id = metric.metric_id
    )
group by metric.metric_id
