-- One row: a group that the survey measures, or all workers.
-- Reads: oews_group, soc_major_group.
select
    oews_group.group_id as occupation_id,
    case when oews_group.group_id = '00-0000' then 'all' else 'group' end as occupation_kind,
    oews_group.group_level,
    oews_group.title,
    soc_major_group.major_group_title as category,
    oews_group.release_id
from oews_group
left join soc_major_group on left(oews_group.group_id, 2) = soc_major_group.soc_prefix
