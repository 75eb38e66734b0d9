-- Answers: into which parts is a comparison divided?
create table section (
    section text primary key check (regexp_full_match(section, '[a-z][a-z_]*[a-z]')),
    meaning text not null
);
comment on table section is 'One row: a section of a comparison, shown in the order of its metrics.';
comment on column section.section is 'Key of the section, in snake_case; its view is comparison_<section>.';
comment on column section.meaning is 'What the section shows of an occupation.';
