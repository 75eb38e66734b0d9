-- Answers: what do both ask for, what does only one ask for, who asks for more, and is that beyond the error?
create view comparison_skills as
with skill_pair as (
    select
        skill_gap.left_occupation_id,
        skill_gap.right_occupation_id,
        skill_gap.left_title,
        skill_gap.right_title,
        skill_gap.skill_kind,
        skill_gap.skill_id,
        skill_gap.skill_name,
        skill_gap.gap,
        skill_gap.stronger_by,
        skill_gap.stronger_difference,
        skill_gap.list_comparison,
        skill_gap.left_rank,
        skill_gap.right_rank,
        skill_gap.left_order,
        skill_gap.right_order,
        coalesce(skill_gap.left_importance, skill_gap.left_share_pct) as left_number,
        coalesce(skill_gap.right_importance, skill_gap.right_share_pct) as right_number,
        skill_gap.importance_margin,
        skill_gap.left_level,
        skill_gap.right_level,
        skill_gap.level_margin,
        skill_gap.left_is_in_demand,
        skill_gap.right_is_in_demand,
        skill_gap.left_is_hot,
        skill_gap.right_is_hot,
        skill_gap.list_comparison in ('alike', 'different_cut_off') as is_same_source
    from skill_gap
)

select
    skill_pair.left_occupation_id,
    skill_pair.right_occupation_id,
    skill_pair.left_title,
    skill_pair.right_title,
    skill_pair.skill_kind,
    skill_pair.skill_id,
    skill_pair.skill_name,
    case skill_pair.skill_kind when 'listed' then 'percent' when 'rated' then 'points from 1 to 5' end as unit,
    skill_pair.gap,
    skill_pair.stronger_by,
    skill_pair.stronger_difference,
    case
        when skill_pair.gap in ('only_left', 'stronger_left') then 'left'
        when skill_pair.gap in ('only_right', 'stronger_right') then 'right'
        when skill_pair.is_same_source and skill_pair.right_number < skill_pair.left_number then 'left'
        when skill_pair.is_same_source and skill_pair.right_number > skill_pair.left_number then 'right'
    end as more_side,
    case
        when skill_pair.is_same_source and skill_pair.importance_margin is not null
            then skill_pair.gap in ('stronger_left', 'stronger_right')
    end as is_beyond_error,
    skill_pair.left_rank,
    skill_pair.right_rank,
    skill_pair.left_order,
    skill_pair.right_order,
    skill_pair.left_number,
    skill_pair.right_number,
    case when skill_pair.is_same_source then skill_pair.right_number - skill_pair.left_number end as difference,
    case when skill_pair.is_same_source then skill_pair.importance_margin end as difference_margin,
    skill_pair.left_level,
    skill_pair.right_level,
    case when skill_pair.is_same_source then skill_pair.right_level - skill_pair.left_level end as level_difference,
    case when skill_pair.is_same_source then skill_pair.level_margin end as level_difference_margin,
    skill_pair.left_is_in_demand,
    skill_pair.right_is_in_demand,
    skill_pair.left_is_hot,
    skill_pair.right_is_hot,
    skill_pair.list_comparison
from skill_pair;
comment on view comparison_skills is
'One row: a skill of either of an ordered pair of occupations, with the figures of both.';
comment on column comparison_skills.unit is
'Unit of the figures: the share of people or postings that name a listed skill, the importance of a rated one; empty for technologies.';
comment on column comparison_skills.more_side is
'left or right, whichever alone has it or has more of it, even if within the error; empty where equal or not comparable.';
comment on column comparison_skills.is_beyond_error is
'True where both are rated and the difference of importance and level together is beyond the error; empty where no error is published.';
comment on column comparison_skills.left_number is 'Figure of the first, in the unit; empty where it has none.';
comment on column comparison_skills.right_number is 'Figure of the second, in the unit; empty where it has none.';
comment on column comparison_skills.difference is 'The second minus the first (unit; percentage points for shares).';
comment on column comparison_skills.difference_margin is
'1.96 standard errors of the difference (unit): of equal figures 95 in 100 lie closer.';
comment on column comparison_skills.level_difference is 'The level in the second minus that in the first (points).';
comment on column comparison_skills.level_difference_margin is
'1.96 standard errors of the difference in level (points).';
