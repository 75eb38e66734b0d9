-- One row: a list of skills or duties whose source does not say what the list means.
-- Remedy: add a row to source_metric.csv (and, for a new meaning, to definition.csv).
select
    occupation_line.source_id,
    occupation_line.family_metric_id as metric_id,
    count(*) as entry_count
from occupation_line
where occupation_line.definition_id is null
group by occupation_line.source_id, occupation_line.family_metric_id
order by occupation_line.source_id, occupation_line.family_metric_id
