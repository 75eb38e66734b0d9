-- One row: the line of the household survey that an O*NET occupation is counted in.
-- Reads: onet_to_group, census_occupation, crosswalk_nem_cps, cps_group, onet_occupation. The Census list says which SOC codes a
-- line takes in; where the survey has no line of that title, the crosswalk from the National Employment Matrix says so.
with by_census as (
    select
        onet_to_group.onet_code,
        census_occupation.title_key,
        onet_to_group.crosswalk || '; Census list: ' || onet_to_group.group_code || ' is in ' || census_occupation.soc_code
        || ', ' || census_occupation.census_title as crosswalk
    from onet_to_group
    inner join census_occupation
        on
            starts_with(onet_to_group.group_code, census_occupation.soc_beginning)
            and onet_to_group.code_system = 'SOC ' || census_occupation.soc_year
    inner join cps_group on census_occupation.title_key = cps_group.title_key
    qualify row_number() over (
        partition by onet_to_group.onet_code
        order by
            census_occupation.list_year desc,
            length(census_occupation.soc_beginning) desc,
            census_occupation.census_code asc
    ) = 1
),

by_matrix as (
    select
        onet_to_group.onet_code,
        trim(regexp_replace(lower(min(crosswalk_nem_cps.cps_title)), '[^a-z0-9]+', ' ', 'g')) as title_key,
        min(onet_to_group.crosswalk) || '; National Employment Matrix to CPS crosswalk: '
        || min(crosswalk_nem_cps.nem_code) || ' is in ' || min(crosswalk_nem_cps.cps_title) as crosswalk
    from onet_to_group
    inner join crosswalk_nem_cps on onet_to_group.group_code = crosswalk_nem_cps.nem_code
    where onet_to_group.code_system = 'National Employment Matrix'
    group by onet_to_group.onet_code
    -- A matrix line that several lines of the survey share is in none of them as a whole.
    having count(distinct crosswalk_nem_cps.cps_title) = 1
),

chosen as (
    select
        by_census.*,
        1 as preference
    from by_census
    union all
    select
        by_matrix.*,
        2 as preference
    from by_matrix
),

linked as (
    select
        chosen.onet_code,
        cps_group.group_id,
        chosen.crosswalk
    from chosen
    inner join cps_group on chosen.title_key = cps_group.title_key
    where cps_group.group_id <> '00-0000'
    qualify row_number() over (partition by chosen.onet_code order by chosen.preference) = 1
),

counted as (
    select
        linked.*,
        count(*) over (partition by linked.group_id) = 1 as is_whole_group
    from linked
)

select
    counted.onet_code as occupation_id,
    'cps' as source_id,
    counted.group_id,
    counted.is_whole_group,
    counted.crosswalk
from counted
inner join onet_occupation on counted.onet_code = onet_occupation.onet_code
