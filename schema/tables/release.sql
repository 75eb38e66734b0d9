-- Answers: from when is a figure, and which edition is preferred?
create table release (
    release_id text primary key,
    source_id text not null references source (source_id),
    release_name text not null,
    period_start date check (period_start >= cast('1900-01-01' as date)),
    period_end date check (period_end >= cast('1900-01-01' as date)),
    precedence integer not null,
    classification text,
    check (period_start <= period_end),
    check (period_end is null or period_start is not null)
);
comment on table release is 'One row: an edition of a source, for one period, which may be unknown.';
comment on column release.release_id is 'Key of the release.';
comment on column release.source_id is 'Key of the source.';
comment on column release.release_name is 'Name of the edition, as a reader would cite it.';
comment on column release.period_start is 'First day that the figures speak of; empty when the source does not say.';
comment on column release.period_end is 'Last day that the figures speak of; empty when the source does not say.';
comment on column release.precedence is
'Which release a profile prefers where several give one metric: the highest number wins.';
comment on column release.classification is
'Edition of the classification that its groups are of, such as SOC 2018: one code may mean two things in two editions. Empty where unknown.';
