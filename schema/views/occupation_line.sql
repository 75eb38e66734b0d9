-- Answers: what does a comparison show of an occupation, in which order, and where does each line come from?
create view occupation_line as
with line as (
    select
        occupation_metric.occupation_id,
        occupation_metric.metric_id as family_metric_id,
        occupation_metric.metric_id,
        cast(null as bigint) as entry_rank,
        cast(null as text) as entry_text,
        cast(metric.sort_order as bigint) * 10000 as line_order,
        occupation_metric.number_value,
        occupation_metric.text_value,
        occupation_metric.value_status,
        occupation_metric.at_least_value,
        occupation_metric.basis,
        occupation_metric.release_id,
        occupation_metric.definition_id,
        occupation_metric.group_id
    from occupation_metric
    inner join metric on occupation_metric.metric_id = metric.metric_id
    union all
    select
        occupation_entry.occupation_id,
        occupation_entry.metric_id as family_metric_id,
        occupation_entry.metric_id || '_' || cast(occupation_entry.entry_rank as text) as metric_id,
        occupation_entry.entry_rank,
        occupation_entry.entry_text,
        cast(metric.sort_order as bigint) * 10000 + occupation_entry.entry_rank * 2 as line_order,
        cast(null as decimal(18, 4)) as number_value,
        occupation_entry.entry_text as text_value,
        'exact' as value_status,
        cast(null as decimal(18, 4)) as at_least_value,
        'observed' as basis,
        occupation_entry.release_id,
        source_metric.definition_id,
        cast(null as text) as group_id
    from occupation_entry
    inner join metric on occupation_entry.metric_id = metric.metric_id
    inner join release on occupation_entry.release_id = release.release_id
    left join source_metric
        on release.source_id = source_metric.source_id and occupation_entry.metric_id = source_metric.metric_id
    union all
    select
        occupation_entry.occupation_id,
        occupation_entry.number_metric_id as family_metric_id,
        replace(
            occupation_entry.number_metric_id,
            occupation_entry.metric_id,
            occupation_entry.metric_id || '_' || cast(occupation_entry.entry_rank as text)
        ) as metric_id,
        occupation_entry.entry_rank,
        occupation_entry.entry_text,
        cast(metric.sort_order as bigint) * 10000 + occupation_entry.entry_rank * 2 + 1 as line_order,
        occupation_entry.entry_number as number_value,
        cast(null as text) as text_value,
        'exact' as value_status,
        cast(null as decimal(18, 4)) as at_least_value,
        'observed' as basis,
        occupation_entry.release_id,
        source_metric.definition_id,
        cast(null as text) as group_id
    from occupation_entry
    inner join metric on occupation_entry.metric_id = metric.metric_id
    inner join release on occupation_entry.release_id = release.release_id
    left join source_metric
        on
            release.source_id = source_metric.source_id
            and occupation_entry.number_metric_id = source_metric.metric_id
    where occupation_entry.entry_number is not null
)

select
    line.occupation_id,
    metric.section,
    line.metric_id,
    line.family_metric_id,
    line.entry_rank,
    line.entry_text,
    case
        when line.entry_rank is null then metric.label
        else metric.label || ' ' || cast(line.entry_rank as text)
    end as label,
    metric.unit,
    metric.decimals,
    metric.value_kind,
    metric.better,
    line.line_order,
    line.number_value,
    line.text_value,
    line.value_status,
    line.at_least_value,
    line.basis,
    line.group_id,
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
'One row: a line of an occupation''s page: a metric, or an entry of one of its lists and the figure beside it.';
comment on column occupation_line.metric_id is 'Key of the line: a metric id, or a ranked one such as skill_1.';
comment on column occupation_line.family_metric_id is 'Key of the metric that the line is a figure of.';
comment on column occupation_line.entry_rank is 'Rank in its list, from 1; empty for a metric that is one figure.';
comment on column occupation_line.entry_text is
'The entry that the line shows or gives a figure of, such as the skill of skill_1_share; empty for a metric that is one figure.';
comment on column occupation_line.label is 'Words that name the line.';
comment on column occupation_line.line_order is 'Position of the line in a comparison, ascending.';
comment on column occupation_line.period is 'Year or years that the release speaks of; empty when the source does not say.';
