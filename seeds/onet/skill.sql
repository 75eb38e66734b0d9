-- One row: a skill that O*NET rates every occupation on, or a technology that it names.
-- Reads: onet_rated_skill, onet_skill_rating, onet_technology.
select distinct
    onet_rated_skill.skill_id,
    'rated' as skill_kind,
    onet_rated_skill.skill_name
from onet_rated_skill
inner join onet_skill_rating on onet_rated_skill.element_id = onet_skill_rating.element_id
union all
select
    onet_technology.skill_id,
    'technology' as skill_kind,
    onet_technology.example as skill_name
from onet_technology
