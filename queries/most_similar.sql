-- Which occupations are most similar to one?
-- One row: an occupation, the most similar first, with the place that its publisher gives it.
-- $occupation (occupation): the occupation.
-- $rows (integer, 25): at most so many occupations.
-- Needs: related_occupation.
select
    occupation.title,
    related_occupation.similarity,
    related_occupation.similarity_measure,
    related_occupation.published_position,
    related_occupation.published_tier
from related_occupation
inner join occupation on related_occupation.related_occupation_id = occupation.occupation_id
where related_occupation.occupation_id = $occupation
order by related_occupation.similarity desc nulls last, related_occupation.published_position asc, occupation.title asc
limit $rows
