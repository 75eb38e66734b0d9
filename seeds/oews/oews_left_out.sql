-- One row: a row of the wage survey that is not kept, with the reason.
-- Reads: oews_estimate, oews_placed, oews_keyed. A line may stand in several files that name its place in several ways (the nation as
-- area 99, or not at all); where it says other than the one that is kept, for the same owners, the two contradict each other.
with judged as (
    select
        oews_estimate.file_name,
        oews_estimate.file_sheet,
        oews_estimate.file_row,
        case
            when oews_estimate.occ_code is null then 'a heading or a note'
            when oews_placed.area_kind is null then 'expected an area of a known kind, found ' || coalesce(oews_estimate.area, 'none')
            when oews_placed.industry_level is null
                then 'expected an industry of a known kind, found ' || coalesce(oews_estimate.naics, 'none')
            when
                oews_keyed.figures <> oews_keyed.first_figures
                and coalesce(oews_keyed.own_code, '1235') = coalesce(oews_keyed.first_own_code, '1235')
                then 'expected the figures of the same line in ' || oews_keyed.first_file_name
            when lower(oews_estimate.o_group) = 'broad' then 'a broad line that its detailed line repeats'
            else 'a line that stands twice, or for fewer owners than another'
        end as reason
    from oews_estimate
    left join oews_placed
        on
            oews_estimate.file_name = oews_placed.file_name
            and oews_estimate.file_sheet is not distinct from oews_placed.file_sheet
            and oews_estimate.file_row = oews_placed.file_row
    left join oews_keyed
        on
            oews_estimate.file_name = oews_keyed.file_name
            and oews_estimate.file_sheet is not distinct from oews_keyed.file_sheet
            and oews_estimate.file_row = oews_keyed.file_row
    where oews_keyed.line_rank is distinct from 1
)

select
    judged.file_name,
    judged.file_sheet,
    judged.file_row,
    judged.reason,
    starts_with(judged.reason, 'expected') as is_fault
from judged
