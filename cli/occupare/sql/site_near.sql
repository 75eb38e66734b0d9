-- One row: an occupation that is near one of the site's, with the move to it: the publisher's own choice first.
-- Answers: what else might be looked at, and what would going there bring and ask for?
-- $occupation_ids: the occupations.
with asked as (
    select unnest($occupation_ids) as occupation_id
),

near as (
    select
        related_occupation.occupation_id,
        related_occupation.related_occupation_id,
        related_occupation.published_tier,
        row_number() over (
            partition by related_occupation.occupation_id
            order by
                related_occupation.published_position asc nulls last,
                related_occupation.similarity desc nulls last,
                occupation.title asc
        ) as place
    from related_occupation
    inner join occupation on related_occupation.related_occupation_id = occupation.occupation_id
    inner join asked
        on related_occupation.occupation_id = asked.occupation_id
    where related_occupation.published_position is not null or related_occupation.similarity > 0
)

select
    near.occupation_id,
    near.published_tier,
    career_move.from_title,
    career_move.to_title,
    career_move.to_occupation_id,
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
    career_move.technologies_to_learn
from near
inner join career_move
    on
        near.occupation_id = career_move.from_occupation_id
        and near.related_occupation_id = career_move.to_occupation_id
where
    near.place <= 10
    -- Told twice: the engine does not take it from the join, and goes through the moves of all.
    and career_move.from_occupation_id in $occupation_ids
order by near.occupation_id asc, near.place asc
