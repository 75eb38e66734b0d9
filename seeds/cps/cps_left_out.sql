-- One row: a row of a CPS table that is not kept, with the reason.
-- Reads: cps_sex_race, cps_age, cps_line, census_occupation. Lines that sum up others are called so many occupations; a line of
-- another title that the Census list of its years does not have is lost.
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

keyed as (
    select
        listed.file_name,
        listed.file_sheet,
        listed.file_row,
        listed.line_title,
        listed.employed,
        listed.release,
        trim(regexp_replace(regexp_replace(lower(listed.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g')) as title_key,
        case when cast(listed.release as integer) >= 2020 then '2018' when cast(listed.release as integer) >= 2011 then '2010' end
            as list_year
    from listed
),

kept as (
    select distinct
        cps_line.title_key,
        cps_line.release
    from cps_line
),

census_list as (
    select distinct census_occupation.list_year from census_occupation
),

judged as (
    select
        keyed.file_name,
        keyed.file_sheet,
        keyed.file_row,
        case
            when keyed.employed is null then 'a heading or a note'
            when kept.title_key is not null then null
            when keyed.title_key like '%occupations' then 'a line that sums up others: no crosswalk names it'
            when census_list.list_year is null then 'a line whose title no crosswalk at hand has'
            else
                'expected an occupation''s title from the Census list of ' || census_list.list_year
                || coalesce(', found ''' || trim(keyed.line_title) || '''', '')
        end as reason
    from keyed
    left join kept on keyed.title_key = kept.title_key and keyed.release = kept.release
    left join census_list on keyed.list_year = census_list.list_year
)

select
    judged.file_name,
    judged.file_sheet,
    judged.file_row,
    judged.reason,
    starts_with(judged.reason, 'expected') as is_fault
from judged
where judged.reason is not null
