-- Answers: what stands first in each, side by side?
create view comparison_entry as
with occupied as (
    select
        occupation.occupation_id,
        occupation.title
    from occupation
    where occupation.occupation_kind = 'occupation'
),

paired as (
    select
        left_entry.occupation_id as left_occupation_id,
        occupied.occupation_id as right_occupation_id,
        left_entry.metric_id,
        left_entry.entry_rank,
        left_entry.entry_text as left_text,
        right_entry.entry_text as right_text,
        left_entry.entry_number as left_number,
        right_entry.entry_number as right_number
    from occupation_entry as left_entry
    cross join occupied
    left join occupation_entry as right_entry
        on
            occupied.occupation_id = right_entry.occupation_id
            and left_entry.metric_id = right_entry.metric_id
            and left_entry.entry_rank = right_entry.entry_rank
    union all
    select
        occupied.occupation_id as left_occupation_id,
        right_entry.occupation_id as right_occupation_id,
        right_entry.metric_id,
        right_entry.entry_rank,
        cast(null as text) as left_text,
        right_entry.entry_text as right_text,
        cast(null as decimal(18, 4)) as left_number,
        right_entry.entry_number as right_number
    from occupation_entry as right_entry
    cross join occupied
    left join occupation_entry as left_entry
        on
            occupied.occupation_id = left_entry.occupation_id
            and right_entry.metric_id = left_entry.metric_id
            and right_entry.entry_rank = left_entry.entry_rank
    where left_entry.occupation_id is null
)

select
    paired.left_occupation_id,
    paired.right_occupation_id,
    left_occupied.title as left_title,
    right_occupied.title as right_title,
    metric.section,
    paired.metric_id,
    metric.label,
    metric.sort_order,
    paired.entry_rank,
    paired.left_text,
    paired.right_text,
    paired.left_number,
    paired.right_number
from paired
inner join occupied as left_occupied on paired.left_occupation_id = left_occupied.occupation_id
inner join occupied as right_occupied on paired.right_occupation_id = right_occupied.occupation_id
inner join metric on paired.metric_id = metric.metric_id
where paired.left_occupation_id <> paired.right_occupation_id;
comment on view comparison_entry is
'One row: a rank in one of the lists (skills, technologies, responsibilities) of an ordered pair of occupations.';
comment on column comparison_entry.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison_entry.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison_entry.left_title is 'Title of the first occupation.';
comment on column comparison_entry.right_title is 'Title of the second occupation.';
comment on column comparison_entry.left_text is 'Entry of the first at this rank; empty where its list is shorter.';
comment on column comparison_entry.right_text is 'Entry of the second at this rank; empty where its list is shorter.';
comment on column comparison_entry.left_number is 'Figure beside the entry of the first, in the unit of its metric.';
comment on column comparison_entry.right_number is 'Figure beside the entry of the second, in the unit of its metric.';
