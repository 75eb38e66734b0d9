-- One row: a skill that two occupations have, with what follows from both: whose is the stronger, beyond the error.
-- The rule of every gap, written once and no object of its own: a view selects from a common table expression of this
-- name that has these columns, and skill_pair."{stronger_side}" in it stands for the expression that is named so here.
select
    -- 1.96 standard errors of the difference: 95 in 100 differences of equal skills are smaller.
    1.96 * sqrt(
        power(skill_pair.left_importance_standard_error, 2) + power(skill_pair.right_importance_standard_error, 2)
    ) as importance_margin,
    1.96 * sqrt(power(skill_pair.left_level_standard_error, 2) + power(skill_pair.right_level_standard_error, 2)) as level_margin,
    -- Below 0 the first is stronger, above 0 the second: importance and level together, or the share.
    case
        when abs(skill_pair.right_importance - skill_pair.left_importance) > skill_pair."{importance_margin}"
            then sign(skill_pair.right_importance - skill_pair.left_importance)
        else 0
    end
    + case
        when abs(skill_pair.right_level - skill_pair.left_level) > skill_pair."{level_margin}"
            then sign(skill_pair.right_level - skill_pair.left_level)
        else 0
    end
    + case
        when skill_pair.skill_kind = 'listed'
            then coalesce(sign(skill_pair.right_share_pct - skill_pair.left_share_pct), 0)
        else 0
    end as stronger_side,
    -- What makes one of them the stronger; where importance and level contradict each other, nothing does.
    case
        when skill_pair."{stronger_side}" = 0 then null
        when skill_pair.skill_kind = 'listed' then 'share'
        when
            abs(skill_pair.right_importance - skill_pair.left_importance) > skill_pair."{importance_margin}"
            and abs(skill_pair.right_level - skill_pair.left_level) > skill_pair."{level_margin}"
            then 'both'
        when abs(skill_pair.right_level - skill_pair.left_level) > skill_pair."{level_margin}" then 'level'
        else 'importance'
    end as stronger_by
from skill_pair
