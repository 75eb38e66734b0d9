-- One row: seeds that hold no occupation: groups and all workers alone compare with nothing.
-- Remedy: add occupations: rows of occupation.csv, or O*NET's Occupation Data to what is imported.
select count(*) as occupations
from occupation
where occupation.occupation_kind = 'occupation'
having count(*) = 0
