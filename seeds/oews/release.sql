-- One row: one year's survey. Its estimates are for May.
-- Reads: oews_estimate.
select distinct
    'oews-' || oews_estimate.release as release_id,
    'oews' as source_id,
    'Occupational Employment and Wage Statistics, May ' || oews_estimate.release as release_name,
    make_date(cast(oews_estimate.release as integer), 5, 1) as period_start,
    make_date(cast(oews_estimate.release as integer), 5, 31) as period_end,
    (cast(oews_estimate.release as integer) * 100 + 5 - 190000) * 10 + 5 as precedence,
    case
        when cast(oews_estimate.release as integer) >= 2021 then 'SOC 2018'
        when cast(oews_estimate.release as integer) >= 2019 then 'SOC 2010 and 2018, joined'
        when cast(oews_estimate.release as integer) >= 2012 then 'SOC 2010'
        when cast(oews_estimate.release as integer) >= 2010 then 'SOC 2000 and 2010, joined'
        else 'SOC 2000'
    end as classification
from oews_estimate
