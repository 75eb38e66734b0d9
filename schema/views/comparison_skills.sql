-- One row: a rank in the lists of skills of an ordered pair of occupations.
-- Answers: which skills come first in each?
create view comparison_skills as
with entry as (
    select
        occupation_entry.*,
        occupation.title
    from occupation_entry
    inner join occupation on occupation_entry.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'occupation' and occupation_entry.metric_id in ('skill', 'rated_skill', 'technology')
),

pair_rank as (
    select
        entry.occupation_id as left_occupation_id,
        other.occupation_id as right_occupation_id,
        entry.metric_id,
        entry.entry_rank
    from entry
    cross join occupation as other
    where other.occupation_kind = 'occupation' and other.occupation_id <> entry.occupation_id
    union
    select
        other.occupation_id as left_occupation_id,
        entry.occupation_id as right_occupation_id,
        entry.metric_id,
        entry.entry_rank
    from entry
    cross join occupation as other
    where other.occupation_kind = 'occupation' and other.occupation_id <> entry.occupation_id
)

select
    pair_rank.left_occupation_id,
    pair_rank.right_occupation_id,
    pair_rank.metric_id,
    pair_rank.entry_rank,
    left_entry.entry_text as left_text,
    right_entry.entry_text as right_text,
    left_entry.entry_number as left_number,
    right_entry.entry_number as right_number
from pair_rank
left join entry as left_entry
    on
        pair_rank.left_occupation_id = left_entry.occupation_id
        and pair_rank.metric_id = left_entry.metric_id
        and pair_rank.entry_rank = left_entry.entry_rank
left join entry as right_entry
    on
        pair_rank.right_occupation_id = right_entry.occupation_id
        and pair_rank.metric_id = right_entry.metric_id
        and pair_rank.entry_rank = right_entry.entry_rank;
comment on view comparison_skills is 'One row: a rank in the lists of skills of an ordered pair of occupations.';
comment on column comparison_skills.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison_skills.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison_skills.left_text is 'Entry of the first at this rank; empty where its list is shorter.';
comment on column comparison_skills.right_text is 'Entry of the second at this rank; empty where its list is shorter.';
comment on column comparison_skills.left_number is 'Figure beside the entry of the first, in the unit of its metric.';
comment on column comparison_skills.right_number is 'Figure beside the entry of the second, in the unit of its metric.';
