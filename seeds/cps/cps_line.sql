-- One row: a line of a CPS table that is kept: an occupation that a crosswalk names, or all workers; of one year.
-- Reads: cps_sex_race, cps_age, census_occupation, crosswalk_nem_cps. Tables have titles and no codes, so a line is known by its
-- title in lower-case words. Headings and the lines that sum up others stand in no crosswalk.
with titled as (
    select
        cps_sex_race.line_title,
        cps_sex_race.employed,
        cps_sex_race.release
    from cps_sex_race
    union all
    select
        cps_age.line_title,
        cps_age.employed,
        cps_age.release
    from cps_age
),

keyed as (
    select
        titled.line_title,
        titled.release,
        trim(regexp_replace(regexp_replace(lower(titled.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g')) as title_key
    from titled
    where titled.employed is not null
),

known as (
    select census_occupation.title_key from census_occupation
    union
    select trim(regexp_replace(lower(crosswalk_nem_cps.cps_title), '[^a-z0-9]+', ' ', 'g')) as title_key
    from crosswalk_nem_cps
)

select distinct
    keyed.title_key,
    keyed.release,
    'cps-' || keyed.release as release_id,
    first(trim(keyed.line_title)) over (
        partition by keyed.title_key, keyed.release order by keyed.line_title
    ) as title,
    case
        when regexp_full_match(keyed.title_key, 'total( employed|( employed)? 16 years and over)?') then '00-0000'
        else 'cps-' || replace(keyed.title_key, ' ', '-')
    end as group_id
from keyed
left join known on keyed.title_key = known.title_key
where
    known.title_key is not null
    or regexp_full_match(keyed.title_key, 'total( employed|( employed)? 16 years and over)?')
