-- One row: the median wage that a projection repeats for a group: a number, or only a bound such as '>=$239,200'.
-- Reads: projection_outlook, projection_line.
select
    projection_line.group_id,
    projection_line.release_id,
    regexp_matches(projection_outlook.median_annual_wage, '^[>≥]') as is_bound,
    cast(regexp_replace(projection_outlook.median_annual_wage, '^[>=≥]+', '') as double) as wage_usd
from projection_line
inner join projection_outlook
    on
        projection_line.group_id = projection_outlook.nem_code
        and projection_line.release = projection_outlook.release
where
    (lower(projection_outlook.occupation_type) = 'line item' or projection_outlook.nem_code = '00-0000')
    and projection_outlook.median_annual_wage is not null
qualify row_number() over (
    partition by projection_line.group_id, projection_line.release_id order by projection_outlook.file_name
) = 1
