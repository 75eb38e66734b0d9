-- How do the pay ranges of some occupations lie beside each other, and beside that of all workers?
-- One row: a pay range, the highest middle first, all workers last. The middle 80 in 100 with their median and a site's stated range with its average are two statistics; a high end may be known only to be at least the top code.
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
        shown.title,
        shown.is_all_workers,
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
        pay_figure.title,
        pay_figure.is_all_workers,
        pay_figure.range_of,
        max(case when pay_figure.part = 'low' then pay_figure.number_value end) as low_end_usd,
        max(case when pay_figure.part = 'lower' then pay_figure.number_value end) as quarter_earn_less_usd,
        max(case when pay_figure.part = 'middle' then pay_figure.number_value end) as middle_usd,
        max(case when pay_figure.part = 'upper' then pay_figure.number_value end) as quarter_earn_more_usd,
        max(case when pay_figure.part = 'high' then pay_figure.number_value end) as high_end_usd,
        max(case when pay_figure.part = 'high' then pay_figure.at_least_value end) as high_end_at_least_usd,
        max(case when pay_figure.part = 'low' then pay_figure.basis end) as basis,
        max(case when pay_figure.part = 'low' then measured.title end) as measured_for,
        max(case when pay_figure.part = 'low' then pay_figure.shared_by end) as shared_by,
        max(case when pay_figure.part = 'low' then pay_figure.release_name end) as release_name
    from pay_figure
    inner join occupation as measured on pay_figure.measured_id = measured.occupation_id
    group by pay_figure.title, pay_figure.is_all_workers, pay_figure.range_of
)

select
    pay_range.title,
    pay_range.is_all_workers,
    pay_range.range_of,
    cast(pay_range.low_end_usd as integer) as low_end_usd,
    cast(pay_range.quarter_earn_less_usd as integer) as quarter_earn_less_usd,
    cast(pay_range.middle_usd as integer) as middle_usd,
    cast(pay_range.quarter_earn_more_usd as integer) as quarter_earn_more_usd,
    cast(pay_range.high_end_usd as integer) as high_end_usd,
    cast(pay_range.high_end_at_least_usd as integer) as high_end_at_least_usd,
    pay_range.basis,
    pay_range.measured_for,
    pay_range.shared_by,
    pay_range.release_name
from pay_range
where pay_range.low_end_usd is not null
order by pay_range.is_all_workers asc, pay_range.middle_usd desc nulls last, pay_range.title asc, pay_range.range_of asc
