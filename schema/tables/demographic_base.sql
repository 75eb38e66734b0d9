-- Answers: percent of whom, and do the shares add up to 100?
create table demographic_base (
    source_id text not null references source (source_id),
    dimension text not null check (
        dimension in ('gender', 'sex', 'race', 'ethnicity', 'sexual_orientation')
    ),
    base text not null,
    is_partition boolean not null,
    primary key (source_id, dimension)
);
comment on table demographic_base is 'One row: whom a source''s shares of one dimension are shares of.';
comment on column demographic_base.source_id is 'Key of the source.';
comment on column demographic_base.dimension is
'What people are told apart by: gender, sex, race, ethnicity or sexual_orientation.';
comment on column demographic_base.base is 'The people that make 100 percent.';
comment on column demographic_base.is_partition is 'True where every person is in exactly one group, so that shares sum to 100.';
