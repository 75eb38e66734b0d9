-- How much of each skill do some occupations ask for?
-- One row: a skill and an occupation, with the importance of a rated skill or the share of a listed one, the skills farthest apart first. Where is_told_apart is true two of them differ beyond the error (shares: differ at all, for no error is published), and each figure has its own margin; where it is false no two of the figures can be told apart; where it is empty nothing is known, as no two figures of one source, with an error if rated, are there: such skills come last. A skill that is not on an occupation's list is empty, which does not say that it is not asked for.
-- $occupation (occupations): the occupations.
-- $rows (integer from 1, 15): at most so many skills of each kind.
-- Needs: preferred_skill.
with shown as (
    select
        occupation.occupation_id,
        occupation.title
    from occupation
    where occupation.occupation_id in ($occupation)
),

asked as (
    select
        shown.occupation_id,
        shown.title,
        preferred_skill.skill_kind,
        preferred_skill.skill_id,
        preferred_skill.skill_name,
        preferred_skill.source_id,
        coalesce(preferred_skill.importance, preferred_skill.share_pct) as figure,
        preferred_skill.importance_standard_error
    from shown
    inner join preferred_skill on shown.occupation_id = preferred_skill.occupation_id
    where preferred_skill.skill_kind in ('rated', 'listed')
),

gap as (
    select
        left_side.skill_id,
        max(
            case
                when left_side.source_id <> right_side.source_id then null
                when
                    abs(left_side.figure - right_side.figure)
                    > 1.96 * sqrt(
                        power(left_side.importance_standard_error, 2) + power(right_side.importance_standard_error, 2)
                    ) then 1
                when left_side.importance_standard_error is not null and right_side.importance_standard_error is not null then 0
                when left_side.skill_kind = 'listed' then cast(left_side.figure <> right_side.figure as integer)
            end
        ) as is_told_apart
    from asked as left_side
    inner join asked as right_side on left_side.skill_id = right_side.skill_id
    where
        left_side.occupation_id < right_side.occupation_id
        and left_side.figure is not null
        and right_side.figure is not null
    group by left_side.skill_id
),

skill as (
    select
        asked.skill_kind,
        asked.skill_id,
        asked.skill_name,
        min(asked.figure) as lowest,
        max(asked.figure) as highest,
        gap.is_told_apart = 1 as is_told_apart,
        row_number() over (
            partition by asked.skill_kind
            order by
                gap.is_told_apart desc nulls last,
                max(asked.figure) - min(asked.figure) desc nulls last,
                max(asked.figure) desc nulls last,
                asked.skill_name asc
        ) as skill_order
    from asked
    left join gap on asked.skill_id = gap.skill_id
    group by asked.skill_kind, asked.skill_id, asked.skill_name, gap.is_told_apart
)

select
    skill.skill_kind,
    skill.skill_name,
    shown.title,
    asked.figure,
    cast(1.96 * asked.importance_standard_error as decimal(4, 2)) as error_margin,
    case when asked.figure is not null and asked.importance_standard_error is null then 'error not published' end as margin_lacking,
    case skill.skill_kind when 'rated' then 'points from 1 to 5' else 'percent' end as unit,
    skill.lowest,
    skill.highest,
    skill.is_told_apart,
    skill.skill_order
from skill
cross join shown
left join asked on skill.skill_id = asked.skill_id and shown.occupation_id = asked.occupation_id
where skill.skill_order <= $rows
order by skill.skill_kind desc, skill.skill_order asc, shown.title asc
