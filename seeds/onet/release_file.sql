-- One row: a file that a release was read from.
-- Reads: staged_file, onet_release.
select distinct
    onet_release.release_id,
    staged_file.file_name,
    staged_file.sha256,
    staged_file.bytes,
    staged_file.retrieved_on,
    staged_file.address
from staged_file
inner join onet_release on staged_file.release is not distinct from onet_release.release
where staged_file.publisher = 'onet'
