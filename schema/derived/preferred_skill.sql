-- Answers: which skills, how much of each, in which published order, and how long is the list that says so?
-- Stored, for every pair of occupations is made of it: 7 MB and a second at 1,016 occupations.
create table preferred_skill (
    occupation_id text not null,
    skill_kind text not null,
    skill_id text not null,
    skill_name text not null,
    skill_rank integer check (skill_rank > 0),
    skill_order integer not null check (skill_order > 0),
    list_length integer not null check (list_length > 0),
    shown_length integer not null check (shown_length >= 0),
    is_shown boolean not null,
    is_in_demand boolean,
    is_hot boolean,
    share_pct decimal(4, 1),
    importance decimal(4, 2),
    importance_standard_error decimal(6, 4),
    level decimal(4, 2),
    level_standard_error decimal(6, 4),
    release_id text not null,
    source_id text not null,
    primary key (occupation_id, skill_id)
);
insert into preferred_skill
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
        occupation_skill.is_in_demand,
        occupation_skill.is_hot,
        case when skill.skill_kind = 'listed' then occupation_skill.list_position end as list_position,
        -- What has no published order is shown in one: what is asked for in this occupation, then what is asked for
        -- everywhere; or else by the figure beside it.
        case when occupation_skill.is_in_demand then 1 when occupation_skill.is_hot then 2 else 3 end as demand_order,
        skill.skill_kind <> 'technology'
        or coalesce(occupation_skill.is_hot, false)
        or coalesce(occupation_skill.is_in_demand, false) as is_shown,
        coalesce(occupation_skill.importance, occupation_skill.share_pct) as figure,
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
    case
        when dated.list_position is not null then row_number() over (
            partition by dated.occupation_id, dated.skill_kind
            order by dated.list_position asc nulls last, dated.skill_name asc
        )
    end as skill_rank,
    row_number() over (
        partition by dated.occupation_id, dated.skill_kind
        order by
            dated.list_position asc nulls last,
            dated.demand_order asc,
            dated.figure desc nulls last,
            dated.skill_name asc,
            dated.skill_id asc
    ) as skill_order,
    count(*) over (partition by dated.occupation_id, dated.skill_kind) as list_length,
    count(case when dated.is_shown then 1 end) over (
        partition by dated.occupation_id, dated.skill_kind
    ) as shown_length,
    dated.is_shown,
    dated.is_in_demand,
    dated.is_hot,
    dated.share_pct,
    dated.importance,
    dated.importance_standard_error,
    dated.level,
    dated.level_standard_error,
    dated.release_id,
    dated.source_id
from dated
where dated.precedence = dated.preferred_precedence
order by dated.occupation_id, dated.skill_kind, skill_order;
comment on table preferred_skill is
'One row: a skill of an occupation''s list, from the release that is preferred for lists of its kind.';
comment on column preferred_skill.occupation_id is 'Key of the occupation.';
comment on column preferred_skill.skill_kind is
'The vocabulary: listed (a list of the most common ones), rated (every occupation is rated on it) or technology (software and tools).';
comment on column preferred_skill.skill_rank is
'Rank in the publisher''s own order, from 1; empty where the publisher gives none, as for ratings and technologies.';
comment on column preferred_skill.skill_order is
'Position to show it at, from 1: the publisher''s order, else the highest figure first; technologies in demand first, then hot ones, then by name.';
comment on column preferred_skill.list_length is 'Skills in the list (count); what lies beyond it is not known.';
comment on column preferred_skill.shown_length is 'Skills in the list that is_shown (count).';
comment on column preferred_skill.is_shown is 'False for a technology that is neither hot nor in demand.';
comment on column preferred_skill.level is 'Level of a rated skill (points, from 0 to 7); empty where it is not relevant.';
