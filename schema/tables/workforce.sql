-- Answers: how many people are behind a share or an age? It is their weight.
create table workforce (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    employed integer not null check (employed >= 0),
    primary key (occupation_id, release_id)
);
comment on table workforce is 'One row: how many people are employed in an occupation, as a household survey counts them.';
comment on column workforce.occupation_id is 'Key of the occupation or group.';
comment on column workforce.release_id is 'Key of the release that the row comes from.';
comment on column workforce.employed is
'People employed, the self-employed included (count): the weight of demographic shares and ages of the same release.';
