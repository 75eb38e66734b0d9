-- Answers: does it grow, how many openings has it, do people like it?
create table outlook (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    growth_pct decimal(6, 1) check (growth_pct >= -100),
    growth_start_year integer check (growth_start_year between 1900 and 2200),
    growth_end_year integer check (growth_end_year between 1900 and 2200),
    employment_start integer check (employment_start >= 0),
    employment_end integer check (employment_end >= 0),
    openings_stated integer check (openings_stated >= 0),
    openings_per_year integer check (openings_per_year >= 0),
    openings_per_year_below integer check (openings_per_year_below > 0),
    self_employed_pct decimal(4, 1) check (self_employed_pct between 0 and 100),
    satisfaction decimal(3, 1) check (satisfaction >= 0),
    satisfaction_maximum decimal(3, 1),
    entry_education text,
    entry_experience text,
    entry_training text,
    footnote text,
    primary key (occupation_id, release_id),
    check (growth_start_year < growth_end_year),
    check (growth_end_year is null or growth_start_year is not null),
    check (employment_end is null or employment_start is not null),
    check (openings_per_year is null or openings_per_year_below is null),
    check (satisfaction <= satisfaction_maximum)
);
comment on table outlook is 'One row: the prospects of an occupation, from one release. By occupation: occupation_outlook.';
comment on column outlook.occupation_id is 'Key of the occupation or group that the figures were measured for.';
comment on column outlook.release_id is 'Key of the release that the row comes from.';
comment on column outlook.growth_pct is 'Change in employment over the period (percent).';
comment on column outlook.growth_start_year is 'First year of the growth period; empty when the source does not say.';
comment on column outlook.growth_end_year is 'Last year of the growth period; empty when the source does not say.';
comment on column outlook.employment_start is 'Jobs in the first year of the period, the self-employed included (count).';
comment on column outlook.employment_end is 'People projected to be employed in the last year of the period (count).';
comment on column outlook.openings_stated is 'Number of jobs that the source states as open (count).';
comment on column outlook.openings_per_year is 'Openings expected per year, on average over the period (count).';
comment on column outlook.openings_per_year_below is
'Openings are fewer than this (count a year); given where the publisher rounds them to none.';
comment on column outlook.self_employed_pct is
'Share of the people employed in the first year who work on their own account (percent).';
comment on column outlook.satisfaction is 'Job satisfaction, as rated by people in the occupation (points).';
comment on column outlook.satisfaction_maximum is 'Highest rating possible (points); empty when the source does not say.';
comment on column outlook.entry_education is 'Education that people typically need to enter the occupation.';
comment on column outlook.entry_experience is 'Experience in a related occupation that people typically need.';
comment on column outlook.entry_training is 'On-the-job training that people typically need to become competent.';
comment on column outlook.footnote is 'The publisher''s note on this line, where there is one.';
