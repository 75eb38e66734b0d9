-- One row: the median age of those employed in a group, of one year.
-- Reads: cps_age, cps_line.
select
    cps_line.group_id as occupation_id,
    cps_line.release_id,
    'median' as age_statistic,
    cast(cps_age.median_age as decimal(4, 1)) as age_years
from cps_age
inner join cps_line
    on
        trim(regexp_replace(regexp_replace(lower(cps_age.line_title), '\[\d+\]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
        = cps_line.title_key
        and cps_age.release = cps_line.release
where cps_age.median_age is not null
qualify row_number() over (
    partition by cps_line.group_id, cps_line.release_id order by cps_age.file_name, cps_age.file_row
) = 1
