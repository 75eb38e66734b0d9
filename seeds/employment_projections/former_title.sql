-- One row: a title that a projection gave a group which has another one now.
-- Reads: projection_line, projection_group.
select
    projection_line.group_id as occupation_id,
    projection_line.release_id,
    projection_line.title
from projection_line
inner join projection_group on projection_line.group_id = projection_group.group_id
where lower(projection_line.title) <> lower(projection_group.title)
