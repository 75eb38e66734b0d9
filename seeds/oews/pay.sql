-- One row: employment and pay of a group in one area and industry, from one year's survey. Cells that hold a mark instead of a
-- number are empty here; pay_unpublished says why.
-- Reads: oews_line.
select
    oews_line.occupation_id,
    oews_line.release_id,
    oews_line.area_id,
    oews_line.industry_id,
    oews_line.group_level,
    cast(round(cast(nullif(ltrim(oews_line.tot_emp, '*#'), '') as double)) as integer)
        as employment,
    cast(round(cast(nullif(ltrim(oews_line.a_mean, '*#'), '') as double)) as integer)
        as annual_mean_usd,
    cast(round(cast(nullif(ltrim(oews_line.a_pct10, '*#'), '') as double)) as integer)
        as annual_p10_usd,
    cast(round(cast(nullif(ltrim(oews_line.a_pct25, '*#'), '') as double)) as integer)
        as annual_p25_usd,
    cast(round(cast(nullif(ltrim(oews_line.a_median, '*#'), '') as double)) as integer)
        as annual_median_usd,
    cast(round(cast(nullif(ltrim(oews_line.a_pct75, '*#'), '') as double)) as integer)
        as annual_p75_usd,
    cast(round(cast(nullif(ltrim(oews_line.a_pct90, '*#'), '') as double)) as integer)
        as annual_p90_usd,
    cast(nullif(ltrim(oews_line.h_mean, '*#'), '') as decimal(8, 2)) as hourly_mean_usd,
    cast(nullif(ltrim(oews_line.h_pct10, '*#'), '') as decimal(8, 2)) as hourly_p10_usd,
    cast(nullif(ltrim(oews_line.h_pct25, '*#'), '') as decimal(8, 2)) as hourly_p25_usd,
    cast(nullif(ltrim(oews_line.h_median, '*#'), '') as decimal(8, 2)) as hourly_median_usd,
    cast(nullif(ltrim(oews_line.h_pct75, '*#'), '') as decimal(8, 2)) as hourly_p75_usd,
    cast(nullif(ltrim(oews_line.h_pct90, '*#'), '') as decimal(8, 2)) as hourly_p90_usd,
    cast(nullif(ltrim(oews_line.emp_prse, '*#'), '') as decimal(5, 1)) as employment_rse_pct,
    cast(nullif(ltrim(oews_line.mean_prse, '*#'), '') as decimal(5, 1)) as mean_rse_pct,
    cast(nullif(ltrim(oews_line.jobs_1000, '*#'), '') as decimal(8, 3)) as jobs_per_1000,
    cast(nullif(ltrim(oews_line.loc_quotient, '*#'), '') as decimal(8, 2)) as location_quotient
from oews_line
