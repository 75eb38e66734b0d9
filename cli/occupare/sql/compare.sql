-- One row: a line of one of the compared occupations, in the order of a comparison.
-- Answers: what is shown of each, how far is it from the first, is it beyond the error of the lowest, which figure is the
-- better one, and are those of a line alike?
-- $occupation_ids: the compared occupations, in their order.
with compared as (
    select
        occupation_line.*,
        list_position($occupation_ids, occupation_line.occupation_id) as occupation_position
    from occupation_line
    where occupation_line.occupation_id in $occupation_ids
),

beside as (
    select
        comparison_metric.left_occupation_id,
        comparison_metric.right_occupation_id,
        comparison_metric.metric_id,
        comparison_metric.left_number,
        comparison_metric.right_number,
        comparison_metric.difference,
        comparison_metric.percent_difference,
        comparison_metric.is_beyond_error,
        comparison_metric.is_like_for_like,
        comparison_metric.is_same_figure,
        comparison_metric.caution,
        comparison_metric.better_side = 'right' as is_better
    from comparison_metric
    where
        comparison_metric.left_occupation_id in $occupation_ids
        and comparison_metric.right_occupation_id in $occupation_ids
        and comparison_metric.left_status is not null
        and comparison_metric.right_status is not null
    union all
    select
        metric_beside_group.left_occupation_id,
        metric_beside_group.right_occupation_id,
        metric_beside_group.metric_id,
        metric_beside_group.left_number,
        metric_beside_group.right_number,
        metric_beside_group.difference,
        metric_beside_group.percent_difference,
        metric_beside_group.is_beyond_error,
        metric_beside_group.is_like_for_like,
        metric_beside_group.is_same_figure,
        metric_beside_group.caution,
        false as is_better
    from metric_beside_group
    where
        metric_beside_group.left_occupation_id in $occupation_ids
        and metric_beside_group.right_occupation_id in $occupation_ids
),

pair as (
    select
        beside.*,
        beside.left_number = beside.right_number as is_equal,
        beside.left_number = min(beside.left_number) over (partition by beside.metric_id) as is_beside_lowest
    from beside
),

alike as (
    select
        pair.metric_id,
        bool_and(pair.is_like_for_like) as is_like_for_like
    from pair
    group by pair.metric_id
    union all
    select
        compared.metric_id,
        count(distinct compared.definition_id) = 1 as is_like_for_like
    from compared
    where compared.entry_text is not null
    group by compared.metric_id
    having count(*) > 1
),

beside_others as (
    -- The best one is better than some and worse than none; where it can't be told from one that differs, there is none.
    select
        pair.right_occupation_id as occupation_id,
        pair.metric_id,
        max(case when list_position($occupation_ids, pair.left_occupation_id) = 1 then pair.difference end) as difference,
        max(
            case when list_position($occupation_ids, pair.left_occupation_id) = 1 then pair.percent_difference end
        ) as percent_difference,
        bool_and(
            case when list_position($occupation_ids, pair.left_occupation_id) = 1 then pair.is_beyond_error end
        ) as is_beyond_error,
        bool_and(case when pair.is_beside_lowest then pair.is_beyond_error end) as is_beyond_lowest,
        bool_or(pair.is_same_figure) as is_same_figure,
        min(pair.caution) as caution,
        bool_or(pair.is_better) and bool_and(coalesce(pair.is_better or pair.is_equal, false)) as is_better,
        count(*) as others
    from pair
    group by pair.right_occupation_id, pair.metric_id
    union all
    select
        compared.occupation_id,
        compared.metric_id,
        compared.number_value - first_entry.number_value as difference,
        cast(null as decimal(18, 1)) as percent_difference,
        cast(null as boolean) as is_beyond_error,
        cast(null as boolean) as is_beyond_lowest,
        false as is_same_figure,
        cast(null as text) as caution,
        false as is_better,
        0 as others
    from compared
    inner join compared as first_entry
        on compared.metric_id = first_entry.metric_id and compared.definition_id = first_entry.definition_id
    where
        compared.entry_text is not null
        and compared.occupation_position > 1
        and first_entry.occupation_position = 1
),

of_metric as (
    select
        compared.metric_id,
        min(compared.entry_order) as entry_order,
        count(*) as lines
    from compared
    group by compared.metric_id
),

standing as (
    select
        compared.occupation_id,
        compared.metric_id,
        count(*) over (
            partition by compared.metric_id, compared.release_id, coalesce(compared.group_id, compared.occupation_id)
        ) > 1 as is_shared
    from compared
    where compared.entry_text is null
)

select
    compared.section,
    compared.metric_id,
    compared.family_metric_id,
    compared.entry_text,
    compared.entry_rank,
    compared.entry_order,
    compared.label,
    compared.unit,
    compared.decimals,
    compared.value_kind,
    compared.occupation_id,
    compared.occupation_position,
    compared.number_value,
    compared.text_value,
    compared.value_status,
    compared.at_least_value,
    compared.basis,
    compared.group_id,
    measured_group.title as group_title,
    compared.shared_by,
    compared.release_id,
    compared.release_name,
    compared.source_name,
    compared.period,
    compared.definition_id,
    compared.meaning,
    alike.is_like_for_like,
    beside_others.difference,
    beside_others.percent_difference,
    beside_others.is_beyond_error,
    beside_others.is_beyond_lowest,
    -- A group beside its own occupations is no pair of two occupations, but one figure all the same.
    coalesce(beside_others.is_same_figure, standing.is_shared, false) as is_same_figure,
    coalesce(beside_others.caution, case when standing.is_shared then 'They are one figure, that of the group.' end) as caution,
    -- Beside a group none is the better one, and so nobody tells which is the best of all.
    coalesce(
        beside_others.is_better and beside_others.others + 1 = of_metric.lines, false
    ) as is_better
from compared
inner join of_metric on compared.metric_id = of_metric.metric_id
left join alike on compared.metric_id = alike.metric_id
left join beside_others
    on compared.occupation_id = beside_others.occupation_id and compared.metric_id = beside_others.metric_id
left join standing
    on compared.occupation_id = standing.occupation_id and compared.metric_id = standing.metric_id
left join occupation as measured_group on compared.group_id = measured_group.occupation_id
order by
    compared.sort_order,
    of_metric.entry_order,
    compared.metric_id,
    compared.occupation_position
