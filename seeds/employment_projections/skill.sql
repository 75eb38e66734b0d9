-- One row: a skill that the projections rank groups by.
-- Reads: projection_skill.
select distinct
    'percentile-' || regexp_replace(lower(trim(projection_skill.skill_name)), '[^a-z0-9]+', '-', 'g') as skill_id,
    'percentile' as skill_kind,
    trim(projection_skill.skill_name) as skill_name
from projection_skill
