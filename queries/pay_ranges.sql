-- How do the pay ranges of some occupations lie beside each other, and beside that of all workers?
-- One row: a pay range, the highest middle first, all workers last. The middle 80 in 100 with their median and a site's stated range with its average are two statistics; a middle or a high end may be known only to be at least the top code; of an occupation without a range it is said what is lacking.
-- $occupation (occupations): the occupations.
-- Needs: occupation_profile.
with shown as (
    select
        occupation.occupation_id,
        occupation.title,
        occupation.occupation_kind = 'all' as is_all_workers
    from occupation
    where occupation.occupation_id in ($occupation) or occupation.occupation_kind = 'all'
),

pay_figure as (
    select
        shown.occupation_id,
        range_of.range_of,
        range_of.part,
        occupation_metric.number_value,
        occupation_metric.at_least_value,
        occupation_metric.basis,
        occupation_metric.measured_id,
        occupation_metric.shared_by,
        release.release_name
    from shown
    inner join occupation_metric on shown.occupation_id = occupation_metric.occupation_id
    inner join (
        values
        ('10th to 90th percentile', 'low', 'annual_pay_p10'),
        ('10th to 90th percentile', 'lower', 'annual_pay_p25'),
        ('10th to 90th percentile', 'middle', 'annual_pay_median'),
        ('10th to 90th percentile', 'upper', 'annual_pay_p75'),
        ('10th to 90th percentile', 'high', 'annual_pay_p90'),
        ('stated range', 'low', 'annual_pay_low'),
        ('stated range', 'middle', 'annual_pay'),
        ('stated range', 'high', 'annual_pay_high')
    ) as range_of (range_of, part, metric_id)
        on occupation_metric.metric_id = range_of.metric_id
    inner join release on occupation_metric.release_id = release.release_id
),

pay_range as (
    select
        pay_figure.occupation_id,
        pay_figure.range_of,
        max(case when pay_figure.part = 'low' then pay_figure.number_value end) as low_end_usd,
        max(case when pay_figure.part = 'lower' then pay_figure.number_value end) as quarter_earn_less_usd,
        max(case when pay_figure.part = 'middle' then pay_figure.number_value end) as middle_usd,
        max(case when pay_figure.part = 'middle' then pay_figure.at_least_value end) as middle_at_least_usd,
        max(case when pay_figure.part = 'upper' then pay_figure.number_value end) as quarter_earn_more_usd,
        max(case when pay_figure.part = 'high' then pay_figure.number_value end) as high_end_usd,
        max(case when pay_figure.part = 'high' then pay_figure.at_least_value end) as high_end_at_least_usd,
        max(case when pay_figure.part = 'low' then pay_figure.basis end) as basis,
        max(case when pay_figure.part = 'low' then measured.title end) as measured_for,
        max(case when pay_figure.part = 'low' then pay_figure.shared_by end) as shared_by,
        max(case when pay_figure.part = 'low' then pay_figure.release_name end) as release_name
    from pay_figure
    inner join occupation as measured on pay_figure.measured_id = measured.occupation_id
    group by pay_figure.occupation_id, pay_figure.range_of
),

-- A range has a low end; one that is withheld, and the average alone, are none.
known_range as (
    select pay_range.*
    from pay_range
    where pay_range.low_end_usd is not null
)

select
    shown.title,
    shown.is_all_workers,
    known_range.range_of,
    cast(known_range.low_end_usd as integer) as low_end_usd,
    cast(known_range.quarter_earn_less_usd as integer) as quarter_earn_less_usd,
    cast(known_range.middle_usd as integer) as middle_usd,
    cast(known_range.middle_at_least_usd as integer) as middle_at_least_usd,
    cast(known_range.quarter_earn_more_usd as integer) as quarter_earn_more_usd,
    cast(known_range.high_end_usd as integer) as high_end_usd,
    cast(known_range.high_end_at_least_usd as integer) as high_end_at_least_usd,
    known_range.basis,
    known_range.measured_for,
    known_range.shared_by,
    known_range.release_name,
    case
        when known_range.occupation_id is not null then null
        when low_end.value_status = 'suppressed' then 'withheld'
        when low_end.value_status = 'at_least' then 'even the low end is at least the top code'
        when by_the_hour.occupation_id is not null then 'published by the hour alone'
        else 'not published'
    end as lacking
from shown
left join known_range on shown.occupation_id = known_range.occupation_id
left join occupation_metric as low_end
    on shown.occupation_id = low_end.occupation_id and low_end.metric_id = 'annual_pay_p10'
left join occupation_metric as by_the_hour
    on shown.occupation_id = by_the_hour.occupation_id and by_the_hour.metric_id = 'hourly_pay_p10'
where
    (known_range.occupation_id is not null or not shown.is_all_workers)
    and (select count(*) from pay_range) > 0
order by
    shown.is_all_workers asc,
    coalesce(known_range.middle_usd, known_range.middle_at_least_usd) desc nulls last,
    shown.title asc,
    known_range.range_of asc
