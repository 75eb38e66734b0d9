-- One row: an occupation whose figures are said to be measured for one that is no group, or for a group of which that is said in turn.
-- Remedy: name in measured_for.csv an occupation of the kind 'group' or 'all' that has no row of its own there.
select
    measured_for.occupation_id,
    measured_for.source_id,
    measured_for.group_id
from measured_for
inner join occupation as measured_group on measured_for.group_id = measured_group.occupation_id
left join measured_for as measured_further
    on measured_for.group_id = measured_further.occupation_id and measured_for.source_id = measured_further.source_id
where measured_group.occupation_kind = 'occupation' or measured_further.group_id is not null
order by measured_for.occupation_id, measured_for.source_id
