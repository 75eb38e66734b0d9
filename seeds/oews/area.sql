-- One row: a metropolitan or nonmetropolitan area of the survey, with its newest name. States come with the vocabulary.
-- Reads: oews_line, vocabulary_area.
select
    oews_line.area_id,
    oews_line.area_kind,
    oews_line.area_title as area_name
from oews_line
left join vocabulary_area on oews_line.area_id = vocabulary_area.area_id
where vocabulary_area.area_id is null
qualify row_number() over (
    partition by oews_line.area_id order by oews_line.release desc, oews_line.area_title asc
) = 1
