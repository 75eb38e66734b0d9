-- Answers: how much preparation does it need, on one scale?
create table job_zone (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    job_zone integer not null check (job_zone between 1 and 5),
    primary key (occupation_id, release_id)
);
comment on table job_zone is 'One row: the job zone of an occupation, from one release.';
comment on column job_zone.occupation_id is 'Key of the occupation.';
comment on column job_zone.release_id is 'Key of the release that the row comes from.';
comment on column job_zone.job_zone is 'Job zone, from 1 (little preparation) to 5 (extensive preparation).';
