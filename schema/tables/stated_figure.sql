-- Answers: what else does a source state?
create table stated_figure (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    metric_id text not null references metric (metric_id),
    number_value decimal(19, 4),
    text_value text,
    primary key (occupation_id, release_id, metric_id),
    check ((number_value is null) <> (text_value is null))
);
comment on table stated_figure is 'One row: a figure of a metric that no other table holds, such as a metric of one''s own.';
comment on column stated_figure.occupation_id is 'Key of the occupation.';
comment on column stated_figure.release_id is 'Key of the release that the row comes from.';
comment on column stated_figure.metric_id is 'Key of the metric, spelled out in snake_case.';
comment on column stated_figure.number_value is 'The figure, for a metric whose values are numbers (unit of the metric).';
comment on column stated_figure.text_value is 'The figure, for a metric whose values are text.';
