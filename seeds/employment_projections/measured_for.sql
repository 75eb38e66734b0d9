-- One row: the group that the projections measure an O*NET occupation for.
-- Reads: onet_to_group, projection_group, onet_occupation. The crosswalk to the matrix decides, then the SOC code.
with chosen as (
    select
        onet_to_group.onet_code,
        projection_group.group_id,
        onet_to_group.crosswalk
    from onet_to_group
    inner join projection_group
        on
            onet_to_group.group_code = projection_group.group_id
            -- In another edition one code may mean something else, unless it has the same title.
            and (
                cast(projection_group.release as integer) between onet_to_group.first_year and onet_to_group.last_year
                or lower(projection_group.title) = lower(onet_to_group.group_title)
            )
    where projection_group.group_id <> '00-0000'
    qualify row_number() over (
        partition by onet_to_group.onet_code
        order by
            projection_group.release desc,
            case onet_to_group.code_system when 'National Employment Matrix' then 1 else 2 end,
            projection_group.group_id asc
    ) = 1
),

counted as (
    select
        chosen.*,
        count(*) over (partition by chosen.group_id) = 1 as is_whole_group
    from chosen
)

select
    counted.onet_code as occupation_id,
    'employment-projections' as source_id,
    counted.group_id,
    counted.is_whole_group,
    counted.crosswalk
from counted
inner join onet_occupation on counted.onet_code = onet_occupation.onet_code
