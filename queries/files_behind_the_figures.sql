-- Which published files do the figures come from?
-- One row: a file that a release was read from, with its digest and the day on which it was had.
-- Needs: release_file.
select
    source.source_name,
    release.release_name,
    release_file.file_name,
    release_file.retrieved_on,
    release_file.bytes,
    release_file.sha256,
    release_file.address
from release_file
inner join release on release_file.release_id = release.release_id
inner join source on release.source_id = source.source_id
order by source.source_name, release.release_name, release_file.file_name, release_file.retrieved_on
