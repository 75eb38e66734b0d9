-- One row: an id that a comparison's column about another occupation has for a name, such as baker_source beside baker.
-- Remedy: give the occupation another id in occupation.csv.
select
    occupation.occupation_id,
    taken.occupation_id as beside_occupation_id
from occupation
inner join occupation as taken
    on
        lower(occupation.occupation_id) in (
            lower(taken.occupation_id) || '_rank',
            lower(taken.occupation_id) || '_source',
            lower(taken.occupation_id) || '_period',
            lower(taken.occupation_id) || '_basis'
        )
order by occupation.occupation_id
