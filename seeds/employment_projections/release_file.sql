-- One row: a file that a release was read from.
-- Reads: staged_file, projection_line.
select distinct
    projection_line.release_id,
    staged_file.file_name,
    staged_file.sha256,
    staged_file.bytes,
    staged_file.retrieved_on,
    staged_file.address
from staged_file
inner join projection_line on staged_file.release is not distinct from projection_line.release
where staged_file.publisher = 'employment_projections'
