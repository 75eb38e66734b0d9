-- One row: the share of women, of a race or of Hispanic people among those employed in a group, of one year.
-- Reads: cps_sex_race, cps_line. A dash is a share that is not published.
with share as (
    select
        cps_line.group_id,
        cps_line.release_id,
        people.dimension,
        people.demographic_group,
        cast(case people.demographic_group
            when 'female' then cps_sex_race.women
            when 'white' then cps_sex_race.white
            when 'black' then cps_sex_race.black
            when 'asian' then cps_sex_race.asian
            when 'hispanic' then cps_sex_race.hispanic
        end as decimal(4, 1)) as share_pct,
        cps_sex_race.file_name,
        cps_sex_race.file_row
    from cps_sex_race
    inner join cps_line
        on
            trim(regexp_replace(regexp_replace(lower(cps_sex_race.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
            = cps_line.title_key
            and cps_sex_race.release = cps_line.release
    cross join (
        values
        ('sex', 'female'),
        ('race', 'white'),
        ('race', 'black'),
        ('race', 'asian'),
        ('ethnicity', 'hispanic')
    ) as people (dimension, demographic_group)
)

select
    share.group_id as occupation_id,
    share.release_id,
    share.dimension,
    share.demographic_group,
    share.share_pct
from share
where share.share_pct is not null
qualify row_number() over (
    partition by share.group_id, share.release_id, share.demographic_group order by share.file_name, share.file_row
) = 1
