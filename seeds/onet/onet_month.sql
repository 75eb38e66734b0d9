-- One row: a date at which O*NET last renewed a figure, by release.
-- Reads: onet_skill_rating, onet_education_level, onet_task_statement, onet_job_zone.
select
    onet_skill_rating.release,
    max(try_strptime(onet_skill_rating.date, ['%m/%Y', '%Y-%m-%d'])) as renewed_on
from onet_skill_rating
group by onet_skill_rating.release
union all
select
    onet_education_level.release,
    max(try_strptime(onet_education_level.date, ['%m/%Y', '%Y-%m-%d'])) as renewed_on
from onet_education_level
group by onet_education_level.release
union all
select
    onet_task_statement.release,
    max(try_strptime(onet_task_statement.date, ['%m/%Y', '%Y-%m-%d'])) as renewed_on
from onet_task_statement
group by onet_task_statement.release
union all
select
    onet_job_zone.release,
    max(try_strptime(onet_job_zone.date, ['%m/%Y', '%Y-%m-%d'])) as renewed_on
from onet_job_zone
group by onet_job_zone.release
