-- Answers: what is in both lists and what in one, with the rank and the figure that each gives it?
-- That an order is 1 or more is always so: it keeps the engine from taking the pairs for fewer than the entries and holding
-- them all in memory.
create view comparison_entry as
with pair_entry as (
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        left_entry.metric_id,
        left_entry.entry_id,
        left_entry.entry_text,
        left_entry.entry_rank as left_rank,
        right_entry.entry_rank as right_rank,
        left_entry.entry_order as left_order,
        right_entry.entry_order as right_order,
        left_entry.entry_number as left_number,
        right_entry.entry_number as right_number
    from occupation as left_occupation
    inner join occupation_entry as left_entry on left_occupation.occupation_id = left_entry.occupation_id
    cross join occupation as right_occupation
    left join occupation_entry as right_entry
        on
            right_occupation.occupation_id = right_entry.occupation_id
            and left_entry.metric_id = right_entry.metric_id
            and left_entry.entry_id = right_entry.entry_id
            and right_entry.entry_order >= 1
    where
        left_occupation.occupation_kind = 'occupation'
        and right_occupation.occupation_kind = 'occupation'
        and left_occupation.occupation_id <> right_occupation.occupation_id
    union all
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        right_entry.metric_id,
        right_entry.entry_id,
        right_entry.entry_text,
        left_entry.entry_rank as left_rank,
        right_entry.entry_rank as right_rank,
        left_entry.entry_order as left_order,
        right_entry.entry_order as right_order,
        left_entry.entry_number as left_number,
        right_entry.entry_number as right_number
    from occupation as right_occupation
    inner join occupation_entry as right_entry on right_occupation.occupation_id = right_entry.occupation_id
    cross join occupation as left_occupation
    left join occupation_entry as left_entry
        on
            left_occupation.occupation_id = left_entry.occupation_id
            and right_entry.metric_id = left_entry.metric_id
            and right_entry.entry_id = left_entry.entry_id
            and left_entry.entry_order >= 1
    where
        left_occupation.occupation_kind = 'occupation'
        and right_occupation.occupation_kind = 'occupation'
        and left_occupation.occupation_id <> right_occupation.occupation_id
        and left_entry.entry_id is null
)

select
    pair_entry.left_occupation_id,
    pair_entry.right_occupation_id,
    pair_entry.left_title,
    pair_entry.right_title,
    metric.section,
    pair_entry.metric_id,
    metric.label,
    metric.sort_order,
    pair_entry.entry_id,
    pair_entry.entry_text,
    pair_entry.left_order is not null as is_in_left,
    pair_entry.right_order is not null as is_in_right,
    pair_entry.left_rank,
    pair_entry.right_rank,
    pair_entry.left_order,
    pair_entry.right_order,
    pair_entry.left_number,
    pair_entry.right_number
from pair_entry
inner join metric on pair_entry.metric_id = metric.metric_id;
comment on view comparison_entry is
'One row: an entry of a list (skills, technologies, responsibilities) of either of an ordered pair of occupations.';
comment on column comparison_entry.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison_entry.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison_entry.left_title is 'Title of the first occupation.';
comment on column comparison_entry.right_title is 'Title of the second occupation.';
comment on column comparison_entry.is_in_left is 'True where the first lists it.';
comment on column comparison_entry.is_in_right is 'True where the second lists it.';
comment on column comparison_entry.left_rank is
'Rank in the first''s list, from 1; empty where it is not listed or the publisher gives no order.';
comment on column comparison_entry.right_rank is
'Rank in the second''s list, from 1; empty where it is not listed or the publisher gives no order.';
comment on column comparison_entry.left_order is 'Position to show it at among the first''s, from 1; empty where it is not listed.';
comment on column comparison_entry.right_order is 'Position to show it at among the second''s, from 1; empty where it is not listed.';
comment on column comparison_entry.left_number is 'Figure beside the entry in the first, in the unit of its metric.';
comment on column comparison_entry.right_number is 'Figure beside the entry in the second, in the unit of its metric.';
