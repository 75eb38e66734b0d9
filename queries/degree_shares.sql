-- Which degrees do the people of some occupations have?
-- One row: a degree and an occupation, with the share of its people, in the order of the metrics, then by title. A share that is not published is empty: absent is not zero.
-- $occupation (occupations): the occupations.
-- Needs: less_than_high_school_share.
with shown as (
    select
        occupation.occupation_id,
        occupation.title
    from occupation
    where occupation.occupation_id in ($occupation)
),

share as (
    select
        shown.title,
        metric.label as degree,
        metric.sort_order,
        metric.metric_id,
        occupation_metric.number_value as share_pct,
        occupation_metric.value_status,
        occupation_metric.comparable_as,
        occupation_metric.basis,
        occupation_metric.shared_by,
        case
            when occupation_metric.basis = 'inherited' and occupation_metric.shared_by is null
                then 'a wider group that the publisher does not name'
            else measured.title
        end as measured_for,
        release.release_name
    from shown
    cross join metric
    left join occupation_metric
        on shown.occupation_id = occupation_metric.occupation_id and metric.metric_id = occupation_metric.metric_id
    left join occupation as measured on occupation_metric.measured_id = measured.occupation_id
    left join release on occupation_metric.release_id = release.release_id
    where coalesce(metric.picked_with, metric.metric_id) in ('less_than_high_school_share')
),

known as (
    select
        share.metric_id,
        count(distinct share.comparable_as) as statistics
    from share
    where share.share_pct is not null
    group by share.metric_id
),

all_workers as (
    select
        occupation_metric.metric_id,
        occupation_metric.number_value,
        occupation_metric.comparable_as
    from occupation_metric
    inner join occupation on occupation_metric.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'all'
)

select
    share.degree,
    share.title,
    share.share_pct,
    all_workers.number_value as all_workers_share_pct,
    case when share.value_status = 'suppressed' then 'withheld' when share.share_pct is null then 'not published' end as lacking,
    known.statistics = 1 as is_like_for_like,
    share.basis,
    share.measured_for,
    share.shared_by,
    share.release_name
from share
inner join known on share.metric_id = known.metric_id
left join all_workers on share.metric_id = all_workers.metric_id and share.comparable_as = all_workers.comparable_as
order by share.sort_order, share.title
