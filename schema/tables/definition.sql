-- Answers: are two figures of one metric alike?
create table definition (
    definition_id text primary key,
    metric_id text not null references metric (metric_id),
    meaning text not null
);
comment on table definition is 'One row: what a metric means where a source publishes it; two figures are alike when their definition is the same.';
comment on column definition.definition_id is 'Key of the definition.';
comment on column definition.metric_id is 'Key of the metric, spelled out in snake_case.';
comment on column definition.meaning is 'What the figure says, of whom, and how it was obtained.';
