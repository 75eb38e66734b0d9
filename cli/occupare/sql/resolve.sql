-- One row: an occupation that one of the asked texts may mean, at the first level of names that matches it.
-- Answers: which occupation does a title, code or id mean? An occupation goes before a group of that name.
-- $asked: the texts, as typed.
with typed as (
    select
        generate_subscripts($asked, 1) as asked_position,
        unnest($asked) as name
),

keyed_text as (
    select
        typed.asked_position,
        typed.name,
        trim(regexp_replace(lower(typed.name), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key
    from typed
),

asked as (
    select
        keyed_text.*,
        array_length(string_split(keyed_text.name_key, ' ')) as words
    from keyed_text
),

keyed as (
    select
        asked.asked_position,
        occupation_name.occupation_id,
        occupation_name.name_kind,
        occupation_name.match_level,
        occupation_name.name,
        occupation_name.name_key
    from occupation_name
    inner join asked
        on
            left(occupation_name.name_key, 1) = left(asked.name_key, 1)
            -- A plural begins as its singular does, has as many words, and in each at most two letters more.
            and (
                starts_with(occupation_name.name_key, asked.name_key)
                or (
                    abs(length(occupation_name.name_key) - length(asked.name_key)) <= 2 * asked.words
                    and array_length(string_split(occupation_name.name_key, ' ')) = asked.words
                )
            )
    union all
    select
        asked.asked_position,
        null as occupation_id,
        'asked' as name_kind,
        null as match_level,
        asked.name,
        asked.name_key
    from asked
),

stemmed as (
    -- Both sides lose the endings of plurals, so no rule has to form one: parties party, watches watch, men man.
    select
        keyed.*,
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(keyed.name_key, '(\w)men\b', '\1man', 'g'), '\b(\w*w|kn|l)ives\b', '\1ife', 'g'
                    ),
                    '(\w\w)ies\b', '\1y', 'g'
                ),
                '(ch|sh|x|z|ss|\bbus)es\b', '\1', 'g'
            ),
            '([^su ])s\b', '\1', 'g'
        ) as name_stem
    from keyed
),

compared as (
    select
        stemmed.*,
        text_asked.name_key as asked_key,
        text_asked.name_stem as asked_stem,
        case
            when lower(stemmed.name) = lower(trim(text_asked.name)) then 0
            when stemmed.name_key = text_asked.name_key then 1
            when stemmed.name_stem = text_asked.name_stem then 2
        end as difference
    from stemmed
    inner join stemmed as text_asked on stemmed.asked_position = text_asked.asked_position
    where stemmed.name_kind <> 'asked' and text_asked.name_kind = 'asked' and text_asked.name_key <> ''
),

matched as (
    -- At one level the text as it stands goes before one that differs in punctuation, and that before a plural.
    select
        compared.asked_position,
        compared.occupation_id,
        compared.name,
        case
            when compared.name_kind = 'title' and compared.difference = 2 then 'singular or plural of the title'
            else compared.name_kind
        end as name_kind,
        case when compared.name_kind = 'title' and compared.difference = 2 then 3 else compared.match_level end as match_level,
        compared.difference
    from compared
    where compared.difference < 2 or (compared.difference = 2 and compared.name_kind in ('title', 'alternate title'))
    union all
    select
        compared.asked_position,
        compared.occupation_id,
        compared.name,
        'title that begins so' as name_kind,
        5 as match_level,
        0 as difference
    from compared
    where compared.name_kind = 'title' and starts_with(compared.name_key, compared.asked_key) and compared.difference is null
),

decided as (
    select
        matched.asked_position,
        matched.occupation_id,
        matched.name,
        matched.name_kind,
        matched.match_level,
        occupation.title,
        occupation.occupation_kind,
        -- The title of a group is a plural, unless it has another one.
        coalesce(
            occupation.plural_title = occupation.title, occupation.occupation_kind <> 'occupation'
        ) as is_plural,
        matched.match_level * 10 + matched.difference as match_rank,
        min(matched.match_level * 10 + matched.difference) over (partition by matched.asked_position) as decisive_rank
    from matched
    inner join occupation on matched.occupation_id = occupation.occupation_id
),

of_level as (
    select
        decided.*,
        count(
            distinct case when decided.occupation_kind = 'occupation' then decided.occupation_id end
        ) over (partition by decided.asked_position) as occupation_count,
        count(case when decided.name_kind = 'id' then 1 end) over (partition by decided.asked_position) as id_count,
        row_number() over (
            partition by decided.asked_position, decided.occupation_id
            order by decided.name_kind desc, decided.name asc
        ) as name_number
    from decided
    where decided.match_rank = decided.decisive_rank
)

select
    asked_position,
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
order by asked_position, title, occupation_id
