-- One row: an occupation whose name is near the asked text, the nearest first.
-- Answers: what may a misspelt title have meant?
-- $asked: the text, as typed.
with scored as (
    select
        occupation_name.occupation_id,
        max(jaro_winkler_similarity(occupation_name.name_key, lower($asked))) as similarity
    from occupation_name
    where occupation_name.match_level between 2 and 4
    group by occupation_name.occupation_id
)

select
    occupation.occupation_id,
    occupation.title,
    scored.similarity
from scored
inner join occupation on scored.occupation_id = occupation.occupation_id
where occupation.occupation_kind = 'occupation' and scored.similarity > 0.6
order by scored.similarity desc, occupation.title asc
limit 3
