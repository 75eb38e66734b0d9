-- Answers: what is compared?
create table occupation (
    occupation_id text primary key check (regexp_full_match(occupation_id, '[A-Za-z0-9][A-Za-z0-9._-]*')),
    occupation_kind text not null default 'occupation' check (occupation_kind in ('occupation', 'group', 'all')),
    group_level text check (group_level in ('major', 'minor', 'broad', 'detailed')),
    title text not null,
    plural_title text,
    category text,
    description text,
    release_id text not null default 'own-data' references release (release_id),
    check (group_level is null or occupation_kind = 'group'),
    -- A comparison has a column for each occupation beside columns of these names.
    check (
        lower(occupation_id) not in (
            'section', 'metric_id', 'label', 'unit', 'difference', 'percent_difference', 'is_like_for_like'
        )
    )
);
comment on table occupation is
'One row: an occupation, a group of occupations that figures are measured for, or all workers.';
comment on column occupation.occupation_id is
'Key of the occupation: a slug for hand-written seeds (service-manager), the publisher''s code for imported ones (15-1252.00).';
comment on column occupation.occupation_kind is 'occupation, group (figures are measured for it) or all (every worker).';
comment on column occupation.group_level is
'How fine a group is in the newest release that has it: major, minor, broad or detailed. Empty where there are no levels.';
comment on column occupation.title is 'Title, as published.';
comment on column occupation.plural_title is
'Plural of the title; no rule forms it, so it is data. It is the title itself where that is a plural.';
comment on column occupation.category is 'Family of occupations that it belongs to.';
comment on column occupation.description is 'What people in the occupation do.';
comment on column occupation.release_id is 'Key of the release that describes the occupation.';
