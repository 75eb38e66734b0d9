-- Which moves bring the best raise for few skills to learn?
-- One row: a pay figure within reach, the best raise first, one that is only known to be at least so much before all; occupations that share it stand in one row, those of them within reach, and what is to be added is of to_title, which asks for fewest skills. Pay is compared in one statistic and never within one group; experience to add is a range, whose upper end is empty where it is open; both ends are empty where what is known of the two is of unlike bases. A licence, if one is needed, is not known here.
-- $occupation (occupation): the occupation that is left.
-- $skills (integer from 0, 20): at most so many skills to learn; moves whose skills can't be compared are left out.
-- $degree_levels (integer from 0, 0): at most so many levels of education to add.
-- $related (integer from 0 to 1, 1): 1 for related occupations only (the publisher's list or skills alike), 0 for all.
-- $rows (integer from 1, 20): at most so many pay figures.
-- Needs: annual_pay, preferred_skill.
with move as (
    select
        career_move.*,
        paid.basis,
        paid.shared_by,
        release.release_name as pay_from,
        from_group.title as from_pay_measured_for,
        from_pay.shared_by as from_pay_shared_by,
        row_number() over (
            partition by career_move.to_pay_measured_id, career_move.pay_statistic
            order by
                career_move.skills_to_learn asc,
                career_move.technologies_to_learn asc nulls last,
                career_move.to_title asc
        ) as move_order
    from career_move
    inner join occupation_metric as paid
        on
            career_move.to_occupation_id = paid.occupation_id
            and case career_move.pay_statistic when 'median' then 'annual_pay_median' else 'annual_pay' end = paid.metric_id
    inner join release on paid.release_id = release.release_id
    inner join occupation_metric as from_pay
        on career_move.from_occupation_id = from_pay.occupation_id and paid.metric_id = from_pay.metric_id
    inner join occupation as from_group on from_pay.measured_id = from_group.occupation_id
    where
        career_move.from_occupation_id = $occupation
        and coalesce(career_move.annual_pay_gained, career_move.annual_pay_gained_at_least) > 0
        and career_move.skills_to_learn <= $skills
        and career_move.degree_levels_to_add <= $degree_levels
        and (career_move.is_related or $related = 0)
),

reached as (
    select
        move.to_pay_measured_id,
        move.pay_statistic,
        string_agg(move.to_title, '; ' order by move.move_order) as occupations
    from move
    group by move.to_pay_measured_id, move.pay_statistic
)

select
    move.to_title,
    move.annual_pay_gained as annual_pay_gained_usd,
    move.annual_pay_gained_at_least as annual_pay_gained_at_least_usd,
    move.to_annual_pay as to_annual_pay_usd,
    move.to_annual_pay_at_least as to_annual_pay_at_least_usd,
    move.pay_statistic,
    move.pay_from,
    move.from_annual_pay as from_annual_pay_usd,
    move.from_pay_measured_for,
    move.from_pay_shared_by,
    measured.title as to_pay_measured_for,
    move.basis as to_pay_basis,
    move.shared_by as to_pay_shared_by,
    case when move.shared_by > 1 then reached.occupations end as occupations,
    move.skills_to_learn,
    move.skills_compared,
    move.technologies_to_learn,
    move.months_of_experience_to_add_min,
    move.months_of_experience_to_add_max,
    move.from_experience_basis,
    move.to_experience_basis,
    move.to_training,
    move.degree_levels_to_add,
    move.to_education,
    move.to_job_zone,
    move.is_related,
    move.to_growth as to_growth_pct,
    move.to_growth_period
from move
inner join reached on move.to_pay_measured_id = reached.to_pay_measured_id and move.pay_statistic = reached.pay_statistic
inner join occupation as measured on move.to_pay_measured_id = measured.occupation_id
where move.move_order = 1
order by
    case when move.annual_pay_gained is null then 0 else 1 end,
    coalesce(move.annual_pay_gained, move.annual_pay_gained_at_least) desc,
    move.to_title asc
limit $rows
