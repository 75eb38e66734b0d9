-- Answers: what else is it called?
create table alternate_title (
    occupation_id text not null references occupation (occupation_id),
    alternate_title text not null,
    release_id text not null default 'own-data' references release (release_id),
    primary key (occupation_id, alternate_title)
);
comment on table alternate_title is 'One row: another title that an occupation goes by; one title may belong to several.';
comment on column alternate_title.occupation_id is 'Key of the occupation.';
comment on column alternate_title.alternate_title is 'The other title.';
comment on column alternate_title.release_id is 'Key of the release that the row comes from.';
