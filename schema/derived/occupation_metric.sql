-- Answers: what is known of an occupation, from which release, under which definition, measured for whom?
create table occupation_metric (
    occupation_id text not null references occupation (occupation_id),
    metric_id text not null references metric (metric_id),
    value_kind text not null,
    number_value decimal(18, 4),
    text_value text,
    value_status text not null check (value_status in ('exact', 'at_least', 'suppressed')),
    at_least_value decimal(18, 4),
    basis text not null check (basis in ('observed', 'derived', 'inherited')),
    release_id text not null references release (release_id),
    definition_id text not null references definition (definition_id),
    group_id text,
    primary key (occupation_id, metric_id),
    check (text_value is null or value_kind = 'text'),
    check (number_value is null or value_kind = 'number'),
    check ((value_status = 'at_least') = (at_least_value is not null)),
    check ((value_status = 'exact') = (number_value is not null or text_value is not null)),
    check ((basis = 'inherited') <= (group_id is not null))
);
insert into occupation_metric
with candidate as (
    select
        figure.occupation_id,
        figure.release_id,
        figure.metric_id,
        figure.number_value,
        figure.text_value,
        figure.value_status,
        figure.at_least_value,
        case when figure.is_derived then 'derived' else 'observed' end as basis,
        cast(null as text) as group_id
    from figure
    union all
    select
        measured_for.occupation_id,
        figure.release_id,
        figure.metric_id,
        figure.number_value,
        figure.text_value,
        figure.value_status,
        figure.at_least_value,
        case
            when not measured_for.is_whole_group then 'inherited'
            when figure.is_derived then 'derived'
            else 'observed'
        end as basis,
        measured_for.group_id
    from figure
    inner join release on figure.release_id = release.release_id
    inner join measured_for
        on figure.occupation_id = measured_for.group_id and release.source_id = measured_for.source_id
    -- What names a group says nothing of the occupation.
    where figure.metric_id not in ('title', 'category', 'description', 'soc_code')
),

ranked as (
    -- Metrics that stand beside each other, such as both ends of a range, come from one release.
    select
        candidate.*,
        release.source_id,
        dense_rank() over (
            partition by candidate.occupation_id, coalesce(metric.picked_with, metric.metric_id)
            order by release.precedence desc, candidate.release_id asc
        ) as release_preference,
        row_number() over (
            partition by candidate.occupation_id, candidate.metric_id, candidate.release_id
            order by
                case when candidate.group_id is null then 0 else 1 end asc,
                case candidate.basis when 'observed' then 0 else 1 end asc
        ) as preference
    from candidate
    inner join release on candidate.release_id = release.release_id
    inner join metric on candidate.metric_id = metric.metric_id
)

select
    ranked.occupation_id,
    ranked.metric_id,
    metric.value_kind,
    ranked.number_value,
    ranked.text_value,
    ranked.value_status,
    ranked.at_least_value,
    ranked.basis,
    ranked.release_id,
    source_metric.definition_id,
    ranked.group_id
from ranked
inner join metric on ranked.metric_id = metric.metric_id
inner join source_metric
    on ranked.source_id = source_metric.source_id and ranked.metric_id = source_metric.metric_id
where ranked.release_preference = 1 and ranked.preference = 1
order by ranked.occupation_id, metric.sort_order;
comment on table occupation_metric is
'One row: the figure of one metric that an occupation''s profile holds: of the preferred release, its own or its group''s.';
comment on column occupation_metric.occupation_id is 'Key of the occupation.';
comment on column occupation_metric.value_kind is 'Whether the figure is a number or a text.';
comment on column occupation_metric.basis is
'observed (published for this occupation), derived (computed from published figures) or inherited (published for a group that it shares).';
comment on column occupation_metric.release_id is 'Key of the release that the figure comes from.';
comment on column occupation_metric.group_id is 'Key of the group that the figure was measured for, where it is not the occupation itself.';
