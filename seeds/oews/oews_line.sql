-- One row: a line of the survey that is kept: a group of any level or all workers, in one area and industry, of one year.
-- Reads: oews_placed. Seven national codes are printed both as broad and as detailed: the detailed line is kept. A line that
-- stands twice is kept once; of several kinds of ownership, the broadest.
with keyed as (
    select
        oews_placed.area_title,
        oews_placed.naics,
        oews_placed.naics_title,
        oews_placed.own_code,
        oews_placed.occ_title,
        oews_placed.tot_emp,
        oews_placed.emp_prse,
        oews_placed.mean_prse,
        oews_placed.jobs_1000,
        oews_placed.loc_quotient,
        oews_placed.h_mean,
        oews_placed.a_mean,
        oews_placed.h_pct10,
        oews_placed.h_pct25,
        oews_placed.h_median,
        oews_placed.h_pct75,
        oews_placed.h_pct90,
        oews_placed.a_pct10,
        oews_placed.a_pct25,
        oews_placed.a_median,
        oews_placed.a_pct75,
        oews_placed.a_pct90,
        oews_placed.annual,
        oews_placed.hourly,
        oews_placed.release,
        oews_placed.file_name,
        oews_placed.file_sheet,
        oews_placed.file_row,
        oews_placed.hourly_top_code_usd,
        oews_placed.annual_top_code_usd,
        oews_placed.occupation_id,
        oews_placed.group_level,
        oews_placed.release_id,
        oews_placed.area_kind,
        oews_placed.industry_level,
        case
            when oews_placed.known_area_id is not null then oews_placed.known_area_id
            when oews_placed.area_kind = 'nation' then 'US'
            when oews_placed.area_kind in ('state', 'territory') then coalesce(oews_placed.prim_state, oews_placed.area)
            -- A workbook may have lost the zeros that a code begins with.
            when oews_placed.area_kind = 'nonmetro' then lpad(oews_placed.area, 7, '0')
            else oews_placed.area
        end as area_id,
        case
            when oews_placed.industry_level = 'all' then 'all'
            when oews_placed.industry_level = 'sector' then regexp_extract(oews_placed.naics, '^\d\d(-\d\d)?')
            when oews_placed.industry_level = 'subsector' then left(oews_placed.naics, 3)
            when oews_placed.industry_level = 'group' and regexp_full_match(oews_placed.naics, '\d+') then left(oews_placed.naics, 4)
            when oews_placed.industry_level = 'industry' then left(oews_placed.naics, 5)
            else oews_placed.naics
        end as industry_id
    from oews_placed
    where oews_placed.industry_level is not null and oews_placed.area_kind is not null
)

select keyed.*
from keyed
qualify row_number() over (
    partition by keyed.occupation_id, keyed.release_id, keyed.area_id, keyed.industry_id
    order by
        case keyed.group_level when 'detailed' then 1 else 2 end asc,
        length(keyed.own_code) desc nulls last,
        keyed.own_code desc,
        keyed.file_name asc,
        keyed.file_row asc
) = 1
