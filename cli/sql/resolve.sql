-- One row: an occupation that the asked text may mean, at the first level of names that matches it.
-- Answers: which occupation does a title, code or id mean? An occupation goes before a group of that name.
-- $asked: the text, as typed.
with asked as (
    select trim(regexp_replace(lower($asked), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key
),

stemmed as (
    -- Both sides lose the endings of plurals, so no rule has to form one.
    select
        occupation_name.*,
        regexp_replace(
            regexp_replace(
                regexp_replace(occupation_name.name_key, '(\w\w)ies\b', '\1y', 'g'), '(ch|sh|x|z|ss)es\b', '\1', 'g'
            ),
            '([^s ])s\b', '\1', 'g'
        ) as name_stem,
        regexp_replace(
            regexp_replace(regexp_replace(asked.name_key, '(\w\w)ies\b', '\1y', 'g'), '(ch|sh|x|z|ss)es\b', '\1', 'g'),
            '([^s ])s\b', '\1', 'g'
        ) as asked_stem,
        asked.name_key as asked_key
    from occupation_name
    cross join asked
    where asked.name_key <> ''
),

matched as (
    select
        occupation_id,
        name,
        name_kind,
        match_level
    from stemmed
    where name_key = asked_key
    union all
    select
        occupation_id,
        name,
        'singular or plural of the title' as name_kind,
        3 as match_level
    from stemmed
    where name_kind = 'title' and name_stem = asked_stem and name_key <> asked_key
    union all
    select
        occupation_id,
        name,
        'title that begins so' as name_kind,
        5 as match_level
    from stemmed
    where name_kind = 'title' and starts_with(name_key, asked_key) and name_key <> asked_key
),

decided as (
    select
        matched.occupation_id,
        matched.name,
        matched.name_kind,
        matched.match_level,
        occupation.title,
        occupation.occupation_kind,
        coalesce(occupation.plural_title = occupation.title, false) as is_plural,
        min(matched.match_level) over () as decisive_level
    from matched
    inner join occupation on matched.occupation_id = occupation.occupation_id
),

of_level as (
    select
        decided.*,
        count(
            distinct case when decided.occupation_kind = 'occupation' then decided.occupation_id end
        ) over () as occupation_count,
        count(case when decided.name_kind = 'id' then 1 end) over () as id_count,
        row_number() over (
            partition by decided.occupation_id
            order by decided.name_kind desc, decided.name asc
        ) as name_number
    from decided
    where decided.match_level = decided.decisive_level
)

select
    occupation_id,
    title,
    name_kind,
    name,
    match_level,
    is_plural
from of_level
where
    name_number = 1
    and case
        -- A code of one occupation means it; a code that several share means the group that bears it as its id.
        when occupation_count = 1 then occupation_kind = 'occupation'
        when id_count = 1 then name_kind = 'id'
        when occupation_count > 1 then occupation_kind = 'occupation'
        else true
    end
order by title, occupation_id
