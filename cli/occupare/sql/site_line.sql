-- One row: a line of an occupation as `compare` shows it, with what its comparison with another follows from.
-- Answers: what is known of each occupation of a site, in the order of its page? What only a pair has is empty.
-- $occupation_ids: the occupations, in their order.
with asked as (
    select unnest($occupation_ids) as occupation_id
),

shown as (
    select
        asked.occupation_id,
        row_number() over () as occupation_position
    from asked
)

select
    occupation_line.section,
    occupation_line.metric_id,
    occupation_line.family_metric_id,
    occupation_line.entry_text,
    occupation_line.entry_rank,
    occupation_line.entry_order,
    occupation_line.label,
    occupation_line.unit,
    occupation_line.decimals,
    occupation_line.value_kind,
    occupation_line.occupation_id,
    shown.occupation_position,
    occupation_line.number_value,
    occupation_line.text_value,
    occupation_line.value_status,
    occupation_line.at_least_value,
    occupation_line.basis,
    occupation_line.group_id,
    measured_group.title as group_title,
    occupation_line.shared_by,
    occupation_line.release_id,
    occupation_line.release_name,
    occupation_line.source_name,
    occupation_line.period,
    occupation_line.definition_id,
    occupation_line.meaning,
    cast(null as boolean) as is_like_for_like,
    cast(null as decimal(19, 4)) as difference,
    cast(null as decimal(18, 1)) as percent_difference,
    cast(null as boolean) as is_beyond_error,
    cast(null as boolean) as is_beyond_lowest,
    false as is_same_figure,
    cast(null as text) as caution,
    false as is_better,
    occupation_metric.standard_error,
    occupation_metric.comparable_as,
    occupation_metric.measured_id
from shown
inner join occupation_line on shown.occupation_id = occupation_line.occupation_id
left join occupation_metric
    on
        occupation_line.occupation_id = occupation_metric.occupation_id
        and occupation_line.metric_id = occupation_metric.metric_id
left join occupation as measured_group on occupation_line.group_id = measured_group.occupation_id
order by
    shown.occupation_position,
    occupation_line.sort_order,
    occupation_line.entry_order,
    occupation_line.metric_id
