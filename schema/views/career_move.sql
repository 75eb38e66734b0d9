-- Answers: which moves pay, and how much experience, education and how many skills are to be added?
create view career_move as
with pay_definition as (
    select
        occupation_metric.occupation_id,
        occupation_metric.definition_id
    from occupation_metric
    where occupation_metric.metric_id = 'annual_pay'
),

gap as (
    select
        skill_gap.left_occupation_id,
        skill_gap.right_occupation_id,
        count(case when skill_gap.gap in ('only_right', 'stronger_right') then 1 end) as skills_to_learn,
        count(case when skill_gap.gap <> 'not_listed' then 1 end) as skills_compared
    from skill_gap
    group by skill_gap.left_occupation_id, skill_gap.right_occupation_id
)

select
    from_requirement.occupation_id as from_occupation_id,
    to_requirement.occupation_id as to_occupation_id,
    from_requirement.title as from_title,
    to_requirement.title as to_title,
    from_requirement.annual_pay as from_annual_pay,
    to_requirement.annual_pay as to_annual_pay,
    to_requirement.annual_pay - from_requirement.annual_pay as annual_pay_gained,
    from_definition.definition_id = to_definition.definition_id as is_pay_like_for_like,
    greatest(
        to_requirement.months_of_experience - from_requirement.months_of_experience, 0
    ) as months_of_experience_to_add,
    from_requirement.education as from_education,
    to_requirement.education as to_education,
    greatest(to_requirement.degree_level - from_requirement.degree_level, 0) as degree_levels_to_add,
    case when gap.skills_compared > 0 then gap.skills_to_learn end as skills_to_learn,
    to_requirement.growth as to_growth
from entry_requirement as from_requirement
cross join entry_requirement as to_requirement
left join pay_definition as from_definition on from_requirement.occupation_id = from_definition.occupation_id
left join pay_definition as to_definition on to_requirement.occupation_id = to_definition.occupation_id
left join gap
    on
        from_requirement.occupation_id = gap.left_occupation_id
        and to_requirement.occupation_id = gap.right_occupation_id
where from_requirement.occupation_id <> to_requirement.occupation_id;
comment on view career_move is
'One row: a move from one occupation to another: what it brings and what it asks for.';
comment on column career_move.from_occupation_id is 'Key of the occupation that is left.';
comment on column career_move.to_occupation_id is 'Key of the occupation that is taken up.';
comment on column career_move.from_title is 'Title of the occupation that is left.';
comment on column career_move.to_title is 'Title of the occupation that is taken up.';
comment on column career_move.from_annual_pay is 'Average salary of the occupation that is left (US dollars a year).';
comment on column career_move.to_annual_pay is 'Average salary of the occupation that is taken up (US dollars a year).';
comment on column career_move.annual_pay_gained is 'Average salary of the second less that of the first (US dollars a year).';
comment on column career_move.is_pay_like_for_like is 'True where both salaries have the same definition; empty where one is missing.';
comment on column career_move.months_of_experience_to_add is
'Experience that the second takes beyond the first, by the lower ends of both (months); 0 where it takes no more.';
comment on column career_move.from_education is
'Education to enter the occupation that is left: the typical one, or else the most common degree.';
comment on column career_move.to_education is
'Education to enter the occupation that is taken up: the typical one, or else the most common degree.';
comment on column career_move.degree_levels_to_add is 'Levels of education that the second asks for beyond the first (count).';
comment on column career_move.skills_to_learn is
'Skills of skill_gap that the second alone has or has more of (count); empty where no skill of the two can be compared.';
comment on column career_move.to_growth is 'Growth of the occupation that is taken up (percent).';
