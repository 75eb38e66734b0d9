-- Answers: which skills, in which order, how much of each, and how long is the list that says so?
create view preferred_skill as
with dated as (
    select
        occupation_skill.occupation_id,
        skill.skill_kind,
        occupation_skill.skill_id,
        skill.skill_name,
        occupation_skill.release_id,
        release.source_id,
        occupation_skill.share_pct,
        occupation_skill.importance,
        occupation_skill.importance_standard_error,
        case when not coalesce(occupation_skill.is_not_relevant, false) then occupation_skill.level end as level,
        occupation_skill.level_standard_error,
        skill.skill_kind <> 'technology'
        or coalesce(occupation_skill.is_hot, false)
        or coalesce(occupation_skill.is_in_demand, false) as is_shown,
        case skill.skill_kind
            when 'listed' then occupation_skill.list_position
            when 'technology'
                then case when occupation_skill.is_in_demand then 1 when occupation_skill.is_hot then 2 else 3 end
        end as list_position,
        case skill.skill_kind
            when 'listed' then occupation_skill.share_pct
            when 'rated' then occupation_skill.importance
        end as figure,
        release.precedence,
        max(release.precedence) over (
            partition by occupation_skill.occupation_id, skill.skill_kind
        ) as preferred_precedence
    from occupation_skill
    inner join skill on occupation_skill.skill_id = skill.skill_id
    inner join release on occupation_skill.release_id = release.release_id
    where skill.skill_kind in ('listed', 'rated', 'technology')
)

select
    dated.occupation_id,
    dated.skill_kind,
    dated.skill_id,
    dated.skill_name,
    row_number() over (
        partition by dated.occupation_id, dated.skill_kind
        order by dated.list_position asc nulls last, dated.figure desc nulls last, dated.skill_name asc
    ) as skill_rank,
    count(*) over (partition by dated.occupation_id, dated.skill_kind) as list_length,
    dated.is_shown,
    dated.share_pct,
    dated.importance,
    dated.importance_standard_error,
    dated.level,
    dated.level_standard_error,
    dated.release_id,
    dated.source_id
from dated
where dated.precedence = dated.preferred_precedence;
comment on view preferred_skill is
'One row: a skill of an occupation''s list, from the release that is preferred for lists of its kind.';
comment on column preferred_skill.skill_kind is
'The vocabulary: listed (a list of the most common ones), rated (every occupation is rated on it) or technology (software and tools).';
comment on column preferred_skill.skill_rank is 'Rank in the list, from 1.';
comment on column preferred_skill.list_length is 'Skills in the list (count); what lies beyond it is not known.';
comment on column preferred_skill.is_shown is 'False for a technology that is neither hot nor in demand.';
comment on column preferred_skill.level is 'Level of a rated skill (points, from 0 to 7); empty where it is not relevant.';
