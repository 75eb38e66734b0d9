-- How fast do some occupations grow, and all work together?
-- One row: an occupation, the fastest growing first, all workers last. Growth over two periods is two statistics; some sources state none.
-- $occupation (occupations): the occupations.
-- Needs: growth.
select
    occupation.title,
    occupation.occupation_kind = 'all' as is_all_workers,
    growth.number_value as growth_pct,
    period.text_value as growth_period,
    growth.basis,
    measured.title as measured_for,
    growth.shared_by,
    release.release_name
from occupation_metric as growth
inner join occupation on growth.occupation_id = occupation.occupation_id
inner join occupation as measured on growth.measured_id = measured.occupation_id
inner join release on growth.release_id = release.release_id
left join occupation_metric as period
    on growth.occupation_id = period.occupation_id and period.metric_id = 'growth_period'
where
    growth.metric_id = 'growth'
    and growth.number_value is not null
    and (occupation.occupation_id in ($occupation) or occupation.occupation_kind = 'all')
order by is_all_workers asc, growth.number_value desc, occupation.title asc
