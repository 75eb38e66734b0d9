-- Answers: what does a release say of the people, as metrics?
create view figure_demographics as
select
    demographic_share.occupation_id,
    demographic_share.release_id,
    demographic_group.metric_id,
    cast(demographic_share.share_pct as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from demographic_share
inner join demographic_group on demographic_share.demographic_group = demographic_group.demographic_group
union all
-- Where a source publishes women's share alone and the two sexes make up the whole, men are the rest.
select
    women.occupation_id,
    women.release_id,
    'male_share' as metric_id,
    cast(100 - women.share_pct as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'derived' as basis
from demographic_share as women
inner join release on women.release_id = release.release_id
inner join demographic_base
    on release.source_id = demographic_base.source_id and women.dimension = demographic_base.dimension
left join demographic_share as men
    on
        women.occupation_id = men.occupation_id
        and women.release_id = men.release_id
        and women.dimension = men.dimension
        and men.demographic_group = 'male'
where women.demographic_group = 'female' and demographic_base.is_partition and men.share_pct is null
union all
select
    age.occupation_id,
    age.release_id,
    case age.age_statistic when 'mean' then 'average_age' else 'median_age' end as metric_id,
    cast(age.age_years as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from age
union all
select
    workforce.occupation_id,
    workforce.release_id,
    'people_employed' as metric_id,
    cast(workforce.employed as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from workforce;
comment on view figure_demographics is 'One row: a demographic figure of an occupation or group, from one release.';
comment on column figure_demographics.number_value is
'The figure, in the unit and with the decimals of its metric; empty for text or when not published.';
comment on column figure_demographics.text_value is 'The figure, where it is a text.';
comment on column figure_demographics.value_status is
'exact, at_least (top-coded or open-ended: only a lower bound is known) or suppressed (withheld).';
comment on column figure_demographics.at_least_value is 'The lower bound, in the unit of the metric.';
comment on column figure_demographics.standard_error is 'Standard error of the figure (unit of the metric); empty where none is published.';
comment on column figure_demographics.basis is
'observed (as published), derived (computed by Occupare from others of the same release) or inherited (published for a wider group that is not named).';
comment on column figure_demographics.metric_id is 'Key of the metric, spelled out in snake_case.';
