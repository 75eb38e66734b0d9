-- One row: a percentile of pay that is only known to be at least so much, beside a higher one of the same line that is given.
-- Remedy: correct at_least_usd in pay_unpublished.csv: a bound is no lower than what is published below it.
with published as (
    select
        pay.occupation_id,
        pay.release_id,
        pay.area_id,
        pay.industry_id,
        greatest(pay.annual_p10_usd, pay.annual_p25_usd, pay.annual_median_usd, pay.annual_p75_usd, pay.annual_p90_usd)
            as annual_usd,
        greatest(pay.hourly_p10_usd, pay.hourly_p25_usd, pay.hourly_median_usd, pay.hourly_p75_usd, pay.hourly_p90_usd)
            as hourly_usd
    from pay
)

select
    pay_unpublished.occupation_id,
    pay_unpublished.release_id,
    pay_unpublished.area_id,
    pay_unpublished.industry_id,
    pay_unpublished.pay_column,
    pay_unpublished.at_least_usd
from pay_unpublished
inner join published
    on
        pay_unpublished.occupation_id = published.occupation_id
        and pay_unpublished.release_id = published.release_id
        and pay_unpublished.area_id = published.area_id
        and pay_unpublished.industry_id = published.industry_id
where
    pay_unpublished.reason = 'at_least'
    and pay_unpublished.at_least_usd < case
        when pay_unpublished.pay_column like 'annual%' then published.annual_usd
        else published.hourly_usd
    end
    and pay_unpublished.pay_column not like '%mean%'
order by pay_unpublished.occupation_id, pay_unpublished.release_id, pay_unpublished.area_id, pay_unpublished.pay_column
