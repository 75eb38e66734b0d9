-- Which skills do the best paid occupations share?
-- One row: a skill, with how many of the best paid have it among their first ten, and how many of those whose list is known. Technologies have no order, so that all in demand or hot count; occupations that share a pay figure come in together.
-- $occupations (integer, 50): so many of the best paid pay figures; those that are only known to be at least the top code come first.
-- $pay_metric (text, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer, 20): at most so many skills.
-- Needs: annual_pay, preferred_skill.
with paid as (
    select
        occupation_metric.occupation_id,
        dense_rank() over (
            order by
                case when occupation_metric.number_value is null then 0 else 1 end,
                coalesce(occupation_metric.number_value, occupation_metric.at_least_value) desc,
                coalesce(occupation_metric.group_id, occupation_metric.occupation_id)
        ) as pay_rank
    from occupation_metric
    inner join occupation on occupation_metric.occupation_id = occupation.occupation_id
    where
        occupation.occupation_kind = 'occupation'
        and occupation_metric.metric_id = $pay_metric
        and coalesce(occupation_metric.number_value, occupation_metric.at_least_value) is not null
),

top_skill as (
    select
        preferred_skill.occupation_id,
        preferred_skill.skill_kind,
        preferred_skill.skill_name,
        preferred_skill.importance,
        preferred_skill.skill_kind = 'technology' or preferred_skill.skill_order <= 10 as is_first
    from preferred_skill
    inner join paid on preferred_skill.occupation_id = paid.occupation_id
    where paid.pay_rank <= $occupations and preferred_skill.is_shown
),

with_list as (
    select
        top_skill.skill_kind,
        count(distinct top_skill.occupation_id) as occupations_with_a_list
    from top_skill
    group by top_skill.skill_kind
)

select
    top_skill.skill_kind,
    top_skill.skill_name,
    count(*) as occupations,
    with_list.occupations_with_a_list,
    cast(avg(top_skill.importance) as decimal(4, 2)) as mean_importance
from top_skill
inner join with_list on top_skill.skill_kind = with_list.skill_kind
where top_skill.is_first
group by top_skill.skill_kind, top_skill.skill_name, with_list.occupations_with_a_list
order by occupations desc, mean_importance desc nulls last, top_skill.skill_name asc
limit $rows
