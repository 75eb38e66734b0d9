-- One row: a skill that stands under several ids in one vocabulary.
-- Remedy: keep one id for it in skill.csv.
select
    skill.skill_kind,
    skill.skill_name,
    string_agg(skill.skill_id, ', ' order by skill.skill_id) as skill_ids
from skill
group by skill.skill_kind, skill.skill_name
having count(*) > 1
order by skill.skill_kind, skill.skill_name
