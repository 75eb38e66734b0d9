-- One row: how many people are employed in a group, of one year; published in thousands.
-- Reads: cps_sex_race, cps_age, cps_line.
with counted as (
    select
        cps_sex_race.line_title,
        cps_sex_race.release,
        cps_sex_race.employed,
        1 as preference
    from cps_sex_race
    union all
    select
        cps_age.line_title,
        cps_age.release,
        cps_age.employed,
        2 as preference
    from cps_age
)

select
    cps_line.group_id as occupation_id,
    cps_line.release_id,
    cast(round(cast(counted.employed as double) * 1000) as integer) as employed
from counted
inner join cps_line
    on
        trim(regexp_replace(regexp_replace(lower(counted.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
        = cps_line.title_key
        and counted.release = cps_line.release
where counted.employed is not null
qualify row_number() over (
    partition by cps_line.group_id, cps_line.release_id order by counted.preference
) = 1
