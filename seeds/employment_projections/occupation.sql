-- One row: a group that the projections measure and that the wage survey has not named already.
-- Reads: projection_group, oews_group, soc_major_group.
select
    projection_group.group_id as occupation_id,
    case when projection_group.group_id = '00-0000' then 'all' else 'group' end as occupation_kind,
    projection_group.title,
    soc_major_group.major_group_title as category,
    projection_group.release_id
from projection_group
left join oews_group on projection_group.group_id = oews_group.group_id
left join soc_major_group on left(projection_group.group_id, 2) = soc_major_group.soc_prefix
where oews_group.group_id is null
