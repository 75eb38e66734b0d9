-- One row: a title that a release of the survey gave a group which has another one now.
-- Reads: oews_line, oews_group.
select
    oews_line.occupation_id,
    oews_line.release_id,
    oews_line.occ_title as title
from oews_line
inner join oews_group on oews_line.occupation_id = oews_group.group_id
where lower(oews_line.occ_title) <> lower(oews_group.title)
qualify row_number() over (
    partition by oews_line.occupation_id, oews_line.release_id
    order by
        case when oews_line.area_id = 'US' and oews_line.industry_id = 'all' then 1 else 2 end,
        oews_line.occ_title asc
) = 1
