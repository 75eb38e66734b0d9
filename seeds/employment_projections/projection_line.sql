-- One row: a line of the National Employment Matrix that is kept: a line item or all workers, of one projection.
-- Reads: projection_outlook, projection_attainment, projection_skill. Summary lines repeat what their line items say. A
-- projection is for ten years.
with listed as (
    select
        projection_outlook.nem_code,
        projection_outlook.nem_title,
        projection_outlook.release,
        1 as preference
    from projection_outlook
    where lower(projection_outlook.occupation_type) = 'line item' or projection_outlook.nem_code = '00-0000'
    union all
    select
        projection_attainment.nem_code,
        projection_attainment.nem_title,
        projection_attainment.release,
        2 as preference
    from projection_attainment
    union all
    select
        projection_skill.nem_code,
        projection_skill.nem_title,
        projection_skill.release,
        3 as preference
    from projection_skill
)

select
    listed.nem_code as group_id,
    trim(regexp_replace(listed.nem_title, '\[\d+\]|\(\d\)', '', 'g')) as title,
    listed.release,
    'employment-projections-' || listed.release || '-' || cast(cast(listed.release as integer) + 10 as text) as release_id
from listed
where regexp_full_match(listed.nem_code, '\d\d-\d{4}')
qualify row_number() over (partition by listed.nem_code, listed.release order by listed.preference, listed.nem_title) = 1
