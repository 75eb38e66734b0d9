-- One row: employment, growth, openings and typical entry of a group, from one projection.
-- Reads: projection_outlook, projection_attainment, projection_line. Counts are published in thousands; a dash is no value and
-- 'None' is one. The footnotes that mark a title are kept: those of the attained education too, for they tell which lines
-- take their shares from a wider group of the household survey.
with marked as (
    select
        projection_outlook.nem_code,
        projection_outlook.nem_title,
        projection_outlook.file_name,
        projection_outlook.release,
        '' as of_what
    from projection_outlook
    union all
    select
        projection_attainment.nem_code,
        projection_attainment.nem_title,
        projection_attainment.file_name,
        projection_attainment.release,
        'Attained education: ' as of_what
    from projection_attainment
),

note as (
    select
        marked.file_name,
        regexp_extract(marked.nem_title, '^\[(\d+)\]', 1) as mark,
        marked.of_what || trim(regexp_replace(marked.nem_title, '^\[\d+\]', '')) as wording
    from marked
    where marked.nem_code is null and regexp_matches(marked.nem_title, '^\[\d+\]')
),

footnote as (
    select
        marked.nem_code,
        marked.release,
        string_agg(distinct note.wording, ' ' order by note.wording) as footnote
    from marked
    inner join note on marked.file_name = note.file_name and contains(marked.nem_title, '[' || note.mark || ']')
    where marked.nem_code is not null
    group by marked.nem_code, marked.release
)

select
    projection_line.group_id as occupation_id,
    projection_line.release_id,
    try_cast(replace(projection_outlook.change_pct, ',', '') as decimal(6, 1)) as growth_pct,
    cast(coalesce(projection_outlook.start_year, projection_line.release) as integer) as growth_start_year,
    coalesce(try_cast(projection_outlook.end_year as integer), cast(projection_line.release as integer) + 10)
        as growth_end_year,
    cast(round(try_cast(replace(projection_outlook.employment_start, ',', '') as double) * 1000) as integer)
        as employment_start,
    cast(round(try_cast(replace(projection_outlook.employment_end, ',', '') as double) * 1000) as integer)
        as employment_end,
    cast(round(try_cast(replace(projection_outlook.openings, ',', '') as double) * 1000) as integer) as openings_per_year,
    case when projection_outlook.entry_education not in ('—', '–', '-') then projection_outlook.entry_education end
        as entry_education,
    case when projection_outlook.entry_experience not in ('—', '–', '-') then projection_outlook.entry_experience end
        as entry_experience,
    case when projection_outlook.entry_training not in ('—', '–', '-') then projection_outlook.entry_training end
        as entry_training,
    footnote.footnote
from projection_line
inner join projection_outlook
    on
        projection_line.group_id = projection_outlook.nem_code
        and projection_line.release = projection_outlook.release
left join footnote
    on projection_line.group_id = footnote.nem_code and projection_line.release = footnote.release
where lower(projection_outlook.occupation_type) = 'line item' or projection_outlook.nem_code = '00-0000'
qualify row_number() over (
    partition by projection_line.group_id, projection_line.release_id order by projection_outlook.file_name
) = 1
