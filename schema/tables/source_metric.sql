-- Answers: what does this metric mean in this source?
create table source_metric (
    source_id text not null references source (source_id),
    metric_id text not null references metric (metric_id),
    definition_id text not null references definition (definition_id),
    primary key (source_id, metric_id)
);
comment on table source_metric is 'One row: the definition under which a source publishes a metric.';
comment on column source_metric.source_id is 'Key of the source.';
comment on column source_metric.metric_id is 'Key of the metric, spelled out in snake_case.';
comment on column source_metric.definition_id is 'Key of the definition.';
