-- Answers: how high does an occupation stand in each skill of the projections, among all of them?
create view skill_percentile as
select
    measured_occupation.occupation_id,
    occupation.title,
    skill.skill_id,
    skill.skill_name,
    occupation_skill.score_percentile,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by,
    release.release_id,
    release.release_name
from occupation_skill
inner join skill on occupation_skill.skill_id = skill.skill_id
inner join release on occupation_skill.release_id = release.release_id
inner join measured_occupation
    on
        occupation_skill.occupation_id = measured_occupation.measured_id
        and release.source_id = measured_occupation.source_id
inner join occupation on measured_occupation.occupation_id = occupation.occupation_id
where occupation_skill.score_percentile is not null;
comment on view skill_percentile is
'One row: the percentile rank of an occupation, or of the group that it is measured in, in one skill, from one release.';
