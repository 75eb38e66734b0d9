-- One row: a line of the survey that is kept: a group of any level or all workers, in one area and industry, of one year.
-- Reads: oews_estimate, oews_top_code, vocabulary_area. Seven national codes are printed both as broad and as detailed: the
-- detailed line is kept. A line that several files hold is kept once; of several kinds of ownership, the broadest.
with placed as (
    select
        oews_estimate.area,
        oews_estimate.area_title,
        oews_estimate.prim_state,
        oews_estimate.naics,
        oews_estimate.naics_title,
        oews_estimate.own_code,
        oews_estimate.occ_title,
        oews_estimate.tot_emp,
        oews_estimate.emp_prse,
        oews_estimate.mean_prse,
        oews_estimate.jobs_1000,
        oews_estimate.loc_quotient,
        oews_estimate.h_mean,
        oews_estimate.a_mean,
        oews_estimate.h_pct10,
        oews_estimate.h_pct25,
        oews_estimate.h_median,
        oews_estimate.h_pct75,
        oews_estimate.h_pct90,
        oews_estimate.a_pct10,
        oews_estimate.a_pct25,
        oews_estimate.a_median,
        oews_estimate.a_pct75,
        oews_estimate.a_pct90,
        oews_estimate.annual,
        oews_estimate.hourly,
        oews_estimate.release,
        oews_estimate.file_name,
        oews_estimate.file_row,
        oews_top_code.hourly_top_code_usd,
        oews_top_code.annual_top_code_usd,
        oews_estimate.occ_code as occupation_id,
        -- Until 2011 detailed lines say nothing.
        case
            when oews_estimate.o_group is null or starts_with(lower(oews_estimate.o_group), 'detail') then 'detailed'
            when lower(oews_estimate.o_group) in ('major', 'minor', 'broad') then lower(oews_estimate.o_group)
        end as group_level,
        'oews-' || oews_estimate.release as release_id,
        case
            when vocabulary_area.area_id is not null then vocabulary_area.area_kind
            when oews_estimate.area_type = '1' or oews_estimate.area is null then 'nation'
            when oews_estimate.area_type is null and oews_estimate.area in ('99', '0', '00') then 'nation'
            when oews_estimate.area_type = '2' then 'state'
            when oews_estimate.area_type = '3' then 'territory'
            when oews_estimate.area_type = '6' then 'nonmetro'
            else 'metro'
        end as area_kind,
        vocabulary_area.area_id as known_area_id,
        case
            when oews_estimate.i_group = 'sector' then 'sector'
            when oews_estimate.i_group = '3-digit' then 'subsector'
            when oews_estimate.i_group = '4-digit' then 'group'
            when oews_estimate.i_group = 'cross-industry' then 'all'
            when oews_estimate.i_group is null and regexp_full_match(coalesce(oews_estimate.naics, '0'), '0+') then 'all'
            when oews_estimate.i_group is null then 'sector'
        end as industry_level
    from oews_estimate
    inner join oews_top_code on oews_estimate.release = oews_top_code.release
    left join vocabulary_area
        on
            lower(oews_estimate.area_title) = lower(vocabulary_area.area_name)
            and coalesce(oews_estimate.area_type, '2') in ('2', '3')
    where regexp_full_match(oews_estimate.occ_code, '\d\d-\d{4}')
),

keyed as (
    select
        placed.*,
        case
            when placed.known_area_id is not null then placed.known_area_id
            when placed.area_kind = 'nation' then 'US'
            when placed.area_kind in ('state', 'territory') then coalesce(placed.prim_state, placed.area)
            -- A workbook may have lost the zeros that a code begins with.
            when placed.area_kind = 'nonmetro' then lpad(placed.area, 7, '0')
            else placed.area
        end as area_id,
        case placed.industry_level
            when 'all' then 'all'
            when 'subsector' then left(placed.naics, 3)
            when 'group' then case when regexp_full_match(placed.naics, '\d+') then left(placed.naics, 4) else placed.naics end
            else rtrim(placed.naics, '-')
        end as industry_id
    from placed
    where placed.industry_level is not null
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
