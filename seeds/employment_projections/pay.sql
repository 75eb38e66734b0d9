-- One row: the median annual wage that a projection repeats for a group.
-- Reads: projection_wage.
select
    projection_wage.group_id as occupation_id,
    projection_wage.release_id,
    'US' as area_id,
    'all' as industry_id,
    case when not projection_wage.is_bound then cast(projection_wage.wage_usd as integer) end as annual_median_usd
from projection_wage
