-- Answers: what does a comparison show of an occupation, in which order, and where does each line come from?
create view occupation_line as
with line as (
    select
        occupation_metric.occupation_id,
        occupation_metric.metric_id as family_metric_id,
        occupation_metric.metric_id,
        cast(null as text) as entry_text,
        cast(null as bigint) as entry_rank,
        cast(0 as bigint) as entry_order,
        occupation_metric.number_value,
        occupation_metric.text_value,
        occupation_metric.value_status,
        occupation_metric.at_least_value,
        occupation_metric.basis,
        occupation_metric.release_id,
        occupation_metric.definition_id,
        occupation_metric.group_id,
        occupation_metric.shared_by
    from occupation_metric
    union all
    select
        occupation_entry.occupation_id,
        coalesce(occupation_entry.number_metric_id, occupation_entry.metric_id) as family_metric_id,
        occupation_entry.metric_id || ':' || occupation_entry.entry_id as metric_id,
        occupation_entry.entry_text,
        occupation_entry.entry_rank,
        occupation_entry.entry_order,
        occupation_entry.entry_number as number_value,
        -- A skill without a figure says how it is listed.
        case
            when occupation_entry.metric_id = 'responsibility' then occupation_entry.entry_text
            when occupation_entry.entry_number is null then coalesce(occupation_entry.entry_kind, 'listed')
        end as text_value,
        'exact' as value_status,
        cast(null as decimal(19, 4)) as at_least_value,
        'observed' as basis,
        occupation_entry.release_id,
        source_metric.definition_id,
        cast(null as text) as group_id,
        1 as shared_by
    from occupation_entry
    inner join release on occupation_entry.release_id = release.release_id
    left join source_metric
        on
            release.source_id = source_metric.source_id
            and case
                when occupation_entry.entry_number is null then occupation_entry.metric_id
                else occupation_entry.number_metric_id
            end = source_metric.metric_id
)

select
    line.occupation_id,
    metric.section,
    line.metric_id,
    line.family_metric_id,
    line.entry_text,
    line.entry_rank,
    case when metric.section = 'skills' then line.entry_text else metric.label end as label,
    metric.unit,
    metric.decimals,
    metric.value_kind,
    metric.better,
    metric.sort_order,
    line.entry_order,
    line.number_value,
    line.text_value,
    line.value_status,
    line.at_least_value,
    line.basis,
    line.group_id,
    line.shared_by,
    line.release_id,
    release.release_name,
    source.source_id,
    source.source_name,
    -- A period of one year is that year; of several, the first and the last.
    case
        when release.period_start is null then null
        when extract(year from release.period_start) = extract(year from release.period_end)
            then cast(extract(year from release.period_start) as text)
        else
            cast(extract(year from release.period_start) as text)
            || '–' || cast(extract(year from release.period_end) as text)
    end as period,
    line.definition_id,
    definition.meaning
from line
inner join metric on line.family_metric_id = metric.metric_id
inner join release on line.release_id = release.release_id
inner join source on release.source_id = source.source_id
left join definition on line.definition_id = definition.definition_id;
comment on view occupation_line is
'One row: a line of an occupation''s page: a metric, or an entry of one of its lists with the figure beside it.';
comment on column occupation_line.metric_id is
'Key of the line: a metric id, or a list and the key of its entry, such as skill:project-management.';
comment on column occupation_line.family_metric_id is 'Key of the metric that the line is a figure of.';
comment on column occupation_line.entry_text is 'The skill, technology or responsibility of the line; empty for a metric that is one figure.';
comment on column occupation_line.entry_rank is
'Rank of the entry in the publisher''s own order, from 1; empty where the publisher gives none, and for a metric that is one figure.';
comment on column occupation_line.entry_order is 'Position of the entry in its list, from 1; 0 for a metric that is one figure.';
comment on column occupation_line.label is 'Words that name the line.';
comment on column occupation_line.period is 'Year or years that the release speaks of; empty when the source does not say.';
