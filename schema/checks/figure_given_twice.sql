-- One row: a metric that one release gives twice for one occupation or group, so that neither is the figure.
-- Remedy: keep one of the two, or put the other into a release or a metric of its own.
select
    figure.occupation_id,
    figure.release_id,
    figure.metric_id,
    count(*) as figure_count
from figure
group by figure.occupation_id, figure.release_id, figure.metric_id
having count(*) > 1
order by figure.occupation_id, figure.release_id, figure.metric_id
