-- Which skills do the best paid occupations share?
-- One row: a skill, with how many of the best paid have it among their first ten, beside how many of all occupations have: a skill that nearly all have sets nobody apart. Technologies have no order, so that all in demand or hot count; occupations that share a pay figure come in together.
-- $occupations (integer from 1, 50): so many of the best paid pay figures; those that are only known to be at least the top code come first.
-- $pay_metric (text of annual_pay|annual_pay_median, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer from 1, 20): at most so many skills.
-- Needs: annual_pay, preferred_skill.
with paid as (
    select
        occupation_metric.occupation_id,
        dense_rank() over (
            order by
                case when occupation_metric.number_value is null then 0 else 1 end,
                coalesce(occupation_metric.number_value, occupation_metric.at_least_value) desc,
                occupation_metric.measured_id
        ) as pay_rank
    from occupation_metric
    inner join occupation on occupation_metric.occupation_id = occupation.occupation_id
    where
        occupation.occupation_kind = 'occupation'
        and occupation_metric.metric_id = $pay_metric
        and coalesce(occupation_metric.number_value, occupation_metric.at_least_value) is not null
),

shown_skill as (
    select
        preferred_skill.occupation_id,
        preferred_skill.skill_kind,
        preferred_skill.skill_id,
        preferred_skill.skill_name,
        preferred_skill.importance,
        preferred_skill.skill_kind = 'technology' or preferred_skill.skill_order <= 10 as is_first,
        paid.pay_rank <= $occupations as is_best_paid
    from preferred_skill
    inner join paid on preferred_skill.occupation_id = paid.occupation_id
    where preferred_skill.is_shown
),

with_list as (
    select
        shown_skill.skill_kind,
        count(distinct shown_skill.occupation_id) as all_lists,
        count(distinct case when shown_skill.is_best_paid then shown_skill.occupation_id end) as best_paid_lists
    from shown_skill
    group by shown_skill.skill_kind
),

counted as (
    select
        shown_skill.skill_kind,
        shown_skill.skill_name,
        count(*) as all_occupations,
        count(case when shown_skill.is_best_paid then 1 end) as best_paid_occupations,
        cast(avg(case when shown_skill.is_best_paid then shown_skill.importance end) as decimal(4, 2)) as mean_importance
    from shown_skill
    where shown_skill.is_first
    group by shown_skill.skill_kind, shown_skill.skill_id, shown_skill.skill_name
)

select
    counted.skill_kind,
    counted.skill_name,
    counted.best_paid_occupations,
    with_list.best_paid_lists as best_paid_with_a_list,
    cast(100.0 * counted.best_paid_occupations / with_list.best_paid_lists as decimal(4, 1)) as best_paid_share_pct,
    cast(100.0 * counted.all_occupations / with_list.all_lists as decimal(4, 1)) as all_share_pct,
    counted.mean_importance as mean_importance_of_best_paid
from counted
inner join with_list on counted.skill_kind = with_list.skill_kind
where counted.best_paid_occupations > 0
order by counted.best_paid_occupations desc, counted.mean_importance desc nulls last, counted.skill_name asc
limit $rows
