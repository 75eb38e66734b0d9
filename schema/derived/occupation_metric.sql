-- Answers: what is known of an occupation, from which release, under which definition, measured for whom?
create table occupation_metric (
    occupation_id text not null references occupation (occupation_id),
    metric_id text not null references metric (metric_id),
    value_kind text not null,
    number_value decimal(19, 4),
    text_value text,
    value_status text not null check (value_status in ('exact', 'at_least', 'below', 'suppressed')),
    at_least_value decimal(19, 4),
    standard_error decimal(19, 4),
    basis text not null check (basis in ('observed', 'derived', 'inherited')),
    measured_id text not null references occupation (occupation_id),
    group_id text,
    shared_by integer check (shared_by > 0),
    release_id text not null references release (release_id),
    definition_id text not null references definition (definition_id),
    comparable_as text not null,
    primary key (occupation_id, metric_id),
    check (text_value is null or value_kind = 'text' or value_status = 'below'),
    check (number_value is null or value_kind = 'number'),
    check ((value_status = 'at_least') = (at_least_value is not null)),
    check ((value_status in ('exact', 'below')) = (number_value is not null or text_value is not null)),
    check ((shared_by is null) = (basis = 'inherited' and group_id is null))
);
insert into occupation_metric
with candidate as (
    select
        figure.*,
        figure.occupation_id as measured_id,
        false as is_for_group,
        cast(null as text) as group_id
    from figure
    union all
    select
        figure.* replace (
            measured_for.occupation_id as occupation_id,
            case when measured_for.is_whole_group then figure.basis else 'inherited' end as basis
        ),
        figure.occupation_id as measured_id,
        true as is_for_group,
        -- A figure that the publisher has from a wider group still is of a group without a name.
        case when figure.basis <> 'inherited' then measured_for.group_id end as group_id
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
        metric.value_kind,
        metric.sort_order,
        dense_rank() over (
            partition by candidate.occupation_id, coalesce(metric.picked_with, metric.metric_id)
            order by release.precedence desc, candidate.release_id asc
        ) as release_preference,
        row_number() over (
            partition by candidate.occupation_id, candidate.metric_id, candidate.release_id
            order by
                candidate.is_for_group asc,
                case candidate.basis when 'observed' then 0 else 1 end asc
        ) as preference
    from candidate
    inner join release on candidate.release_id = release.release_id
    inner join metric on candidate.metric_id = metric.metric_id
),

preferred as (
    select
        ranked.*,
        occupation.occupation_kind
    from ranked
    inner join occupation on ranked.occupation_id = occupation.occupation_id
    where ranked.release_preference = 1 and ranked.preference = 1
)

select
    preferred.occupation_id,
    preferred.metric_id,
    preferred.value_kind,
    preferred.number_value,
    preferred.text_value,
    preferred.value_status,
    preferred.at_least_value,
    preferred.standard_error,
    preferred.basis,
    preferred.measured_id,
    preferred.group_id,
    case
        when preferred.basis = 'inherited' and preferred.group_id is null then null
        when preferred.occupation_kind = 'occupation'
            then count(*) over (
                partition by preferred.occupation_kind, preferred.measured_id, preferred.release_id, preferred.metric_id
            )
        else 1
    end as shared_by,
    preferred.release_id,
    preferred.definition_id,
    preferred.comparable_as
from preferred
order by preferred.occupation_id, preferred.sort_order;
comment on table occupation_metric is
'One row: the figure of one metric that an occupation''s profile holds: of the preferred release, its own or its group''s.';
comment on column occupation_metric.occupation_id is 'Key of the occupation.';
comment on column occupation_metric.value_kind is 'Whether the figure is a number or a text.';
comment on column occupation_metric.basis is
'observed (published for this occupation), derived (computed from published figures) or inherited (published for a group that it shares).';
comment on column occupation_metric.measured_id is
'Key of the occupation or group whose row of the publisher''s the figure is: with release_id it leads to the rows of the tables.';
comment on column occupation_metric.group_id is
'Key of the group that the figure was measured for, where it is not the occupation itself; empty too where the publisher does not name the group.';
comment on column occupation_metric.shared_by is
'How many occupations here have this very figure (count): number_value / shared_by adds up to it once. Empty where the group is not named.';
comment on column occupation_metric.release_id is 'Key of the release that the figure comes from.';
