-- One row: the crosswalks that were read, whatever their years. They hold no figures, so no metric prefers them.
-- Reads: staged_file.
select distinct
    'crosswalks' as release_id,
    'crosswalks' as source_id,
    'Crosswalks between classifications' as release_name,
    cast(null as date) as period_start,
    cast(null as date) as period_end,
    0 as precedence
from staged_file
where staged_file.publisher = 'crosswalks'
