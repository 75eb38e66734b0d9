-- One row: a release whose job zones are on the scale that O*NET left with release 30.2, of February 2026: it had a zone 1.
-- Reads: onet_release.
select
    onet_release.release_id,
    'job_zone' as metric_id,
    'onet-job-zone-before-30-2' as definition_id
from onet_release
where onet_release.published_month < 202602
