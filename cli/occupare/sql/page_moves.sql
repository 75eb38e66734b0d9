-- One row: a move from one of the compared occupations to another, with the skills that are to be learned first.
-- Answers: what does it bring to go from each to each, and what does it ask for?
-- $occupation_ids: the compared occupations, in their order.
with lacking as (
    select
        comparison_skills.left_occupation_id,
        comparison_skills.right_occupation_id,
        list(
            comparison_skills.skill_name
            order by comparison_skills.right_number desc nulls last, comparison_skills.skill_name asc
        ) as skill_names
    from comparison_skills
    where
        comparison_skills.left_occupation_id in $occupation_ids
        and comparison_skills.right_occupation_id in $occupation_ids
        and comparison_skills.skill_kind in ('rated', 'listed')
        and comparison_skills.gap in ('only_right', 'stronger_right')
    group by comparison_skills.left_occupation_id, comparison_skills.right_occupation_id
)

select
    career_move.from_title,
    career_move.to_title,
    career_move.from_occupation_id,
    career_move.to_occupation_id,
    career_move.is_related,
    career_move.pay_statistic,
    career_move.annual_pay_gained,
    career_move.annual_pay_gained_at_least,
    career_move.is_same_pay_figure,
    career_move.months_of_experience_to_add_min,
    career_move.months_of_experience_to_add_max,
    career_move.from_experience_basis,
    career_move.to_experience_basis,
    career_move.to_training,
    career_move.to_education,
    career_move.degree_levels_to_add,
    career_move.skills_to_learn,
    career_move.technologies_to_learn,
    lacking.skill_names[:8] as skill_names,
    len(lacking.skill_names) as skill_count
from career_move
left join lacking
    on
        career_move.from_occupation_id = lacking.left_occupation_id
        and career_move.to_occupation_id = lacking.right_occupation_id
where
    career_move.from_occupation_id in $occupation_ids
    and career_move.to_occupation_id in $occupation_ids
order by
    list_position($occupation_ids, career_move.from_occupation_id) asc,
    list_position($occupation_ids, career_move.to_occupation_id) asc
