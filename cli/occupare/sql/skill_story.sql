-- One row: a skill by which a pair of occupations is alike or told apart, the most telling first.
-- Answers: what do both ask for, and what does only one ask for, or ask more of?
-- $left_id: the first occupation.
-- $right_id: the second occupation.
select
    comparison_skills.skill_kind,
    case
        when comparison_skills.gap = 'shared' then 'both'
        when comparison_skills.gap in ('only_left', 'stronger_left') then 'left'
        when comparison_skills.gap in ('only_right', 'stronger_right') then 'right'
        else 'unknown'
    end as side,
    comparison_skills.skill_name,
    comparison_skills.unit,
    coalesce(
        abs(comparison_skills.difference),
        case when comparison_skills.gap like 'only%' then comparison_skills.left_number end,
        case when comparison_skills.gap like 'only%' then comparison_skills.right_number end
    ) as amount,
    comparison_skills.gap like 'only%' as is_only,
    case when comparison_skills.left_order is null then 'right' else 'left' end as listed_for
from comparison_skills
where
    comparison_skills.left_occupation_id = $left_id
    and comparison_skills.right_occupation_id = $right_id
    -- Every rated skill is rated for all; three points are "important".
    and not (
        comparison_skills.skill_kind = 'rated'
        and comparison_skills.gap = 'shared'
        and least(comparison_skills.left_number, comparison_skills.right_number) < 3
    )
order by
    array_position(['listed', 'rated', 'technology'], comparison_skills.skill_kind) asc,
    side asc,
    is_only desc,
    coalesce(comparison_skills.left_is_in_demand, comparison_skills.right_is_in_demand, false) desc,
    case when side = 'both' then null else amount end desc nulls last,
    least(comparison_skills.left_number, comparison_skills.right_number) desc nulls last,
    comparison_skills.skill_name asc
