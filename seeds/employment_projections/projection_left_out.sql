-- One row: a row of a projection's tables that is not kept, with the reason.
-- Reads: projection_outlook, projection_attainment, projection_skill, projection_line.
with listed as (
    select
        projection_outlook.file_name,
        projection_outlook.file_sheet,
        projection_outlook.file_row,
        projection_outlook.nem_code,
        projection_outlook.release,
        projection_outlook.occupation_type
    from projection_outlook
    union all
    select
        projection_attainment.file_name,
        projection_attainment.file_sheet,
        projection_attainment.file_row,
        projection_attainment.nem_code,
        projection_attainment.release,
        'line item' as occupation_type
    from projection_attainment
    union all
    select distinct
        projection_skill.file_name,
        projection_skill.file_sheet,
        projection_skill.file_row,
        projection_skill.nem_code,
        projection_skill.release,
        'line item' as occupation_type
    from projection_skill
)

select
    listed.file_name,
    listed.file_sheet,
    listed.file_row,
    case
        when listed.nem_code is null then 'a heading or a note'
        when lower(listed.occupation_type) = 'summary' then 'a summary line, which repeats what its line items say'
        else 'a line of no known kind'
    end as reason,
    listed.nem_code is not null and coalesce(lower(listed.occupation_type), '') <> 'summary' as is_fault
from listed
left join projection_line on listed.nem_code = projection_line.group_id and listed.release = projection_line.release
where
    projection_line.group_id is null
    or (lower(listed.occupation_type) is distinct from 'line item' and listed.nem_code <> '00-0000')
