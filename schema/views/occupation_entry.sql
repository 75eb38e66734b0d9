-- One row: an entry of an occupation's list of skills, technologies or responsibilities, by rank.
-- Answers: which are its first skills and duties? Each list comes from the release that is preferred.
create view occupation_entry as
with entry as (
    select
        occupation_skill.occupation_id,
        case skill.skill_kind
            when 'listed' then 'skill'
            when 'rated' then 'rated_skill'
            when 'technology' then 'technology'
        end as metric_id,
        case skill.skill_kind
            when 'listed' then 'skill_share'
            when 'rated' then 'rated_skill_importance'
        end as number_metric_id,
        occupation_skill.release_id,
        skill.skill_id,
        skill.skill_name as entry_text,
        case skill.skill_kind
            when 'listed' then cast(occupation_skill.share_pct as decimal(18, 4))
            when 'rated' then cast(occupation_skill.importance as decimal(18, 4))
        end as entry_number,
        case skill.skill_kind
            when 'listed' then occupation_skill.list_position
            when 'technology' then case when occupation_skill.is_in_demand then 1 else 2 end
        end as entry_position
    from occupation_skill
    inner join skill on occupation_skill.skill_id = skill.skill_id
    where
        skill.skill_kind in ('listed', 'rated')
        or (skill.skill_kind = 'technology' and (occupation_skill.is_hot or occupation_skill.is_in_demand))
    union all
    select
        responsibility.occupation_id,
        'responsibility' as metric_id,
        cast(null as text) as number_metric_id,
        responsibility.release_id,
        cast(null as text) as skill_id,
        responsibility.responsibility as entry_text,
        cast(null as decimal(18, 4)) as entry_number,
        responsibility.list_position as entry_position
    from responsibility
),

preferred as (
    select
        entry.*,
        release.precedence,
        max(release.precedence) over (
            partition by entry.occupation_id, entry.metric_id
        ) as preferred_precedence
    from entry
    inner join release on entry.release_id = release.release_id
)

select
    preferred.occupation_id,
    preferred.metric_id,
    row_number() over (
        partition by preferred.occupation_id, preferred.metric_id
        order by preferred.entry_position asc nulls last, preferred.entry_number desc nulls last, preferred.entry_text asc
    ) as entry_rank,
    preferred.entry_text,
    preferred.number_metric_id,
    preferred.entry_number,
    preferred.skill_id,
    preferred.release_id
from preferred
where preferred.precedence = preferred.preferred_precedence;
comment on view occupation_entry is
'One row: an entry of an occupation''s list of skills, technologies or responsibilities, by rank.';
comment on column occupation_entry.occupation_id is 'Key of the occupation.';
comment on column occupation_entry.metric_id is
'Which list: skill, rated_skill, technology (those hot or in demand) or responsibility.';
comment on column occupation_entry.entry_rank is 'Rank in the list, from 1.';
comment on column occupation_entry.entry_text is 'The skill, technology or responsibility.';
comment on column occupation_entry.number_metric_id is 'Key of the metric that entry_number is a figure of.';
comment on column occupation_entry.entry_number is 'The figure beside the entry, in the unit of its metric.';
