-- Which skills does one occupation ask for beyond another?
-- One row: a skill that the second alone has or has more of, beyond the error of its importance and level together: stronger_by says which of them decides, or both, and stronger_difference how far they are apart in it (of both, in importance), for the other may even point the other way within its error; rated and listed skills first, then technologies. A row "not compared" says of which kind of skill nothing is known, as one of the two has no list of it: those are not learnt by the rest.
-- $from (occupation): the occupation that one has.
-- $to (occupation): the occupation that one wants.
-- Needs: preferred_skill.
with compared as (
    select
        comparison_skills.skill_kind,
        comparison_skills.skill_name,
        comparison_skills.gap,
        comparison_skills.stronger_by,
        comparison_skills.stronger_difference,
        comparison_skills.left_number as from_number,
        comparison_skills.right_number as to_number,
        comparison_skills.unit,
        comparison_skills.difference,
        comparison_skills.difference_margin,
        comparison_skills.left_level as from_level,
        comparison_skills.right_level as to_level,
        comparison_skills.level_difference,
        comparison_skills.level_difference_margin,
        comparison_skills.right_is_in_demand as is_in_demand,
        comparison_skills.right_is_hot as is_hot,
        comparison_skills.list_comparison,
        comparison_skills.right_order,
        comparison_skills.list_comparison in ('alike', 'different_cut_off') as is_compared,
        row_number() over (
            partition by comparison_skills.skill_kind
            order by comparison_skills.skill_name asc
        ) as position_in_kind
    from comparison_skills
    where comparison_skills.left_occupation_id = $from and comparison_skills.right_occupation_id = $to
)

select
    compared.skill_kind,
    case when compared.is_compared then compared.skill_name end as skill_name,
    case when compared.is_compared then compared.gap else 'not compared' end as gap,
    case when compared.is_compared then compared.stronger_by end as stronger_by,
    case when compared.is_compared then compared.stronger_difference end as stronger_difference,
    case when compared.is_compared then compared.from_number end as from_number,
    case when compared.is_compared then compared.to_number end as to_number,
    case when compared.is_compared then compared.unit end as unit,
    compared.difference,
    cast(compared.difference_margin as decimal(6, 2)) as difference_margin,
    case when compared.difference is not null and compared.difference_margin is null then 'error not published' end as margin_lacking,
    case when compared.is_compared then compared.from_level end as from_level,
    case when compared.is_compared then compared.to_level end as to_level,
    compared.level_difference,
    cast(compared.level_difference_margin as decimal(6, 2)) as level_difference_margin,
    case when compared.is_compared then compared.is_in_demand end as is_in_demand,
    case when compared.is_compared then compared.is_hot end as is_hot,
    compared.list_comparison
from compared
where
    compared.is_compared and compared.gap in ('only_right', 'stronger_right')
    or not compared.is_compared and compared.position_in_kind = 1
order by
    case when compared.is_compared then 1 else 0 end,
    case when compared.skill_kind = 'technology' then 1 else 0 end,
    compared.to_number desc nulls last,
    compared.right_order asc,
    compared.skill_name asc
