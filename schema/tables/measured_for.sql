-- Answers: whose figure is it really?
create table measured_for (
    occupation_id text not null references occupation (occupation_id),
    source_id text not null references source (source_id),
    group_id text not null references occupation (occupation_id),
    is_whole_group boolean not null,
    crosswalk text not null,
    primary key (occupation_id, source_id),
    check (occupation_id <> group_id)
);
comment on table measured_for is
'One row: the group that a source measured an occupation''s figures for. Figures are stored once, for the group.';
comment on column measured_for.occupation_id is 'Key of the occupation.';
comment on column measured_for.source_id is 'Key of the source.';
comment on column measured_for.group_id is 'Key of the group in occupation.';
comment on column measured_for.is_whole_group is
'True where the group is this occupation alone, so that its figures are observed; false where they are inherited.';
comment on column measured_for.crosswalk is 'The published crosswalk row or footnote that says so.';
