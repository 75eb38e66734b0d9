-- How fast do some occupations grow, and all work together?
-- One row: an occupation, the fastest growing first, all workers last. Growth over two periods is two statistics; some sources state none. Of an occupation without growth it is said that none is published.
-- $occupation (occupations): the occupations.
-- Needs: growth.
select
    occupation.title,
    occupation.occupation_kind = 'all' as is_all_workers,
    growth.number_value as growth_pct,
    period.text_value as growth_period,
    case when growth.number_value is null then 'not published' end as lacking,
    growth.basis,
    measured.title as measured_for,
    growth.shared_by,
    release.release_name
from occupation
left join occupation_metric as growth
    on occupation.occupation_id = growth.occupation_id and growth.metric_id = 'growth'
left join occupation as measured on growth.measured_id = measured.occupation_id
left join release on growth.release_id = release.release_id
left join occupation_metric as period
    on growth.occupation_id = period.occupation_id and period.metric_id = 'growth_period'
where
    occupation.occupation_id in ($occupation)
    or (occupation.occupation_kind = 'all' and growth.number_value is not null)
order by is_all_workers asc, growth.number_value desc nulls last, occupation.title asc
