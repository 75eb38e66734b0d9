-- One row: a crosswalk that was read.
-- Reads: staged_file.
select
    'crosswalks' as release_id,
    staged_file.file_name,
    staged_file.sha256,
    staged_file.bytes,
    staged_file.retrieved_on,
    staged_file.address
from staged_file
where staged_file.publisher = 'crosswalks'
