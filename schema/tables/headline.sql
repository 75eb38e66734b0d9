-- Answers: which figures stand on the first screen of a comparison, in which order and words?
create table headline (
    metric_id text primary key references metric (metric_id),
    label text not null,
    beside_metric_id text references metric (metric_id),
    stands_in_for_metric_id text references metric (metric_id),
    sort_order integer not null check (sort_order >= 0) unique
);
comment on table headline is 'One row: a line of the first screen of a comparison.';
comment on column headline.metric_id is 'Key of the metric that is shown.';
comment on column headline.label is 'Words before the figures.';
comment on column headline.beside_metric_id is
'Key of the metric beside it: the other end of a range, the share that a text has, or the period of a figure.';
comment on column headline.stands_in_for_metric_id is
'Key of the metric that it stands in for: it is shown only where an occupation has this figure and not that one.';
comment on column headline.sort_order is 'Position on the screen, ascending.';
