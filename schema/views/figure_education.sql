-- Answers: what does a release say of degrees, majors and colleges, as metrics?
create view figure_education as
with ranked_degree as (
    select
        degree_share.occupation_id,
        degree_share.release_id,
        degree_share.basis,
        degree_share.share_pct,
        degree_share.share_standard_error,
        case
            when degree_share.is_from_wider_group then 'inherited'
            when degree_share.basis = 'stated' then 'observed'
            else 'derived'
        end as top_basis,
        case when degree_share.is_from_wider_group then 'inherited' else 'observed' end as share_basis,
        degree.degree_name,
        degree.metric_id,
        row_number() over (
            partition by degree_share.occupation_id, degree_share.release_id, degree_share.basis
            order by degree_share.share_pct desc nulls last, degree.degree_level desc, degree.degree_id asc
        ) as degree_rank
    from degree_share
    inner join degree on degree_share.degree_id = degree.degree_id
)

select
    ranked_degree.occupation_id,
    ranked_degree.release_id,
    case ranked_degree.basis when 'required' then 'top_required_degree' else 'top_degree' end as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    ranked_degree.degree_name as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    ranked_degree.top_basis as basis
from ranked_degree
where ranked_degree.degree_rank = 1
union all
select
    ranked_degree.occupation_id,
    ranked_degree.release_id,
    case ranked_degree.basis when 'required' then 'top_required_degree_share' else 'top_degree_share' end as metric_id,
    cast(ranked_degree.share_pct as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(ranked_degree.share_standard_error as decimal(19, 4)) as standard_error,
    ranked_degree.top_basis as basis
from ranked_degree
where ranked_degree.degree_rank = 1 and ranked_degree.share_pct is not null
union all
select
    ranked_degree.occupation_id,
    ranked_degree.release_id,
    ranked_degree.metric_id,
    cast(ranked_degree.share_pct as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(ranked_degree.share_standard_error as decimal(19, 4)) as standard_error,
    ranked_degree.share_basis as basis
from ranked_degree
where
    ranked_degree.basis = 'attained'
    and ranked_degree.metric_id is not null
    and ranked_degree.share_pct is not null
union all
select
    stated_leader.occupation_id,
    stated_leader.release_id,
    stated_leader.leader_kind as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    stated_leader.leader_name as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from stated_leader
where stated_leader.leader_kind in ('top_major', 'top_college');
comment on view figure_education is 'One row: an education figure of an occupation or group, from one release.';
comment on column figure_education.number_value is
'The figure, in the unit and with the decimals of its metric; empty for text or when not published.';
comment on column figure_education.text_value is 'The figure, where it is a text.';
comment on column figure_education.value_status is
'exact, at_least (top-coded or open-ended: only a lower bound is known) or suppressed (withheld).';
comment on column figure_education.at_least_value is 'The lower bound, in the unit of the metric.';
comment on column figure_education.standard_error is 'Standard error of the figure (unit of the metric); empty where none is published.';
comment on column figure_education.basis is
'observed (as published), derived (computed by Occupare from others of the same release) or inherited (published for a wider group that is not named).';
comment on column figure_education.metric_id is 'Key of the metric, spelled out in snake_case.';
