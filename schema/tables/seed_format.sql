-- Answers: which seed format does this database speak? A folder of another version fails the check by name.
create table seed_format (
    version integer not null check (version = 1)
);
comment on table seed_format is 'One row: the version of the seed format that this database was built from.';
comment on column seed_format.version is 'Version of the seed format (whole number).';
