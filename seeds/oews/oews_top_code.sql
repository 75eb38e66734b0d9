-- One row: what # stands for in one year's files: wages at or above it.
-- Reads: oews_estimate. A file that does not say so is read with the note of another of its year; where none does, the
-- top code of that year stands here: it rose from 100.00 an hour (208,000 a year) to 115.00 (239,200) with 2024.
select
    oews_estimate.release,
    coalesce(
        max(try_cast(replace(oews_estimate.hourly_top_code, ',', '') as decimal(10, 2))),
        case when try_cast(oews_estimate.release as integer) >= 2024 then 115.00 else 100.00 end
    ) as hourly_top_code_usd,
    coalesce(
        max(try_cast(replace(oews_estimate.annual_top_code, ',', '') as decimal(10, 2))),
        case when try_cast(oews_estimate.release as integer) >= 2024 then 239200 else 208000 end
    ) as annual_top_code_usd
from oews_estimate
group by oews_estimate.release
