-- One row: a line of the survey in one area and industry whose kinds are known, its rank among the lines of that place, and what
-- the first of them says.
-- Reads: oews_placed. Seven national codes are printed both as broad and as detailed: the detailed line comes first. Of several
-- kinds of ownership the broadest does.
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
),

figured as (
    select
        keyed.*,
        concat_ws(
            ' ',
            coalesce(keyed.tot_emp, '-'),
            coalesce(keyed.emp_prse, '-'),
            coalesce(keyed.mean_prse, '-'),
            coalesce(keyed.h_mean, '-'),
            coalesce(keyed.a_mean, '-'),
            coalesce(keyed.h_pct10, '-'),
            coalesce(keyed.h_pct25, '-'),
            coalesce(keyed.h_median, '-'),
            coalesce(keyed.h_pct75, '-'),
            coalesce(keyed.h_pct90, '-'),
            coalesce(keyed.a_pct10, '-'),
            coalesce(keyed.a_pct25, '-'),
            coalesce(keyed.a_median, '-'),
            coalesce(keyed.a_pct75, '-'),
            coalesce(keyed.a_pct90, '-')
        ) as figures
    from keyed
)

select
    figured.*,
    row_number() over line_of_place as line_rank,
    first_value(figured.figures) over line_of_place as first_figures,
    first_value(figured.own_code) over line_of_place as first_own_code,
    first_value(figured.file_name) over line_of_place as first_file_name
from figured
window
    line_of_place as (
        partition by figured.occupation_id, figured.release_id, figured.area_id, figured.industry_id
        order by
            case figured.group_level when 'detailed' then 1 else 2 end asc,
            length(figured.own_code) desc nulls last,
            figured.own_code desc,
            figured.file_name asc,
            figured.file_row asc
    )
