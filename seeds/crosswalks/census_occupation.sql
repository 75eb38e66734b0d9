-- One row: an occupation of the Census list that CPS lines are named after, with the SOC codes that it takes in.
-- Reads: crosswalk_soc_census. A code of SOC may be exact (11-1011), broad (11-2030) or a rest (51-4 and three letters): each becomes the
-- beginning that its codes share, and the longest beginning that fits a code wins.
select
    crosswalk_soc_census.census_code,
    crosswalk_soc_census.census_title,
    crosswalk_soc_census.soc_code,
    case
        when crosswalk_soc_census.soc_code like '%X' then rtrim(crosswalk_soc_census.soc_code, 'X')
        else rtrim(crosswalk_soc_census.soc_code, '0')
    end as soc_beginning,
    trim(regexp_replace(lower(crosswalk_soc_census.census_title), '[^a-z0-9]+', ' ', 'g')) as title_key
from crosswalk_soc_census
where
    regexp_full_match(crosswalk_soc_census.census_code, '\d{4}')
    and regexp_full_match(crosswalk_soc_census.soc_code, '\d\d-\d[\dX]{3}')
qualify row_number() over (partition by crosswalk_soc_census.census_code order by crosswalk_soc_census.file_name) = 1
