-- One row: a skill of an occupation, with what its comparison with another follows from.
-- Answers: which skills does each ask for, also those that are shown beside another's only?
-- $occupation_ids: the occupations.
with asked as (
    select unnest($occupation_ids) as occupation_id
)

select
    preferred_skill.occupation_id,
    preferred_skill.skill_kind,
    preferred_skill.source_id,
    preferred_skill.list_length,
    preferred_skill.skill_id,
    preferred_skill.skill_name,
    preferred_skill.is_shown,
    case when preferred_skill.is_in_demand then 'in demand' when preferred_skill.is_hot then 'hot' end as entry_kind,
    preferred_skill.share_pct,
    preferred_skill.importance,
    preferred_skill.importance_standard_error,
    preferred_skill.level,
    preferred_skill.level_standard_error
from preferred_skill
inner join asked
    on preferred_skill.occupation_id = asked.occupation_id
order by
    preferred_skill.occupation_id,
    array_position(['listed', 'rated', 'technology'], preferred_skill.skill_kind),
    preferred_skill.skill_order,
    preferred_skill.skill_id
