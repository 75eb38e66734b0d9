-- One row: an occupation whose title, alternate title, code, id or listed skill holds the asked text; without text all.
-- Answers: which occupations are there, and by which name was each found?
-- $asked: the text, as typed; empty for all occupations.
with asked as (
    select
        trim(regexp_replace(lower($asked), '[^\p{L}\p{N}+#*]+', ' ', 'g')) as name_key,
        regexp_full_match($asked, '[^\p{L}\p{N}+#*]*[^\p{L}\p{N}+#*\s][^\p{L}\p{N}+#*]*') as is_only_marks
),

by_name as (
    select
        occupation_name.occupation_id,
        -- A code or id that merely holds the text says less than a title that does.
        case
            when occupation_name.name_kind in ('id', 'code') and occupation_name.name_key <> asked.name_key then 5
            else occupation_name.match_level
        end as match_level,
        occupation_name.name_kind,
        occupation_name.name
    from occupation_name
    cross join asked
    where contains(occupation_name.name_key, asked.name_key) and not asked.is_only_marks
),

by_skill as (
    select
        occupation_skill.occupation_id,
        6 as match_level,
        'skill' as name_kind,
        skill.skill_name as name
    from occupation_skill
    inner join skill on occupation_skill.skill_id = skill.skill_id
    cross join asked
    where asked.name_key <> '' and skill.skill_kind in ('listed', 'technology') and contains(
        trim(regexp_replace(lower(skill.skill_name), '[^\p{L}\p{N}+#*]+', ' ', 'g')), asked.name_key
    )
),

found as (
    select
        hit.occupation_id,
        hit.match_level,
        hit.name_kind,
        hit.name,
        row_number() over (partition by hit.occupation_id order by hit.match_level, length(hit.name), hit.name) as hit_number
    from (
        select * from by_name
        union all
        select * from by_skill
    ) as hit
)

select
    occupation.occupation_id,
    occupation.title,
    occupation.category,
    case when asked.name_key = '' then null else found.name_kind end as found_by,
    case when asked.name_key = '' then null else found.name end as found_name
from found
inner join occupation on found.occupation_id = occupation.occupation_id
cross join asked
where found.hit_number = 1 and occupation.occupation_kind = 'occupation'
order by
    case when asked.name_key = '' then 0 else found.match_level end,
    occupation.title,
    occupation.occupation_id
