-- One row: the annual averages of one year.
-- Reads: cps_line.
select distinct
    cps_line.release_id,
    'cps' as source_id,
    'Current Population Survey, annual averages ' || cps_line.release as release_name,
    make_date(cast(cps_line.release as integer), 1, 1) as period_start,
    make_date(cast(cps_line.release as integer), 12, 31) as period_end,
    (cast(cps_line.release as integer) * 100 + 12 - 190000) * 10 + 3 as precedence,
    case
        when cast(cps_line.release as integer) >= 2020 then 'Census 2018'
        when cast(cps_line.release as integer) >= 2011 then 'Census 2010'
        else 'Census 2002'
    end as classification
from cps_line
