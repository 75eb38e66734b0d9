-- One row: another title of an occupation, by the alphabet.
-- Answers: by what else is an occupation found?
-- $occupation_ids: the occupations.
with asked as (
    select unnest($occupation_ids) as occupation_id
)

select distinct
    alternate_title.occupation_id,
    alternate_title.alternate_title
from alternate_title
inner join asked
    on alternate_title.occupation_id = asked.occupation_id
order by alternate_title.occupation_id asc, alternate_title.alternate_title asc
