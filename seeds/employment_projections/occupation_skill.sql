-- One row: a group's rank in one skill among all groups, from one projection.
-- Reads: projection_skill, projection_line.
select
    projection_line.group_id as occupation_id,
    'percentile-' || regexp_replace(lower(trim(projection_skill.skill_name)), '[^a-z0-9]+', '-', 'g') as skill_id,
    projection_line.release_id,
    max(cast(projection_skill.percentile as decimal(4, 1))) as score_percentile
from projection_skill
inner join projection_line
    on
        projection_skill.nem_code = projection_line.group_id
        and projection_skill.release = projection_line.release
where projection_skill.percentile is not null
group by projection_line.group_id, projection_skill.skill_name, projection_line.release_id
