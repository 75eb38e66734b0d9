-- One row: a row of the wage survey that is not kept, with the reason.
-- Reads: oews_estimate, oews_placed, oews_line.
select
    oews_estimate.file_name,
    oews_estimate.file_sheet,
    oews_estimate.file_row,
    case
        when oews_estimate.occ_code is null then 'a heading or a note'
        when oews_placed.area_kind is null then 'an area of no known kind: ' || coalesce(oews_estimate.area, 'none')
        when oews_placed.industry_level is null then 'an industry of no known kind: ' || coalesce(oews_estimate.naics, 'none')
        when lower(oews_estimate.o_group) = 'broad' then 'a broad line that its detailed line repeats'
        else 'a line that stands twice, or for fewer owners than another'
    end as reason,
    oews_estimate.occ_code is not null and (oews_placed.area_kind is null or oews_placed.industry_level is null) as is_fault
from oews_estimate
left join oews_placed
    on
        oews_estimate.file_name = oews_placed.file_name
        and oews_estimate.file_sheet is not distinct from oews_placed.file_sheet
        and oews_estimate.file_row = oews_placed.file_row
left join oews_line
    on
        oews_estimate.file_name = oews_line.file_name
        and oews_estimate.file_sheet is not distinct from oews_line.file_sheet
        and oews_estimate.file_row = oews_line.file_row
where oews_line.file_row is null
