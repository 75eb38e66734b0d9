-- How does an occupation stand against all workers?
-- One row: a metric, with the occupation's figure, that of all workers and the margin of their difference where errors are published; "error not published" where nobody can tell how sure it is. A group's figure may stand for the occupation: see basis and measured_for. Counts are left out: an occupation is a part of all workers.
-- $occupation (occupation): the occupation.
-- Needs: metric_beside_all_workers.all_workers_number.
select
    metric.section,
    metric.label,
    metric.unit,
    metric_beside_all_workers.number_value,
    metric_beside_all_workers.at_least_value,
    metric_beside_all_workers.all_workers_number,
    metric_beside_all_workers.difference,
    metric_beside_all_workers.percent_difference,
    case metric.decimals
        when 0 then cast(metric_beside_all_workers.difference_margin as decimal(18, 0))
        when 1 then cast(metric_beside_all_workers.difference_margin as decimal(18, 1))
        else cast(metric_beside_all_workers.difference_margin as decimal(18, 2))
    end as difference_margin,
    case
        when not metric_beside_all_workers.is_beyond_error then 'about the same'
        when metric_beside_all_workers.difference < 0 then 'below all workers'
        when metric_beside_all_workers.difference > 0 then 'above all workers'
        when metric_beside_all_workers.difference = 0 then 'the same'
        when metric_beside_all_workers.at_least_value > metric_beside_all_workers.all_workers_number
            then 'above all workers'
        else 'not known'
    end
    || case
        when metric_beside_all_workers.difference is not null and metric_beside_all_workers.is_beyond_error is null
            then ' (error not published)'
        else ''
    end as stands,
    occupation_metric.basis,
    case
        when occupation_metric.shared_by is null then 'a wider group that the publisher does not name'
        else measured.title
    end as measured_for,
    occupation_metric.shared_by,
    release.release_name
from metric_beside_all_workers
inner join metric on metric_beside_all_workers.metric_id = metric.metric_id
inner join occupation_metric
    on
        metric_beside_all_workers.occupation_id = occupation_metric.occupation_id
        and metric_beside_all_workers.metric_id = occupation_metric.metric_id
inner join occupation as measured
    on occupation_metric.measured_id = measured.occupation_id
inner join release on occupation_metric.release_id = release.release_id
where
    metric_beside_all_workers.occupation_id = $occupation
    and metric_beside_all_workers.is_like_for_like
    and metric_beside_all_workers.all_workers_number is not null
    and metric.unit not in ('people', 'jobs', 'jobs a year')
    and metric.metric_id not like '%relative_standard_error'
order by metric.sort_order
