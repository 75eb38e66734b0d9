-- Answers: which occupation does a text mean? The lowest match_level that matches decides.
-- Stored, for every command that takes a title looks through it: 7 MB, index too, and half a second at 1,016 occupations.
create table occupation_name (
    occupation_id text not null,
    name_kind text not null,
    match_level integer not null,
    name text not null,
    name_key text not null,
    primary key (occupation_id, name_kind, name)
);
insert into occupation_name
with named as (
    select
        occupation.occupation_id,
        'id' as name_kind,
        1 as match_level,
        occupation.occupation_id as name
    from occupation
    union
    select
        occupation_code.occupation_id,
        'code' as name_kind,
        1 as match_level,
        occupation_code.code as name
    from occupation_code
    union all
    select
        occupation.occupation_id,
        'title' as name_kind,
        2 as match_level,
        occupation.title as name
    from occupation
    union all
    select
        occupation.occupation_id,
        'plural title' as name_kind,
        3 as match_level,
        occupation.plural_title as name
    from occupation
    where occupation.plural_title is not null
    union all
    select
        alternate_title.occupation_id,
        'alternate title' as name_kind,
        4 as match_level,
        alternate_title.alternate_title as name
    from alternate_title
)

select
    named.occupation_id,
    named.name_kind,
    named.match_level,
    named.name,
    -- Case, punctuation and runs of blanks do not tell titles apart.
    trim(regexp_replace(lower(named.name), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key
from named;
comment on table occupation_name is 'One row: a name by which an occupation may be asked for.';
comment on column occupation_name.occupation_id is 'Key of the occupation.';
comment on column occupation_name.name_kind is 'id, code, title, plural title or alternate title.';
comment on column occupation_name.match_level is
'Order in which names are tried: 1 ids and codes, 2 titles, 3 plural titles, 4 alternate titles.';
comment on column occupation_name.name is 'The name, as published.';
comment on column occupation_name.name_key is 'The name in lower case with punctuation as blanks, for matching.';
