-- Answers: how much experience does it need?
create table experience (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    months_min integer check (months_min >= 0),
    months_max integer check (months_max >= 0),
    is_open_ended boolean not null default false,
    primary key (occupation_id, release_id),
    check (months_min <= months_max),
    check (not is_open_ended or months_max is null),
    check (not is_open_ended or months_min is not null)
);
comment on table experience is 'One row: how long it takes to become one, from one release.';
comment on column experience.occupation_id is 'Key of the occupation.';
comment on column experience.release_id is 'Key of the release that the row comes from.';
comment on column experience.months_min is 'Lower end of the range (months).';
comment on column experience.months_max is 'Upper end of the range (months).';
comment on column experience.is_open_ended is 'True where only the lower end is known, as in "more than 10 years".';
