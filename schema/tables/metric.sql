-- Answers: what is compared, in which unit, in which order, and which way is better?
create table metric (
    metric_id text primary key check (regexp_full_match(metric_id, '[a-z][a-z0-9_]*')),
    value_kind text not null check (value_kind in ('number', 'text')),
    section text not null references section (section),
    label text not null,
    unit text,
    decimals integer not null default 0 check (decimals between 0 and 4),
    sort_order integer not null check (sort_order >= 0),
    better text not null default 'neither' check (better in ('higher', 'lower', 'neither')),
    is_ranked boolean not null default false,
    picked_with text references metric (metric_id),
    pay_column text unique,
    check (value_kind = 'number' or unit is null),
    check (value_kind = 'number' or pay_column is null),
    check (value_kind = 'text' or unit is not null),
    check (section <> 'demographics' or better = 'neither'),
    -- Columns of the wide tables and rows of ranked lists have names of these forms.
    check (not regexp_matches(metric_id, '^(left|right)_|_difference$|_[0-9]+(_|$)|^occupation_(id|kind)$'))
);
comment on table metric is 'One row: a metric, that is one statistic about an occupation; one id is one statistic.';
comment on column metric.metric_id is 'Key of the metric, spelled out in snake_case.';
comment on column metric.value_kind is 'Whether its values are a number or a text.';
comment on column metric.section is 'Section of a comparison that shows the metric.';
comment on column metric.label is 'Words that name the metric on a page or a chart.';
comment on column metric.unit is 'Unit of its numbers; empty for text. A scale names its ends (zone from 1 to 5): its differences are never in percent.';
comment on column metric.decimals is 'Decimals that its numbers are printed with.';
comment on column metric.sort_order is 'Position of the metric in a comparison, ascending.';
comment on column metric.better is
'Which way is better for the person in the occupation: higher, lower or neither (always neither for demographics).';
comment on column metric.is_ranked is
'True where the metric is of a list with a row per entry (a skill, a duty), false where it is one figure.';
comment on column metric.picked_with is
'Key of the metric beside which this one stands: a profile takes both from one release, such as both ends of a range.';
comment on column metric.pay_column is 'The column of pay that holds the metric; empty for a metric that is none of pay.';
