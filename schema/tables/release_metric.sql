-- Answers: in which releases did a source mean something else by a metric than it does now?
create table release_metric (
    release_id text not null references release (release_id),
    metric_id text not null references metric (metric_id),
    definition_id text not null references definition (definition_id),
    primary key (release_id, metric_id)
);
comment on table release_metric is
'One row: the definition of a metric in one release, where it is not the one that its source has in source_metric.';
comment on column release_metric.release_id is 'Key of the release.';
comment on column release_metric.metric_id is 'Key of the metric.';
comment on column release_metric.definition_id is 'Key of the definition.';
