-- Which moves bring the best raise for few skills to learn?
-- One row: an occupation to move to, the best raise first. Only pay that is defined alike is compared.
-- $occupation (occupation): the occupation that is left.
-- $skills (integer, 20): at most so many skills to learn.
-- $degree_levels (integer, 0): at most so many levels of education to add.
-- $rows (integer, 20): at most so many occupations.
-- Needs: annual_pay, preferred_skill.
select
    career_move.to_title,
    career_move.annual_pay_gained,
    career_move.to_annual_pay,
    career_move.skills_to_learn,
    career_move.months_of_experience_to_add,
    career_move.to_education,
    career_move.to_growth
from career_move
where
    career_move.from_occupation_id = $occupation
    and career_move.annual_pay_gained > 0
    and career_move.is_pay_like_for_like
    and career_move.skills_to_learn <= $skills
    and coalesce(career_move.degree_levels_to_add, 0) <= $degree_levels
order by career_move.annual_pay_gained desc, career_move.to_title asc
limit $rows
