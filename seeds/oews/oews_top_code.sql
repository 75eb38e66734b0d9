-- One row: what # stands for in one file: wages at or above it.
-- Reads: oews_estimate. A file that does not say so is read with the note of another of its year; where none does, the
-- top code of that year stands here.
with stated as (
    select
        oews_estimate.file_name,
        oews_estimate.release,
        max(cast(replace(oews_estimate.hourly_top_code, ',', '') as decimal(10, 2))) as hourly_top_code_usd,
        max(cast(replace(oews_estimate.annual_top_code, ',', '') as decimal(10, 2))) as annual_top_code_usd
    from oews_estimate
    group by oews_estimate.file_name, oews_estimate.release
)

select
    stated.file_name,
    stated.release,
    coalesce(
        stated.hourly_top_code_usd,
        max(stated.hourly_top_code_usd) over (partition by stated.release),
        case
            when cast(stated.release as integer) >= 2022 then 115.00
            when cast(stated.release as integer) >= 2016 then 100.00
            when cast(stated.release as integer) >= 2011 then 90.00
            when cast(stated.release as integer) >= 2010 then 80.00
            else 70.00
        end
    ) as hourly_top_code_usd,
    coalesce(
        stated.annual_top_code_usd,
        max(stated.annual_top_code_usd) over (partition by stated.release),
        case
            when cast(stated.release as integer) >= 2022 then 239200
            when cast(stated.release as integer) >= 2016 then 208000
            when cast(stated.release as integer) >= 2011 then 187200
            when cast(stated.release as integer) >= 2010 then 166400
            else 145600
        end
    ) as annual_top_code_usd
from stated
