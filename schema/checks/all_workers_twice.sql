-- One row: the number of rows that stand for all workers, where that is more than one.
-- Remedy: keep one row of the kind 'all' in occupation.csv.
select count(*) as all_workers_count
from occupation
where occupation_kind = 'all'
having count(*) > 1
