-- One row: an occupation whose title, alternate title, code, id or listed skill holds the asked text; without text all.
-- Answers: which occupations are there, and why was each found? A name that is the text goes before one that holds it
-- as whole words, that before one where a word begins so, that before one that holds it anywhere; of names alike, those
-- of occupations whose titles hold the text go first.
-- $asked: the text, as typed; empty for all occupations.
with asked as (
    select trim(regexp_replace(lower($asked), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key
    where not regexp_full_match($asked, '[^\p{L}\p{N}+#*]*[^\p{L}\p{N}+#*\s][^\p{L}\p{N}+#*]*')
),

singular as (
    select
        asked.name_key,
        regexp_replace(
            regexp_replace(regexp_replace(asked.name_key, '(\w)ies$', '\1y'), '(ch|sh|x|z|ss)es$', '\1'), '([^s ])s$', '\1'
        ) as name_stem
    from asked
),

asked_form as (
    -- A text is found in its singular and its plural.
    select distinct
        unnest(
            case
                when singular.name_key = '' then ['']
                else [
                    singular.name_key,
                    singular.name_stem,
                    singular.name_stem || 's',
                    singular.name_stem || 'es',
                    regexp_replace(singular.name_stem, 'y$', 'ies')
                ]
            end
        ) as name_key
    from singular
),

named as (
    select
        occupation_name.occupation_id,
        occupation_name.name_kind,
        case occupation_name.name_kind when 'title' then 0 when 'alternate title' then 2 else 1 end as kind_order,
        occupation_name.name,
        occupation_name.name_key
    from occupation_name
    union all
    select
        occupation_skill.occupation_id,
        'skill' as name_kind,
        3 as kind_order,
        skill.skill_name as name,
        trim(regexp_replace(lower(skill.skill_name), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key
    from occupation_skill
    inner join skill on occupation_skill.skill_id = skill.skill_id
    cross join asked
    where asked.name_key <> '' and skill.skill_kind in ('listed', 'technology')
),

held as (
    select
        named.*,
        case
            when named.name_key = asked_form.name_key and named.name_kind <> 'skill' then 0
            -- A code or id that merely holds the text says less than a name that does.
            when named.name_kind in ('id', 'code') then 4
            when contains(' ' || named.name_key || ' ', ' ' || asked_form.name_key || ' ') then 1
            when contains(' ' || named.name_key, ' ' || asked_form.name_key) then 2
            else 3
        end as match_order
    from named
    inner join asked_form on contains(named.name_key, asked_form.name_key)
),

best as (
    select
        held.*,
        bool_or(held.name_kind = 'title' and held.match_order < 3) over (partition by held.occupation_id) as is_in_title,
        row_number() over (
            partition by held.occupation_id
            order by held.match_order, held.kind_order, length(held.name), held.name
        ) as name_number
    from held
)

select
    occupation.title,
    occupation.occupation_id,
    case
        when asked.name_key = '' then null
        when best.name_kind = 'title' then 'title'
        else best.name_kind || ' ' || best.name
    end as found_by
from best
inner join occupation on best.occupation_id = occupation.occupation_id
cross join asked
where best.name_number = 1 and occupation.occupation_kind = 'occupation'
order by
    case when asked.name_key = '' then 0 else best.match_order * 4 + best.kind_order end,
    -- An alternate title may be that of many; a title that holds the text too is nearest to it.
    asked.name_key <> '' and not best.is_in_title,
    -- Of names that hold the text, the shortest says most.
    case when asked.name_key = '' then 0 else length(best.name) end,
    occupation.title,
    occupation.occupation_id
