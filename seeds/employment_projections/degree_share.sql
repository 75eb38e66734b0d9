-- One row: the share of a group's workers aged 25 and over with one highest education.
-- Reads: projection_attainment, projection_footnote, projection_line. A footnote tells which lines have the shares of a wider
-- group of the household survey, which the table does not name.
with share as (
    select
        projection_line.group_id,
        projection_line.release_id,
        projection_line.release,
        attained.degree_id,
        cast(case attained.degree_id
            when 'less-than-high-school' then projection_attainment.less_than_high_school
            when 'high-school' then projection_attainment.high_school
            when 'some-college' then projection_attainment.some_college
            when 'associate' then projection_attainment.associate
            when 'bachelors' then projection_attainment.bachelors
            when 'masters' then projection_attainment.masters
            when 'doctoral-or-professional' then projection_attainment.doctoral
        end as decimal(4, 1)) as share_pct,
        projection_attainment.file_name
    from projection_attainment
    inner join projection_line
        on
            projection_attainment.nem_code = projection_line.group_id
            and projection_attainment.release = projection_line.release
    cross join (
        values
        ('less-than-high-school'),
        ('high-school'),
        ('some-college'),
        ('associate'),
        ('bachelors'),
        ('masters'),
        ('doctoral-or-professional')
    ) as attained (degree_id)
),

wider as (
    select distinct
        projection_footnote.nem_code,
        projection_footnote.release
    from projection_footnote
    where projection_footnote.marked_table = 'attainment' and projection_footnote.is_from_wider_group
)

select
    share.group_id as occupation_id,
    share.release_id,
    'attained' as basis,
    share.degree_id,
    share.share_pct,
    wider.nem_code is not null as is_from_wider_group
from share
left join wider on share.group_id = wider.nem_code and share.release = wider.release
where share.share_pct is not null
qualify row_number() over (partition by share.group_id, share.release_id, share.degree_id order by share.file_name) = 1
