-- One row: an industry of the survey, with its newest name.
-- Reads: oews_line.
select
    oews_line.industry_id,
    oews_line.naics_title as industry_name,
    oews_line.industry_level
from oews_line
where oews_line.industry_level <> 'all'
qualify row_number() over (
    partition by oews_line.industry_id order by oews_line.release desc, oews_line.industry_level asc, oews_line.naics_title asc
) = 1
