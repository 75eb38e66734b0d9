-- Answers: which occupation is SOC 15-1252?
create table occupation_code (
    occupation_id text not null references occupation (occupation_id),
    code_system text not null,
    code text not null,
    primary key (occupation_id, code_system, code)
);
comment on table occupation_code is 'One row: a code that an occupation has in a classification.';
comment on column occupation_code.occupation_id is 'Key of the occupation.';
comment on column occupation_code.code_system is
'The classification and its version, such as SOC 2018 or O*NET-SOC 2019.';
comment on column occupation_code.code is 'The code, as text: leading zeros count.';
