-- One row: a group that the household survey measures, with its newest title and, where the Census list has it, its SOC code.
-- Reads: cps_line, census_occupation.
select
    cps_line.group_id,
    cps_line.title,
    cps_line.title_key,
    cps_line.release,
    cps_line.release_id,
    census_occupation.soc_code
from cps_line
left join census_occupation on cps_line.title_key = census_occupation.title_key
qualify row_number() over (
    partition by cps_line.group_id order by cps_line.release desc, census_occupation.list_year desc, census_occupation.soc_code asc
) = 1
