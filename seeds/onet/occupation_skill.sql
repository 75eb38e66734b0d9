-- One row: an O*NET occupation's rating of a skill (importance and level), or a technology used in it.
-- Reads: onet_skill_rating, onet_rated_skill, onet_technology_skill, onet_technology, onet_occupation, onet_release.
select
    onet_skill_rating.onet_code as occupation_id,
    onet_rated_skill.skill_id,
    onet_release.release_id,
    cast(
        max(case when onet_skill_rating.scale_id = 'IM' then cast(onet_skill_rating.data_value as double) end)
        as decimal(4, 2)
    ) as importance,
    cast(
        max(case when onet_skill_rating.scale_id = 'IM' then cast(onet_skill_rating.standard_error as double) end)
        as decimal(6, 4)
    ) as importance_standard_error,
    cast(
        max(case when onet_skill_rating.scale_id = 'LV' then cast(onet_skill_rating.data_value as double) end)
        as decimal(4, 2)
    ) as level,
    cast(
        max(case when onet_skill_rating.scale_id = 'LV' then cast(onet_skill_rating.standard_error as double) end)
        as decimal(6, 4)
    ) as level_standard_error,
    bool_or(onet_skill_rating.recommend_suppress = 'Y') filter (where onet_skill_rating.scale_id = 'IM')
        as is_importance_suppress_recommended,
    bool_or(onet_skill_rating.recommend_suppress = 'Y') filter (where onet_skill_rating.scale_id = 'LV')
        as is_level_suppress_recommended,
    bool_or(onet_skill_rating.not_relevant = 'Y') as is_not_relevant,
    cast(null as boolean) as is_hot,
    cast(null as boolean) as is_in_demand
from onet_skill_rating
inner join onet_rated_skill on onet_skill_rating.element_id = onet_rated_skill.element_id
inner join onet_occupation on onet_skill_rating.onet_code = onet_occupation.onet_code
inner join onet_release on onet_skill_rating.release is not distinct from onet_release.release
group by onet_skill_rating.onet_code, onet_rated_skill.skill_id, onet_release.release_id
union all
select
    onet_technology_skill.onet_code as occupation_id,
    onet_technology.skill_id,
    onet_release.release_id,
    cast(null as decimal(4, 2)) as importance,
    cast(null as decimal(6, 4)) as importance_standard_error,
    cast(null as decimal(4, 2)) as level,
    cast(null as decimal(6, 4)) as level_standard_error,
    cast(null as boolean) as is_importance_suppress_recommended,
    cast(null as boolean) as is_level_suppress_recommended,
    cast(null as boolean) as is_not_relevant,
    bool_or(onet_technology_skill.hot_technology = 'Y') as is_hot,
    bool_or(onet_technology_skill.in_demand = 'Y') as is_in_demand
from onet_technology_skill
inner join onet_technology on onet_technology_skill.example = onet_technology.example
inner join onet_occupation on onet_technology_skill.onet_code = onet_occupation.onet_code
inner join onet_release on onet_technology_skill.release is not distinct from onet_release.release
group by onet_technology_skill.onet_code, onet_technology.skill_id, onet_release.release_id
