-- One row: a skill that O*NET rates every occupation on, or a technology that it names.
-- Reads: onet_skill_rating, onet_technology.
select distinct
    'rated-' || regexp_replace(lower(onet_skill_rating.element_name), '[^a-z0-9]+', '-', 'g') as skill_id,
    'rated' as skill_kind,
    onet_skill_rating.element_name as skill_name
from onet_skill_rating
where regexp_full_match(onet_skill_rating.element_id, '2\.[AB]\..*')
union all
select
    onet_technology.skill_id,
    'technology' as skill_kind,
    onet_technology.example as skill_name
from onet_technology
