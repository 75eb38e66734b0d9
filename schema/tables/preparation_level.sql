-- Answers: how many months does an answer stand for?
create table preparation_level (
    preparation_kind text not null check (
        preparation_kind in ('related_experience', 'on_site_training', 'on_the_job_training')
    ),
    preparation_level integer not null check (preparation_level > 0),
    level_name text not null,
    months_min integer not null check (months_min >= 0),
    months_max integer,
    primary key (preparation_kind, preparation_level),
    check (months_min <= months_max)
);
comment on table preparation_level is 'One row: an answer to how long preparation takes, out of which respondents choose.';
comment on column preparation_level.preparation_kind is
'related_experience (work experience in a related job), on_site_training (classes or instruction at work) or on_the_job_training (learning from experienced workers).';
comment on column preparation_level.preparation_level is 'Rank of the answer, from 1 (none) upwards.';
comment on column preparation_level.level_name is 'Wording of the answer.';
comment on column preparation_level.months_min is 'Lower end of the answer (months): it is above this, or 0 for none.';
comment on column preparation_level.months_max is 'Upper end of the answer, included (months); empty for "over 10 years".';
