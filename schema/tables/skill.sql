-- Answers: what is it that people can do?
create table skill (
    skill_id text primary key,
    skill_kind text not null default 'listed' check (skill_kind in ('listed', 'rated', 'technology', 'percentile')),
    skill_name text not null
);
comment on table skill is 'One row: a skill in one vocabulary; skills of different kinds are never the same skill.';
comment on column skill.skill_id is 'Key of the skill.';
comment on column skill.skill_kind is
'The vocabulary: listed (a list of the most common ones), rated (every occupation is rated on it), technology (software and tools) or percentile (ranked among occupations).';
comment on column skill.skill_name is 'Name of the skill.';
