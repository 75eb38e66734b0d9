-- One row: an occupation that is near one of those asked for, the publisher's own choice first, then the most similar.
-- Answers: what else might be looked at?
-- $occupation_ids: the occupations.
with near as (
    select
        related_occupation.occupation_id,
        related_occupation.related_occupation_id,
        occupation.title,
        related_occupation.published_tier,
        case when related_occupation.similarity > 0 then related_occupation.similarity end as similarity,
        row_number() over (
            partition by related_occupation.occupation_id
            order by
                related_occupation.published_position asc nulls last,
                related_occupation.similarity desc nulls last,
                occupation.title asc
        ) as place
    from related_occupation
    inner join occupation on related_occupation.related_occupation_id = occupation.occupation_id
    where
        related_occupation.occupation_id in $occupation_ids
        and (related_occupation.published_position is not null or related_occupation.similarity > 0)
)

select
    near.occupation_id,
    near.related_occupation_id,
    near.title,
    near.published_tier,
    near.similarity
from near
where near.place <= 10
order by near.occupation_id asc, near.place asc
