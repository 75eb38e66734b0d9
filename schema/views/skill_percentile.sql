-- Answers: how high does an occupation stand in each skill of the projections, among all of them?
create view skill_percentile as
with measured as (
    select
        occupation.occupation_id,
        occupation.title,
        source.source_id,
        occupation.occupation_id as measured_id,
        true as is_whole_group
    from occupation
    cross join source
    where occupation.occupation_kind = 'occupation'
    union all
    select
        occupation.occupation_id,
        occupation.title,
        measured_for.source_id,
        measured_for.group_id as measured_id,
        measured_for.is_whole_group
    from measured_for
    inner join occupation on measured_for.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'occupation'
)

select
    measured.occupation_id,
    measured.title,
    skill.skill_id,
    skill.skill_name,
    occupation_skill.score_percentile,
    case when measured.is_whole_group then 'observed' else 'inherited' end as basis,
    measured.measured_id as group_id,
    release.release_id,
    release.release_name
from occupation_skill
inner join skill on occupation_skill.skill_id = skill.skill_id
inner join release on occupation_skill.release_id = release.release_id
inner join measured on occupation_skill.occupation_id = measured.measured_id and release.source_id = measured.source_id
where occupation_skill.score_percentile is not null;
comment on view skill_percentile is
'One row: the percentile rank of an occupation, or of the group that it is measured in, in one skill, from one release.';
comment on column skill_percentile.occupation_id is 'Key of the occupation.';
comment on column skill_percentile.basis is
'observed (ranked for this occupation alone) or inherited (ranked for a group that it shares).';
comment on column skill_percentile.group_id is 'Key of the occupation or group that was ranked.';
