-- One row: a line of the survey with the kind of its area and its industry; empty where nothing says which.
-- Reads: oews_estimate, oews_top_code, vocabulary_area.
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
    oews_estimate.file_sheet,
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
        when oews_estimate.area_type = '1' then 'nation'
        when
            oews_estimate.area is null
            and oews_estimate.area_type is null
            and coalesce(lower(oews_estimate.area_title), 'u.s.') in ('u.s.', 'us', 'united states', 'national')
            and coalesce(upper(oews_estimate.prim_state), 'US') = 'US'
            and not regexp_matches(lower(parse_filename(oews_estimate.file_name)), '^(state|a?msa|bos|ma)[_ ]')
            then 'nation'
        when oews_estimate.area_type = '2' then 'state'
        when oews_estimate.area_type = '3' then 'territory'
        when oews_estimate.area_type in ('4', '5') then 'metro'
        when oews_estimate.area_type = '6' then 'nonmetro'
        when regexp_full_match(oews_estimate.area, '99|0+') then 'nation'
        when regexp_full_match(oews_estimate.area, '\d{5}') then 'metro'
        when regexp_full_match(oews_estimate.area, '\d{6,7}') then 'nonmetro'
    end as area_kind,
    vocabulary_area.area_id as known_area_id,
    -- Ranges of sectors such as 44-45 have an inner dash; codes may be filled up with zeros or dashes.
    case
        when oews_estimate.naics is null and not starts_with(lower(oews_estimate.i_group), 'cross-industry') then null
        when lower(oews_estimate.i_group) = 'sector' then 'sector'
        when lower(oews_estimate.i_group) = '3-digit' then 'subsector'
        when lower(oews_estimate.i_group) = '4-digit' then 'group'
        when lower(oews_estimate.i_group) = '5-digit' then 'industry'
        when lower(oews_estimate.i_group) = '6-digit' then 'national_industry'
        when starts_with(lower(oews_estimate.i_group), 'cross-industry') then 'all'
        when
            oews_estimate.naics is null
            and (
                coalesce(lower(oews_estimate.naics_title), 'cross-industry') not like 'cross-industry%'
                or regexp_matches(lower(parse_filename(oews_estimate.file_name)), '^nat(sector|[345]d)')
            )
            then null
        when oews_estimate.naics is null or regexp_full_match(oews_estimate.naics, '0+') then 'all'
        when regexp_full_match(oews_estimate.naics, '\d\d(-\d\d)?[0-]*') then 'sector'
        when regexp_full_match(oews_estimate.naics, '\d{3}[0-]*') then 'subsector'
        when regexp_full_match(oews_estimate.naics, '[0-9A-Z]{4}[0-]*|\d{4}[A-Z]\d') then 'group'
        when regexp_full_match(oews_estimate.naics, '\d{5}[0-]*') then 'industry'
        when regexp_full_match(oews_estimate.naics, '\d{6}') then 'national_industry'
    end as industry_level
from oews_estimate
inner join oews_top_code
    on oews_estimate.file_name = oews_top_code.file_name and oews_estimate.release = oews_top_code.release
left join vocabulary_area
    on
        lower(oews_estimate.area_title) = lower(vocabulary_area.area_name)
        and coalesce(oews_estimate.area_type, '2') in ('2', '3')
        and coalesce(length(oews_estimate.area), 2) <= 2
where oews_estimate.occ_code is not null
