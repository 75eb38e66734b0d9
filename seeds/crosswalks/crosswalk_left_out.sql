-- One row: a row of a crosswalk that joins nothing, with the reason.
-- Reads: crosswalk_soc_census, crosswalk_census_2010, crosswalk_onet_soc, crosswalk_onet_nem, crosswalk_nem_cps, onet_occupation. A crosswalk of an edition
-- of O*NET-SOC that no release at hand has joins nothing.
with census_row as (
    select
        crosswalk_soc_census.file_name,
        crosswalk_soc_census.file_sheet,
        crosswalk_soc_census.file_row,
        crosswalk_soc_census.census_code,
        crosswalk_soc_census.census_title,
        crosswalk_soc_census.soc_code
    from crosswalk_soc_census
    union all
    select
        crosswalk_census_2010.file_name,
        crosswalk_census_2010.file_sheet,
        crosswalk_census_2010.file_row,
        crosswalk_census_2010.census_code_2010 as census_code,
        crosswalk_census_2010.census_title_2010 as census_title,
        crosswalk_census_2010.soc_code_2010 as soc_code
    from crosswalk_census_2010
    where coalesce(crosswalk_census_2010.census_code_2010, crosswalk_census_2010.soc_code_2010) is not null
),

census_kept as (
    select
        census_row.file_name,
        census_row.file_sheet,
        census_row.file_row,
        case
            when census_row.census_code is null and census_row.soc_code is null then 'a heading or a note'
            when regexp_full_match(census_row.census_code, '\d{4} ?[-–] ?\d{4}') then 'a heading: a range of codes'
            when lower(census_row.soc_code) = 'none' then 'a Census occupation of no SOC code'
            when
                census_row.census_title is null
                or not regexp_full_match(coalesce(census_row.census_code, ''), '\d{1,4}')
                or not regexp_full_match(coalesce(census_row.soc_code, ''), '\d\d-\d[\dX]{3}')
                then 'expected a title, a Census code such as 0010 and a SOC code such as 11-1011 or 51-4XXX'
        end as reason
    from census_row
)

select
    census_kept.file_name,
    census_kept.file_sheet,
    census_kept.file_row,
    census_kept.reason,
    starts_with(census_kept.reason, 'expected') as is_fault
from census_kept
where census_kept.reason is not null
union all
select
    crosswalk_census_2010.file_name,
    crosswalk_census_2010.file_sheet,
    crosswalk_census_2010.file_row,
    'expected a Census code and a SOC code of 2018, or neither' as reason,
    true as is_fault
from crosswalk_census_2010
where (crosswalk_census_2010.soc_code_2018 is null) <> (crosswalk_census_2010.census_code_2018 is null)
union all
select
    crosswalk_onet_soc.file_name,
    crosswalk_onet_soc.file_sheet,
    crosswalk_onet_soc.file_row,
    'a heading or a note' as reason,
    crosswalk_onet_soc.onet_code is not null as is_fault
from crosswalk_onet_soc
where crosswalk_onet_soc.onet_code is null or crosswalk_onet_soc.soc_code is null
union all
select
    crosswalk_onet_nem.file_name,
    crosswalk_onet_nem.file_sheet,
    crosswalk_onet_nem.file_row,
    case when crosswalk_onet_nem.onet_code is null then 'a heading or a note' else 'an occupation of no group' end as reason,
    false as is_fault
from crosswalk_onet_nem
where crosswalk_onet_nem.onet_code is null or crosswalk_onet_nem.nem_code is null
union all
select
    crosswalk_nem_cps.file_name,
    crosswalk_nem_cps.file_sheet,
    crosswalk_nem_cps.file_row,
    'a heading or a note' as reason,
    crosswalk_nem_cps.nem_code is not null as is_fault
from crosswalk_nem_cps
where crosswalk_nem_cps.nem_code is null or crosswalk_nem_cps.cps_title is null
union all
select
    crosswalk_onet_soc.file_name,
    crosswalk_onet_soc.file_sheet,
    crosswalk_onet_soc.file_row,
    'for O*NET-SOC ' || coalesce(crosswalk_onet_soc.onet_taxonomy, '2019')
    || ', which no O*NET release at hand has (2010: releases 15.1 to 25.0; 2019: 25.1 and later)' as reason,
    false as is_fault
from crosswalk_onet_soc
where
    crosswalk_onet_soc.onet_code is not null
    and crosswalk_onet_soc.soc_code is not null
    and not exists (
        select 1 as one
        from onet_occupation
        where coalesce(onet_occupation.taxonomy, '2019') = coalesce(crosswalk_onet_soc.onet_taxonomy, '2019')
    )
union all
select
    crosswalk_onet_nem.file_name,
    crosswalk_onet_nem.file_sheet,
    crosswalk_onet_nem.file_row,
    'for O*NET-SOC ' || coalesce(crosswalk_onet_nem.onet_taxonomy, '2019')
    || ', which no O*NET release at hand has (2010: releases 15.1 to 25.0; 2019: 25.1 and later)' as reason,
    false as is_fault
from crosswalk_onet_nem
where
    crosswalk_onet_nem.onet_code is not null
    and crosswalk_onet_nem.nem_code is not null
    and not exists (
        select 1 as one
        from onet_occupation
        where coalesce(onet_occupation.taxonomy, '2019') = coalesce(crosswalk_onet_nem.onet_taxonomy, '2019')
    )
