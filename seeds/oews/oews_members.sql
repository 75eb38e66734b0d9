-- One row: the detailed groups, with their titles, that a wider group of the survey is made up of in one release.
-- Reads: oews_line. The codes of a group's members begin as its own does: 13-2 in 13-2000, 13-205 in 13-2050.
with national as (
    select
        oews_line.occupation_id,
        oews_line.occ_title,
        oews_line.group_level,
        oews_line.release_id
    from oews_line
    where oews_line.area_id = 'US' and oews_line.industry_id = 'all'
)

select
    wider.occupation_id as group_id,
    wider.release_id,
    string_agg(
        member.occupation_id || ' ' || lower(member.occ_title), '; '
        order by member.occupation_id
    ) as members
from national as wider
inner join national as member
    on
        wider.release_id = member.release_id
        and starts_with(member.occupation_id, rtrim(wider.occupation_id, '0'))
where wider.group_level in ('major', 'minor', 'broad') and member.group_level = 'detailed'
group by wider.occupation_id, wider.release_id
