-- Which moves bring the best raise for few skills to learn?
-- One row: an occupation to move to, the best raise first, one that is only known to be at least so much before all. Pay is compared in one statistic and never within one group; experience is asked for as a range. A licence, if one is needed, is not known here; occupations that share their pay with others have one raise: see to_pay_shared_by.
-- $occupation (occupation): the occupation that is left.
-- $skills (integer, 20): at most so many skills to learn; moves whose skills can't be compared are left out.
-- $degree_levels (integer, 0): at most so many levels of education to add.
-- $related (integer, 1): 1 for related occupations only (the publisher's list or skills alike), 0 for all.
-- $rows (integer, 20): at most so many occupations.
-- Needs: annual_pay, preferred_skill.
select
    career_move.to_title,
    career_move.annual_pay_gained as annual_pay_gained_usd,
    career_move.annual_pay_gained_at_least as annual_pay_gained_at_least_usd,
    career_move.to_annual_pay as to_annual_pay_usd,
    career_move.pay_statistic,
    measured.title as to_pay_measured_for,
    paid.shared_by as to_pay_shared_by,
    career_move.skills_to_learn,
    career_move.skills_compared,
    career_move.technologies_to_learn,
    career_move.months_of_experience_to_add_min,
    career_move.months_of_experience_to_add_max,
    career_move.to_training,
    career_move.degree_levels_to_add,
    career_move.to_education,
    career_move.to_job_zone,
    career_move.is_related,
    career_move.to_growth as to_growth_pct,
    career_move.to_growth_period
from career_move
inner join occupation as measured on career_move.to_pay_measured_id = measured.occupation_id
inner join occupation_metric as paid
    on
        career_move.to_occupation_id = paid.occupation_id
        and case career_move.pay_statistic when 'median' then 'annual_pay_median' else 'annual_pay' end = paid.metric_id
where
    career_move.from_occupation_id = $occupation
    and coalesce(career_move.annual_pay_gained, career_move.annual_pay_gained_at_least) > 0
    and career_move.skills_to_learn <= $skills
    and career_move.degree_levels_to_add <= $degree_levels
    and (career_move.is_related or $related = 0)
order by
    case when career_move.annual_pay_gained is null then 0 else 1 end,
    coalesce(career_move.annual_pay_gained, career_move.annual_pay_gained_at_least) desc,
    career_move.to_title asc
limit $rows
