-- Answers: under which title did a release publish a code that is called otherwise now, or holds other occupations?
create table former_title (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null references release (release_id),
    title text not null,
    has_other_members boolean,
    primary key (occupation_id, release_id)
);
comment on table former_title is
'One row: the title of an occupation or group in one release, where it is not the one that it has in occupation, or not of the same members.';
comment on column former_title.occupation_id is 'Key of the occupation or group.';
comment on column former_title.release_id is 'Key of the release.';
comment on column former_title.title is 'Title of the occupation or group in that release.';
comment on column former_title.has_other_members is
'True where the group was made up of other occupations in that release than in the newest, whatever its title.';
