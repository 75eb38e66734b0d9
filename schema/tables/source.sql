-- Answers: who says so, and under which licence?
create table source (
    source_id text primary key,
    source_name text not null,
    publisher text not null,
    licence text,
    url text,
    caution_over_time text
);
comment on table source is 'One row: a publisher''s series that figures come from.';
comment on column source.source_id is 'Key of the source.';
comment on column source.source_name is 'Name of the series, as its publisher calls it.';
comment on column source.publisher is 'Who publishes it.';
comment on column source.licence is 'Terms under which the data may be used, where known.';
comment on column source.url is 'Web address where the publisher describes it.';
comment on column source.caution_over_time is
'What to mind when its releases are compared with each other; empty where nothing is known.';
