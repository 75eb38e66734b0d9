-- One row: a footnote that marks a line's title in one table of a projection.
-- Reads: projection_outlook, projection_attainment. Marks are printed as [1] or, until 2022, as (1).
with marked as (
    select
        projection_outlook.nem_code,
        projection_outlook.nem_title,
        projection_outlook.file_name,
        projection_outlook.release,
        'outlook' as marked_table
    from projection_outlook
    union all
    select
        projection_attainment.nem_code,
        projection_attainment.nem_title,
        projection_attainment.file_name,
        projection_attainment.release,
        'attainment' as marked_table
    from projection_attainment
),

note as (
    select
        marked.file_name,
        marked.release,
        marked.marked_table,
        regexp_extract(marked.nem_title, '^[\[(](\d+)[\])]', 1) as mark,
        trim(regexp_replace(marked.nem_title, '^[\[(]\d+[\])]', '')) as wording
    from marked
    where marked.nem_code is null and regexp_matches(marked.nem_title, '^[\[(]\d+[\])]')
)

select distinct
    marked.nem_code,
    marked.release,
    marked.marked_table,
    note.wording,
    contains(lower(note.wording), 'not an exact match') or contains(lower(note.wording), 'shared with other occupations')
        as is_from_wider_group
from marked
inner join note
    on
        marked.file_name = note.file_name
        and marked.release = note.release
        and marked.marked_table = note.marked_table
        and (contains(marked.nem_title, '[' || note.mark || ']') or contains(marked.nem_title, '(' || note.mark || ')'))
where marked.nem_code is not null
