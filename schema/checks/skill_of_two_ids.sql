-- One row: a skill that stands under several ids in one vocabulary, its names alike but for case.
-- Remedy: keep one id for it in skill.csv.
select
    skill.skill_kind,
    min(skill.skill_name) as skill_name,
    string_agg(skill.skill_id, ', ' order by skill.skill_id) as skill_ids
from skill
group by skill.skill_kind, lower(upper(skill.skill_name))
having count(*) > 1
order by skill.skill_kind, min(skill.skill_name)
