-- One row: a cell of pay that the survey withholds (* and **) or gives only as a bound (#, at or above the top code).
-- Reads: oews_line. Where a line says that only annual (or only hourly) wages are published for it, its other wages are not
-- withheld: they do not exist.
with cell as (
    select
        oews_line.occupation_id,
        oews_line.release_id,
        oews_line.area_id,
        oews_line.industry_id,
        oews_line.annual_top_code_usd,
        oews_line.hourly_top_code_usd,
        -- A percentile is no lower than those below it, even where they lie above the top code.
        greatest(
            oews_line.annual_top_code_usd,
            try_cast(replace(oews_line.a_pct10, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.a_pct25, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.a_median, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.a_pct75, ',', '') as decimal(10, 2))
        ) as annual_percentile_bound_usd,
        greatest(
            oews_line.hourly_top_code_usd,
            try_cast(replace(oews_line.h_pct10, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.h_pct25, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.h_median, ',', '') as decimal(10, 2)),
            try_cast(replace(oews_line.h_pct75, ',', '') as decimal(10, 2))
        ) as hourly_percentile_bound_usd,
        oews_line.annual is not null and lower(oews_line.annual) in ('true', '1', 'y', 'yes') as is_annual_only,
        oews_line.hourly is not null and lower(oews_line.hourly) in ('true', '1', 'y', 'yes') as is_hourly_only,
        pay_cell.pay_column,
        case pay_cell.pay_column
            when 'employment' then oews_line.tot_emp
            when 'annual_mean_usd' then oews_line.a_mean
            when 'annual_p10_usd' then oews_line.a_pct10
            when 'annual_p25_usd' then oews_line.a_pct25
            when 'annual_median_usd' then oews_line.a_median
            when 'annual_p75_usd' then oews_line.a_pct75
            when 'annual_p90_usd' then oews_line.a_pct90
            when 'hourly_mean_usd' then oews_line.h_mean
            when 'hourly_p10_usd' then oews_line.h_pct10
            when 'hourly_p25_usd' then oews_line.h_pct25
            when 'hourly_median_usd' then oews_line.h_median
            when 'hourly_p75_usd' then oews_line.h_pct75
            when 'hourly_p90_usd' then oews_line.h_pct90
            when 'employment_rse_pct' then oews_line.emp_prse
            when 'mean_rse_pct' then oews_line.mean_prse
        end as mark
    from oews_line
    cross join (
        values
        ('employment'),
        ('annual_mean_usd'),
        ('annual_p10_usd'),
        ('annual_p25_usd'),
        ('annual_median_usd'),
        ('annual_p75_usd'),
        ('annual_p90_usd'),
        ('hourly_mean_usd'),
        ('hourly_p10_usd'),
        ('hourly_p25_usd'),
        ('hourly_median_usd'),
        ('hourly_p75_usd'),
        ('hourly_p90_usd'),
        ('employment_rse_pct'),
        ('mean_rse_pct')
    ) as pay_cell (pay_column)
)

select
    cell.occupation_id,
    cell.release_id,
    cell.area_id,
    cell.industry_id,
    cell.pay_column,
    case cell.mark when '#' then 'at_least' else 'suppressed' end as reason,
    case
        when cell.mark <> '#' then null
        when cell.pay_column = 'hourly_mean_usd' then cell.hourly_top_code_usd
        when cell.pay_column = 'annual_mean_usd' then cell.annual_top_code_usd
        when starts_with(cell.pay_column, 'hourly_') then cell.hourly_percentile_bound_usd
        else cell.annual_percentile_bound_usd
    end as at_least_usd
from cell
where
    cell.mark in ('*', '**', '#')
    and not (cell.is_annual_only and starts_with(cell.pay_column, 'hourly_'))
    and not (cell.is_hourly_only and starts_with(cell.pay_column, 'annual_'))
