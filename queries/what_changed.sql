-- What changed between releases?
-- One row: a metric of an occupation, or of the group that it is measured in, in two successive releases.
-- $occupation (occupation): the occupation.
-- Needs: figure_change.
select
    metric.label,
    metric.unit,
    figure_change.earlier_release_id,
    figure_change.earlier_number,
    figure_change.release_id,
    figure_change.number_value,
    figure_change.difference,
    figure_change.percent_difference
from figure_change
inner join metric on figure_change.metric_id = metric.metric_id
left join measured_for
    on
        figure_change.occupation_id = measured_for.group_id
        and figure_change.source_id = measured_for.source_id
        and measured_for.occupation_id = $occupation
where figure_change.occupation_id = $occupation or measured_for.occupation_id is not null
order by metric.sort_order, figure_change.release_id
