-- Answers: who works in it?
create table demographic_share (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    dimension text not null,
    demographic_group text not null references demographic_group (demographic_group),
    share_pct decimal(4, 1) not null check (share_pct between 0 and 100),
    primary key (occupation_id, release_id, dimension, demographic_group)
);
comment on table demographic_share is 'One row: a group''s share of the people in an occupation, from one release. By occupation: occupation_demographic_share.';
comment on column demographic_share.occupation_id is 'Key of the occupation or group that the share was measured for.';
comment on column demographic_share.release_id is 'Key of the release that the row comes from.';
comment on column demographic_share.dimension is
'What people are told apart by: gender, sex, race, ethnicity or sexual_orientation.';
comment on column demographic_share.demographic_group is 'Key of the group of people.';
comment on column demographic_share.share_pct is 'Share of the base (percent).';
