-- Which skills does one occupation ask for beyond another?
-- One row: a skill that the second alone has or has more of, the weightiest first.
-- $from (occupation): the occupation that one has.
-- $to (occupation): the occupation that one wants.
-- Needs: preferred_skill.
select
    skill_gap.skill_kind,
    skill_gap.skill_name,
    skill_gap.gap,
    skill_gap.left_importance,
    skill_gap.right_importance,
    skill_gap.left_share_pct,
    skill_gap.right_share_pct,
    skill_gap.list_comparison
from skill_gap
where
    skill_gap.left_occupation_id = $from
    and skill_gap.right_occupation_id = $to
    and skill_gap.gap in ('only_right', 'stronger_right')
order by
    skill_gap.right_importance desc nulls last,
    skill_gap.right_share_pct desc nulls last,
    skill_gap.right_rank asc,
    skill_gap.skill_name asc
