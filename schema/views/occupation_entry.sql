-- Answers: which are its first skills and duties? Each list comes from the release that is preferred.
create view occupation_entry as
with duty as (
    select
        responsibility.occupation_id,
        responsibility.release_id,
        responsibility.responsibility,
        responsibility.list_position,
        release.precedence,
        max(release.precedence) over (partition by responsibility.occupation_id) as preferred_precedence
    from responsibility
    inner join release on responsibility.release_id = release.release_id
)

select
    preferred_skill.occupation_id,
    case preferred_skill.skill_kind
        when 'listed' then 'skill'
        when 'rated' then 'rated_skill'
        when 'technology' then 'technology'
    end as metric_id,
    preferred_skill.skill_rank as entry_rank,
    preferred_skill.skill_name as entry_text,
    case preferred_skill.skill_kind
        when 'listed' then 'skill_share'
        when 'rated' then 'rated_skill_importance'
    end as number_metric_id,
    cast(coalesce(preferred_skill.share_pct, preferred_skill.importance) as decimal(18, 4)) as entry_number,
    preferred_skill.skill_id,
    preferred_skill.release_id
from preferred_skill
where preferred_skill.is_shown
union all
select
    duty.occupation_id,
    'responsibility' as metric_id,
    row_number() over (
        partition by duty.occupation_id
        order by duty.list_position asc, duty.responsibility asc
    ) as entry_rank,
    duty.responsibility as entry_text,
    cast(null as text) as number_metric_id,
    cast(null as decimal(18, 4)) as entry_number,
    cast(null as text) as skill_id,
    duty.release_id
from duty
where duty.precedence = duty.preferred_precedence;
comment on view occupation_entry is
'One row: an entry of an occupation''s list of skills, technologies or responsibilities, by rank.';
comment on column occupation_entry.occupation_id is 'Key of the occupation.';
comment on column occupation_entry.metric_id is
'Which list: skill, rated_skill, technology (those hot or in demand) or responsibility.';
comment on column occupation_entry.entry_text is 'The skill, technology or responsibility.';
comment on column occupation_entry.number_metric_id is 'Key of the metric that entry_number is a figure of.';
comment on column occupation_entry.entry_number is 'The figure beside the entry, in the unit of its metric.';
