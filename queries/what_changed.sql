-- What changed between releases?
-- One row: a metric of an occupation, or of the group that it is measured in, in two successive releases. Where its code, its definition or its scale changed there is no difference: see caution, which also says what is not meant to be compared over time.
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
    figure_change.percent_difference,
    case metric.decimals
        when 0 then cast(figure_change.difference_margin as decimal(18, 0))
        when 1 then cast(figure_change.difference_margin as decimal(18, 1))
        else cast(figure_change.difference_margin as decimal(18, 2))
    end as difference_margin,
    case
        when not figure_change.is_like_for_like then 'not alike'
        when not figure_change.is_beyond_error then 'about the same'
        when figure_change.difference > 0 then 'more'
        when figure_change.difference < 0 then 'less'
        else 'the same'
    end
    || case
        when figure_change.is_like_for_like and figure_change.is_beyond_error is null then ' (error not published)'
        else ''
    end as change,
    figure_change.caution,
    figure_change.earlier_title as earlier_measured_for,
    figure_change.title as measured_for,
    figure_change.basis,
    figure_change.shared_by
from occupation_figure_change as figure_change
inner join metric on figure_change.metric_id = metric.metric_id
where figure_change.occupation_id = $occupation
order by metric.sort_order, figure_change.measured_id, figure_change.release_id
