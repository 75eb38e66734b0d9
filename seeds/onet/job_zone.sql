-- One row: the job zone of an O*NET occupation.
-- Reads: onet_job_zone, onet_occupation, onet_release.
select
    onet_job_zone.onet_code as occupation_id,
    onet_release.release_id,
    max(cast(onet_job_zone.job_zone as integer)) as job_zone
from onet_job_zone
inner join onet_occupation on onet_job_zone.onet_code = onet_occupation.onet_code
inner join onet_release on onet_job_zone.release is not distinct from onet_release.release
where onet_job_zone.job_zone is not null
group by onet_job_zone.onet_code, onet_release.release_id
