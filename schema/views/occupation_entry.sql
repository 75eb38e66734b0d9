-- Answers: which are its skills and duties, in which order? Each list comes from the release that is preferred.
create view occupation_entry as
with dated as (
    select
        responsibility.occupation_id,
        responsibility.release_id,
        responsibility.responsibility,
        responsibility.list_position,
        responsibility.task_kind,
        release.precedence,
        max(release.precedence) over (partition by responsibility.occupation_id) as preferred_precedence
    from responsibility
    inner join release on responsibility.release_id = release.release_id
),

duty as (
    select
        dated.occupation_id,
        dated.release_id,
        dated.responsibility,
        dated.task_kind,
        row_number() over (partition by dated.occupation_id order by dated.list_position) as duty_rank
    from dated
    where dated.precedence = dated.preferred_precedence
)

select
    preferred_skill.occupation_id,
    case preferred_skill.skill_kind
        when 'listed' then 'skill'
        when 'rated' then 'rated_skill'
        when 'technology' then 'technology'
    end as metric_id,
    preferred_skill.skill_id as entry_id,
    preferred_skill.skill_name as entry_text,
    preferred_skill.skill_rank as entry_rank,
    preferred_skill.skill_order as entry_order,
    case preferred_skill.skill_kind
        when 'listed' then 'skill_share'
        when 'rated' then 'rated_skill_importance'
    end as number_metric_id,
    cast(coalesce(preferred_skill.share_pct, preferred_skill.importance) as decimal(19, 4)) as entry_number,
    case when preferred_skill.is_in_demand then 'in demand' when preferred_skill.is_hot then 'hot' end as entry_kind,
    preferred_skill.release_id
from preferred_skill
where preferred_skill.is_shown
union all
select
    duty.occupation_id,
    'responsibility' as metric_id,
    duty.occupation_id || ':' || cast(duty.duty_rank as text) as entry_id,
    duty.responsibility as entry_text,
    duty.duty_rank as entry_rank,
    duty.duty_rank as entry_order,
    cast(null as text) as number_metric_id,
    cast(null as decimal(19, 4)) as entry_number,
    duty.task_kind as entry_kind,
    duty.release_id
from duty;
comment on view occupation_entry is
'One row: an entry of an occupation''s list of skills, technologies or responsibilities.';
comment on column occupation_entry.metric_id is
'Which list: skill, rated_skill, technology (those hot or in demand) or responsibility.';
comment on column occupation_entry.entry_id is
'Key of the entry in its list: a skill has one key in all occupations, a responsibility is one occupation''s alone.';
comment on column occupation_entry.entry_text is 'The skill, technology or responsibility.';
comment on column occupation_entry.entry_order is 'Position to show it at, from 1.';
comment on column occupation_entry.number_metric_id is 'Key of the metric that entry_number is a figure of.';
comment on column occupation_entry.entry_number is 'The figure beside the entry, in the unit of its metric.';
comment on column occupation_entry.entry_kind is
'in demand or hot for a technology, core or supplemental for a task; otherwise empty.';
