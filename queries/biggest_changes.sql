-- Which occupations changed most between releases?
-- One row: an occupation, or the group that it is measured in, with a metric in two successive releases, the largest relative change first; those within the error are left out, as nothing can be said to have changed, and so are those whose code or definition changed. A change may be of the method, the sample or the work: see caution; where no error is published, change says so, and nobody can tell how sure it is.
-- $metric (text in metric.metric_id, annual_pay): the metric's id, such as annual_pay, employment or median_age.
-- $rows (integer from 1, 20): at most so many.
-- Needs: figure_change.
with measured as (
    -- What occupations are measured in: wider groups would tell the same change again.
    select
        measured_occupation.measured_id,
        measured_occupation.source_id,
        count(*) as shared_by,
        string_agg(occupation.title, '; ' order by occupation.title) as occupations
    from measured_occupation
    inner join occupation on measured_occupation.occupation_id = occupation.occupation_id
    group by measured_occupation.measured_id, measured_occupation.source_id
)

select
    figure_change.title,
    metric.label,
    metric.unit,
    figure_change.earlier_release_id,
    figure_change.release_id,
    figure_change.earlier_number,
    figure_change.number_value,
    figure_change.difference,
    figure_change.percent_difference,
    case metric.decimals
        when 0 then cast(figure_change.difference_margin as decimal(18, 0))
        when 1 then cast(figure_change.difference_margin as decimal(18, 1))
        else cast(figure_change.difference_margin as decimal(18, 2))
    end as difference_margin,
    case when figure_change.difference > 0 then 'more' else 'less' end
    || case when figure_change.is_beyond_error is null then ' (error not published)' else '' end as change,
    figure_change.caution,
    measured.shared_by,
    case when measured.shared_by > 1 then measured.occupations end as occupations
from figure_change
inner join metric on figure_change.metric_id = metric.metric_id
inner join measured
    on figure_change.occupation_id = measured.measured_id and figure_change.source_id = measured.source_id
where
    figure_change.metric_id = $metric
    and figure_change.difference <> 0
    and coalesce(figure_change.is_beyond_error, true)
order by
    abs(coalesce(figure_change.percent_difference, figure_change.difference)) desc,
    figure_change.title asc,
    figure_change.release_id asc
limit $rows
