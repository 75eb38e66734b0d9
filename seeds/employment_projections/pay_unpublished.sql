-- One row: a median annual wage that a projection gives only as a bound.
-- Reads: projection_wage.
select
    projection_wage.group_id as occupation_id,
    projection_wage.release_id,
    'US' as area_id,
    'all' as industry_id,
    'annual_median_usd' as pay_column,
    'at_least' as reason,
    cast(projection_wage.wage_usd as decimal(10, 2)) as at_least_usd
from projection_wage
where projection_wage.is_bound
