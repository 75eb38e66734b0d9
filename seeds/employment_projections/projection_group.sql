-- One row: a group that the projections measure, with its newest title.
-- Reads: projection_line.
select
    projection_line.group_id,
    projection_line.title,
    projection_line.release,
    projection_line.release_id
from projection_line
qualify row_number() over (partition by projection_line.group_id order by projection_line.release desc) = 1
