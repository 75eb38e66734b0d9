-- Which skills does one occupation ask for beyond another?
-- One row: a skill that the second alone has or has more of, beyond the error; rated and listed skills first, then technologies.
-- $from (occupation): the occupation that one has.
-- $to (occupation): the occupation that one wants.
-- Needs: preferred_skill.
select
    comparison_skills.skill_kind,
    comparison_skills.skill_name,
    comparison_skills.gap,
    comparison_skills.left_number as from_number,
    comparison_skills.right_number as to_number,
    comparison_skills.unit,
    comparison_skills.difference,
    comparison_skills.difference_margin,
    comparison_skills.left_level as from_level,
    comparison_skills.right_level as to_level,
    comparison_skills.right_is_in_demand as is_in_demand,
    comparison_skills.right_is_hot as is_hot,
    comparison_skills.list_comparison
from comparison_skills
where
    comparison_skills.left_occupation_id = $from
    and comparison_skills.right_occupation_id = $to
    and comparison_skills.gap in ('only_right', 'stronger_right')
order by
    case when comparison_skills.skill_kind = 'technology' then 1 else 0 end,
    comparison_skills.right_number desc nulls last,
    comparison_skills.right_order asc,
    comparison_skills.skill_name asc
