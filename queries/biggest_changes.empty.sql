-- Why is there no change of the metric to rank?
-- One row: a reason.
-- $metric (text in metric.metric_id, annual_pay): the metric's id, such as annual_pay, employment or median_age.
with given as (
    select
        figure.release_id,
        release.source_id,
        release.release_name,
        release.precedence,
        count(*) as figures
    from figure
    inner join release on figure.release_id = release.release_id
    where figure.metric_id = $metric and figure.number_value is not null
    group by figure.release_id, release.source_id, release.release_name, release.precedence
),

-- A source changes nothing with one release; two of it may be of other places, or of no occupation that both have.
known as (
    select
        figure_change.metric_id,
        earlier.release_name || ' to ' || release.release_name as releases,
        count(*) as changes,
        count(case when not figure_change.is_like_for_like then 1 end) as unlike,
        count(case when not figure_change.is_beyond_error then 1 end) as within_error
    from figure_change
    inner join release as earlier on figure_change.earlier_release_id = earlier.release_id
    inner join release on figure_change.release_id = release.release_id
    group by figure_change.metric_id, earlier.release_name, release.release_name
),

reason as (
    select
        2 as place,
        'no release gives a number of it' as why
    from metric
    where metric.metric_id = $metric and (select count(*) from given) = 0
    union all
    select
        3 as place,
        'of its source one release alone gives it: ' || min(given.release_name) as why
    from given
    group by given.source_id
    having count(*) = 1
    union all
    select
        4 as place,
        known.changes || ' from ' || known.releases || ', of which ' || known.unlike || ' are not alike and '
        || known.within_error || ' lie within the error' as why
    from known
    where known.metric_id = $metric
    union all
    select
        5 as place,
        'changes are known of ' || string_agg(
            known.metric_id || ' (' || known.changes || ' from ' || known.releases || ')',
            ', ' order by known.metric_id, known.releases
        ) as why
    from known
    where known.metric_id <> $metric
    having count(*) > 0
)

select reason.why
from reason
order by reason.place, reason.why
