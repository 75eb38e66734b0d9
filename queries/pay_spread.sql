-- Where does pay spread most between its low and its high end?
-- One row: an occupation, the widest spread first: the high end as a multiple of the low end.
-- $rows (integer, 20): at most so many occupations.
-- Needs: occupation_profile.
with ends as (
    select
        occupation_profile.title,
        coalesce(occupation_profile.annual_pay_p10, occupation_profile.annual_pay_low) as low_end,
        coalesce(occupation_profile.annual_pay_p90, occupation_profile.annual_pay_high) as high_end,
        case
            when occupation_profile.annual_pay_p10 is not null then '10th to 90th percentile' else 'stated range'
        end as spread_of
    from occupation_profile
    where
        occupation_profile.occupation_kind = 'occupation'
        and (occupation_profile.annual_pay_p10 is null) = (occupation_profile.annual_pay_p90 is null)
)

select
    ends.title,
    ends.low_end,
    ends.high_end,
    cast(cast(ends.high_end as double) / ends.low_end as decimal(9, 2)) as high_to_low,
    ends.spread_of
from ends
where ends.low_end > 0 and ends.high_end is not null
order by high_to_low desc, ends.title asc
limit $rows
