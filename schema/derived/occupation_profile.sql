-- Answers: everything that is known of an occupation, in one typed row?
-- A select item or comment that names "{metric}" stands once for every metric that is not ranked, in their order.
create table occupation_profile as
select
    occupation.occupation_id,
    occupation.occupation_kind,
    cast(max(
        case when occupation_metric.metric_id = '{metric}' then occupation_metric."{value_column}" end
    ) as "{sql_type}") as "{metric}"
from occupation
left join occupation_metric on occupation.occupation_id = occupation_metric.occupation_id
group by occupation.occupation_id, occupation.occupation_kind
order by occupation.occupation_id;
alter table occupation_profile add primary key (occupation_id);
comment on table occupation_profile is
'One row: an occupation with every metric as a column, named by its id. Start here in a BI tool; the row''s sources are in occupation_metric.';
comment on column occupation_profile.occupation_id is 'Key of the occupation.';
comment on column occupation_profile."{metric}" is '{label} ({unit}).';
