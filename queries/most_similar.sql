-- Which occupations are most similar to one?
-- One row: an occupation, those that its publisher lists first, then those alike by skills. The measure knows skills alone: not tools, setting, education, licence or pay; an occupation without ratings has none.
-- $occupation (occupation): the occupation.
-- $rows (integer from 1, 25): at most so many occupations.
-- Needs: related_occupation.published_position.
select
    occupation.title,
    related_occupation.published_position,
    related_occupation.published_tier,
    case when related_occupation.similarity > 0 then related_occupation.similarity end as similarity,
    case when related_occupation.similarity > 0 then related_occupation.similarity_measure end as similarity_measure
from related_occupation
inner join occupation on related_occupation.related_occupation_id = occupation.occupation_id
where
    related_occupation.occupation_id = $occupation
    and (related_occupation.published_position is not null or related_occupation.similarity > 0)
order by
    related_occupation.published_position asc nulls last,
    related_occupation.similarity desc nulls last,
    occupation.title asc
limit $rows
