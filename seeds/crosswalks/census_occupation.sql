-- One row: an occupation of a Census list that CPS lines are named after, with a SOC code that it takes in.
-- Reads: crosswalk_soc_census, crosswalk_census_2010. A code of SOC may be exact (11-1011), broad (11-2030) or a rest (51-4 and three letters):
-- each becomes the beginning that its codes share, and the longest beginning that fits a code wins. CPS lines until 2019 have
-- the titles of the list of 2010.
with listed as (
    select
        crosswalk_soc_census.census_code,
        crosswalk_soc_census.census_title,
        crosswalk_soc_census.soc_code,
        '2018' as soc_year,
        '2018' as list_year
    from crosswalk_soc_census
    union
    select
        crosswalk_census_2010.census_code_2010 as census_code,
        crosswalk_census_2010.census_title_2010 as census_title,
        crosswalk_census_2010.soc_code_2010 as soc_code,
        '2010' as soc_year,
        '2010' as list_year
    from crosswalk_census_2010
    union
    select
        crosswalk_census_2010.census_code_2010 as census_code,
        crosswalk_census_2010.census_title_2010 as census_title,
        crosswalk_census_2010.soc_code_2018 as soc_code,
        '2018' as soc_year,
        '2010' as list_year
    from crosswalk_census_2010
)

select
    lpad(listed.census_code, 4, '0') as census_code,
    listed.census_title,
    listed.soc_code,
    listed.soc_year,
    listed.list_year,
    case when listed.soc_code like '%X' then rtrim(listed.soc_code, 'X') else rtrim(listed.soc_code, '0') end as soc_beginning,
    trim(regexp_replace(lower(listed.census_title), '[^a-z0-9]+', ' ', 'g')) as title_key
from listed
where
    regexp_full_match(listed.census_code, '\d{1,4}')
    and regexp_full_match(listed.soc_code, '\d\d-\d[\dX]{3}')
