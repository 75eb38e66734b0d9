-- One row: a projection, from its first year to its last.
-- Reads: projection_line. The wages in it are those of the survey of its first year, which goes before: hence its January.
select distinct
    projection_line.release_id,
    'employment-projections' as source_id,
    'Employment Projections, ' || projection_line.release || '–' || cast(cast(projection_line.release as integer) + 10 as text)
        as release_name,
    make_date(cast(projection_line.release as integer), 1, 1) as period_start,
    make_date(cast(projection_line.release as integer) + 10, 12, 31) as period_end,
    (cast(projection_line.release as integer) * 100 + 1 - 190000) * 10 + 4 as precedence,
    case
        when cast(projection_line.release as integer) >= 2021 then 'SOC 2018'
        when cast(projection_line.release as integer) >= 2019 then 'SOC 2010 and 2018, joined'
        when cast(projection_line.release as integer) >= 2012 then 'SOC 2010'
        else 'SOC 2000'
    end as classification
from projection_line
