-- Answers: which numbers of two profiles may be subtracted? The wide comparison asks it a million times, so it is stored.
create table comparable_profile as
with coded as (
    select
        occupation_metric.occupation_id,
        occupation_metric.metric_id,
        dense_rank() over (
            partition by occupation_metric.metric_id
            order by occupation_metric.comparable_as
        ) as comparable_code
    from occupation_metric
    where occupation_metric.value_kind = 'number'
)

select
    occupation.occupation_id,
    cast(max(case when coded.metric_id = '{number_metric}' then coded.comparable_code end) as integer) as "{number_metric}"
from occupation
left join coded on occupation.occupation_id = coded.occupation_id
where occupation.occupation_kind = 'occupation'
group by occupation.occupation_id
order by occupation.occupation_id;
alter table comparable_profile add primary key (occupation_id);
comment on table comparable_profile is
'One row: an occupation with a code for what each number of its profile is comparable as: two numbers of one code are alike.';
comment on column comparable_profile.occupation_id is 'Key of the occupation.';
comment on column comparable_profile."{number_metric}" is 'Code of what the number is comparable as, within its metric.';
