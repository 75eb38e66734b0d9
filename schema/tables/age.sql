-- Answers: how old are they? A mean and a median are two statistics.
create table age (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    age_statistic text not null check (age_statistic in ('mean', 'median')),
    age_years decimal(4, 1) not null check (age_years between 10 and 120),
    primary key (occupation_id, release_id, age_statistic)
);
comment on table age is 'One row: an age statistic of the people in an occupation, from one release. By occupation: occupation_age.';
comment on column age.occupation_id is 'Key of the occupation or group that the age was measured for.';
comment on column age.release_id is 'Key of the release that the row comes from.';
comment on column age.age_statistic is 'mean or median.';
comment on column age.age_years is 'The age (years).';
