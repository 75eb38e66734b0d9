-- One row: a position of an occupation's list that two skills of one release share.
-- Remedy: give each skill of the list a position of its own in occupation_skill.csv.
select
    occupation_id,
    release_id,
    list_position,
    count(*) as skill_count
from occupation_skill
where list_position is not null
group by occupation_id, release_id, list_position
having count(*) > 1
order by occupation_id, release_id, list_position
