-- One row: a stored figure whose source does not say what the metric means.
-- Remedy: add a row to source_metric.csv (and, for a new meaning, to definition.csv).
select
    release.source_id,
    figure.metric_id,
    count(*) as figure_count
from figure
inner join release on figure.release_id = release.release_id
where figure.definition_id is null
group by release.source_id, figure.metric_id
order by release.source_id, figure.metric_id
