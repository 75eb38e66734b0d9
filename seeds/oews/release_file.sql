-- One row: a file that a release was read from.
-- Reads: staged_file, oews_line.
select distinct
    oews_line.release_id,
    staged_file.file_name,
    staged_file.sha256,
    staged_file.bytes,
    staged_file.retrieved_on,
    staged_file.address
from staged_file
inner join oews_line on staged_file.release is not distinct from oews_line.release
where staged_file.publisher = 'oews'
