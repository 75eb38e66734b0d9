-- One row: an id or a title that is another's but for case, so that only one of the two can be asked for.
-- Remedy: give the occupations ids and titles in occupation.csv that differ in more than case.
with names as (
    select
        'occupation_id' as named_by,
        occupation_id as name
    from occupation
    union
    select
        'title' as named_by,
        title as name
    from occupation
    where occupation_kind = 'occupation'
)

select
    named_by,
    min(name) as name,
    max(name) as other_name
from names
group by named_by, lower(name)
having count(*) > 1
order by named_by, min(name)
