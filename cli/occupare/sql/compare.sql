-- One row: a line of one of the compared occupations, in the order of a comparison.
-- Answers: what is shown of each, which figure is the better one, and are the figures of a line alike?
-- $occupation_ids: the compared occupations, in their order.
with compared as (
    select
        occupation_line.*,
        list_position($occupation_ids, occupation_line.occupation_id) as occupation_position
    from occupation_line
    where occupation_line.occupation_id in $occupation_ids
),

weighed as (
    select
        compared.*,
        count(distinct compared.definition_id) over (partition by compared.metric_id) = 1 as is_like_for_like,
        count(distinct compared.entry_text) over (partition by compared.metric_id) < 2 as is_one_entry,
        count(*) over (partition by compared.metric_id) as occupation_count,
        min(compared.number_value) over (partition by compared.metric_id) as lowest,
        max(compared.number_value) over (partition by compared.metric_id) as highest,
        min(compared.at_least_value) over (partition by compared.metric_id) as lowest_bound,
        count(compared.at_least_value) over (partition by compared.metric_id) as bound_count,
        count(case when compared.value_status = 'suppressed' then 1 end) over (
            partition by compared.metric_id
        ) as suppressed_count
    from compared
)

select
    weighed.section,
    weighed.metric_id,
    weighed.family_metric_id,
    weighed.entry_rank,
    weighed.label,
    weighed.unit,
    weighed.decimals,
    weighed.value_kind,
    weighed.occupation_id,
    weighed.occupation_position,
    weighed.number_value,
    weighed.text_value,
    weighed.value_status,
    weighed.at_least_value,
    weighed.basis,
    weighed.group_id,
    measured_group.title as group_title,
    weighed.release_id,
    weighed.release_name,
    weighed.source_name,
    weighed.period,
    weighed.definition_id,
    weighed.meaning,
    -- Figures beside entries of one rank are alike only where the entry is the same.
    case
        when weighed.occupation_count > 1
            then weighed.is_like_for_like and (weighed.value_kind = 'text' or weighed.is_one_entry)
    end as is_like_for_like,
    -- A withheld figure may be any; one that is only known to be at least a bound is above all below the bound.
    coalesce(
        weighed.is_like_for_like
        and weighed.suppressed_count = 0
        and case
            when weighed.better = 'higher' and weighed.bound_count = 0
                then weighed.lowest < weighed.highest and weighed.number_value = weighed.highest
            when weighed.better = 'higher' and weighed.bound_count = 1 then weighed.at_least_value > weighed.highest
            when weighed.better = 'lower'
                then
                    weighed.number_value = weighed.lowest
                    and (weighed.lowest < weighed.highest or weighed.bound_count > 0)
                    and (weighed.bound_count = 0 or weighed.lowest < weighed.lowest_bound)
        end,
        false
    ) as is_better
from weighed
left join occupation as measured_group on weighed.group_id = measured_group.occupation_id
order by weighed.line_order, weighed.metric_id, weighed.occupation_position
