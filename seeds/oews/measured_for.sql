-- One row: the group that the survey measures an O*NET occupation's pay for.
-- Reads: onet_to_group, oews_group, onet_occupation. The SOC code decides; where the survey joins several SOC codes into one
-- group, the code that the National Employment Matrix shares with it does.
with chosen as (
    select
        onet_to_group.onet_code,
        oews_group.group_id,
        onet_to_group.crosswalk
    from onet_to_group
    inner join oews_group
        on
            onet_to_group.group_code = oews_group.group_id
            -- In another edition one code may mean something else, unless it has the same title.
            and (
                cast(oews_group.release as integer) between onet_to_group.first_year and onet_to_group.last_year
                or lower(oews_group.title) = lower(onet_to_group.group_title)
            )
    where oews_group.group_level = 'detailed'
    qualify row_number() over (
        partition by onet_to_group.onet_code
        order by oews_group.release desc, case when starts_with(onet_to_group.code_system, 'SOC') then 1 else 2 end, oews_group.group_id asc
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
    'oews' as source_id,
    counted.group_id,
    counted.is_whole_group,
    counted.crosswalk
from counted
inner join onet_occupation on counted.onet_code = onet_occupation.onet_code
