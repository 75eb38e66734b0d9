-- One row: a task of an O*NET occupation: core ones first, in the file's order.
-- Reads: onet_task_statement, onet_occupation, onet_release.
select
    onet_task_statement.onet_code as occupation_id,
    onet_release.release_id,
    row_number() over (
        partition by onet_task_statement.onet_code, onet_release.release_id
        order by
            case lower(onet_task_statement.task_type) when 'core' then 1 when 'supplemental' then 2 else 3 end,
            onet_task_statement.file_name,
            onet_task_statement.file_row
    ) as list_position,
    onet_task_statement.task as responsibility,
    case when lower(onet_task_statement.task_type) in ('core', 'supplemental') then lower(onet_task_statement.task_type) end
        as task_kind
from onet_task_statement
inner join onet_occupation on onet_task_statement.onet_code = onet_occupation.onet_code
inner join onet_release on onet_task_statement.release is not distinct from onet_release.release
where onet_task_statement.task is not null
