-- One row: a group that the household survey measures; all workers where no other publisher names them.
-- Reads: cps_group, oews_group, projection_group, soc_major_group.
select
    cps_group.group_id as occupation_id,
    case when cps_group.group_id = '00-0000' then 'all' else 'group' end as occupation_kind,
    cps_group.title,
    soc_major_group.major_group_title as category,
    cps_group.release_id
from cps_group
left join oews_group on cps_group.group_id = oews_group.group_id
left join projection_group on cps_group.group_id = projection_group.group_id
left join soc_major_group on left(cps_group.soc_code, 2) = soc_major_group.soc_prefix
where oews_group.group_id is null and projection_group.group_id is null
