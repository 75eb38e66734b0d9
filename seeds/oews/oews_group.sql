-- One row: a group that the survey measures, with its newest title.
-- Reads: oews_line.
select
    oews_line.occupation_id as group_id,
    oews_line.occ_title as title,
    oews_line.group_level,
    oews_line.release_id,
    oews_line.release
from oews_line
qualify row_number() over (
    partition by oews_line.occupation_id
    order by
        oews_line.release desc,
        case oews_line.group_level when 'detailed' then 1 else 2 end asc,
        case when oews_line.area_id = 'US' and oews_line.industry_id = 'all' then 1 else 2 end,
        oews_line.occ_title asc
) = 1
