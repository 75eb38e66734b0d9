-- Which skills do the best paid occupations share?
-- One row: a skill, with how many of the best paid occupations have it among their first ten, the most shared first.
-- $occupations (integer, 50): so many of the best paid occupations.
-- $rows (integer, 20): at most so many skills.
-- Needs: annual_pay, preferred_skill.
with top_paid as (
    select occupation_profile.occupation_id
    from occupation_profile
    where occupation_profile.occupation_kind = 'occupation' and occupation_profile.annual_pay is not null
    order by occupation_profile.annual_pay desc, occupation_profile.occupation_id asc
    limit $occupations
)

select
    preferred_skill.skill_kind,
    preferred_skill.skill_name,
    count(*) as occupations,
    cast(avg(preferred_skill.importance) as decimal(4, 2)) as mean_importance
from preferred_skill
inner join top_paid on preferred_skill.occupation_id = top_paid.occupation_id
where preferred_skill.skill_rank <= 10 and preferred_skill.is_shown
group by preferred_skill.skill_kind, preferred_skill.skill_name
order by occupations desc, mean_importance desc nulls last, preferred_skill.skill_name asc
limit $rows
