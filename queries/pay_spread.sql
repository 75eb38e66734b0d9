-- Where does pay spread most between its low and its high end?
-- One row: a pay range, the widest first: the high end as a multiple of the low end, at least so much where the high end is top-coded. The range of the middle 80 in 100 and a site's stated range are two statistics, ranked apart; occupations that share a range stand in one row.
-- $rows (integer from 1, 20): at most so many rows of each statistic.
-- Needs: occupation_profile.
with ranges as (
    select
        range_of.spread_of,
        low.occupation_id,
        low.measured_id,
        low.basis,
        low.shared_by,
        low.release_id,
        cast(low.number_value as integer) as low_end_usd,
        cast(high.number_value as integer) as high_end_usd,
        cast(high.at_least_value as integer) as high_end_at_least_usd
    from (
        values
        ('10th to 90th percentile', 'annual_pay_p10', 'annual_pay_p90'),
        ('stated range', 'annual_pay_low', 'annual_pay_high')
    ) as range_of (spread_of, low_metric_id, high_metric_id)
    inner join occupation_metric as low on range_of.low_metric_id = low.metric_id
    inner join occupation_metric as high
        on
            low.occupation_id = high.occupation_id
            and range_of.high_metric_id = high.metric_id
            and low.release_id = high.release_id
    where low.number_value > 0 and coalesce(high.number_value, high.at_least_value) is not null
),

spread as (
    select
        ranges.spread_of,
        measured.title,
        ranges.low_end_usd,
        ranges.high_end_usd,
        ranges.high_end_at_least_usd,
        cast(
            cast(coalesce(ranges.high_end_usd, ranges.high_end_at_least_usd) as double)
            / cast(ranges.low_end_usd as double) as decimal(9, 2)
        ) as high_to_low,
        release.release_name,
        ranges.basis,
        ranges.shared_by,
        string_agg(occupation_profile.title, '; ' order by occupation_profile.title) as occupations
    from ranges
    inner join occupation_profile on ranges.occupation_id = occupation_profile.occupation_id
    inner join occupation as measured on ranges.measured_id = measured.occupation_id
    inner join release on ranges.release_id = release.release_id
    where occupation_profile.occupation_kind = 'occupation'
    group by
        ranges.spread_of, measured.occupation_id, measured.title, ranges.low_end_usd, ranges.high_end_usd,
        ranges.high_end_at_least_usd, release.release_name, ranges.basis, ranges.shared_by
),

ranked as (
    select
        spread.*,
        row_number() over (partition by spread.spread_of order by spread.high_to_low desc, spread.title asc) as spread_rank
    from spread
)

select
    ranked.title,
    ranked.low_end_usd,
    ranked.high_end_usd,
    ranked.high_end_at_least_usd,
    ranked.high_to_low,
    ranked.spread_of,
    ranked.release_name,
    ranked.basis,
    ranked.shared_by,
    case when ranked.shared_by > 1 then ranked.occupations end as occupations
from ranked
where ranked.spread_rank <= $rows
order by ranked.spread_of, ranked.spread_rank
