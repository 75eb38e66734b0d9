-- One row: a row of a CPS table that is not kept, with the reason.
-- Reads: cps_sex_race, cps_age, cps_line.
with listed as (
    select
        cps_sex_race.file_name,
        cps_sex_race.file_sheet,
        cps_sex_race.file_row,
        cps_sex_race.line_title,
        cps_sex_race.employed,
        cps_sex_race.release
    from cps_sex_race
    union all
    select
        cps_age.file_name,
        cps_age.file_sheet,
        cps_age.file_row,
        cps_age.line_title,
        cps_age.employed,
        cps_age.release
    from cps_age
),

kept as (
    select distinct
        cps_line.title_key,
        cps_line.release
    from cps_line
)

select
    listed.file_name,
    listed.file_sheet,
    listed.file_row,
    case
        when listed.employed is null then 'a heading or a note'
        else 'a line that sums up others: no crosswalk names it'
    end as reason,
    false as is_fault
from listed
left join kept
    on
        trim(regexp_replace(regexp_replace(lower(listed.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
        = kept.title_key
        and listed.release = kept.release
where kept.title_key is null or listed.employed is null
