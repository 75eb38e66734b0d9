-- One row: a title that a release of the survey gave a group which has another one now, or other members.
-- Reads: oews_line, oews_group, oews_members.
select
    oews_line.occupation_id,
    oews_line.release_id,
    oews_line.occ_title as title,
    members.members <> newest_members.members as has_other_members
from oews_line
inner join oews_group on oews_line.occupation_id = oews_group.group_id
left join oews_members as members
    on oews_line.occupation_id = members.group_id and oews_line.release_id = members.release_id
left join oews_members as newest_members
    on oews_group.group_id = newest_members.group_id and oews_group.release_id = newest_members.release_id
where
    lower(oews_line.occ_title) <> lower(oews_group.title)
    or members.members <> newest_members.members
qualify row_number() over (
    partition by oews_line.occupation_id, oews_line.release_id
    order by
        case when oews_line.area_id = 'US' and oews_line.industry_id = 'all' then 1 else 2 end,
        oews_line.occ_title asc
) = 1
