-- One row: employment, growth, openings and typical entry of a group, from one projection.
-- Reads: projection_outlook, projection_footnote, projection_line. Counts are published in thousands; a dash is no value and
-- 'None' is one; fewer than 50 openings are printed as 0.0. The footnotes that mark a title are kept.
with footnote as (
    select
        projection_footnote.nem_code,
        projection_footnote.release,
        string_agg(
            case projection_footnote.marked_table when 'attainment' then 'Attained education: ' else '' end
            || projection_footnote.wording,
            ' ' order by projection_footnote.marked_table, projection_footnote.wording
        ) as footnote
    from projection_footnote
    group by projection_footnote.nem_code, projection_footnote.release
)

select
    projection_line.group_id as occupation_id,
    projection_line.release_id,
    cast(projection_outlook.change_pct as decimal(6, 1)) as growth_pct,
    cast(coalesce(projection_outlook.start_year, projection_line.release) as integer) as growth_start_year,
    coalesce(2000 + cast(projection_outlook.end_year as integer), cast(projection_line.release as integer) + 10)
        as growth_end_year,
    cast(round(cast(projection_outlook.employment_start as double) * 1000) as integer)
        as employment_start,
    cast(round(cast(projection_outlook.employment_end as double) * 1000) as integer)
        as employment_end,
    cast(nullif(round(cast(projection_outlook.openings as double) * 1000), 0) as integer)
        as openings_per_year,
    case when cast(projection_outlook.openings as double) = 0 then 50 end as openings_per_year_below,
    cast(projection_outlook.self_employed_pct as decimal(4, 1)) as self_employed_pct,
    projection_outlook.entry_education,
    projection_outlook.entry_experience,
    projection_outlook.entry_training,
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
