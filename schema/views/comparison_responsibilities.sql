-- Answers: which responsibilities come first in each?
create view comparison_responsibilities as
select
    comparison_entry.left_occupation_id,
    comparison_entry.right_occupation_id,
    comparison_entry.left_title,
    comparison_entry.right_title,
    comparison_entry.metric_id,
    comparison_entry.label,
    comparison_entry.entry_rank,
    comparison_entry.left_text,
    comparison_entry.right_text,
    comparison_entry.left_number,
    comparison_entry.right_number
from comparison_entry
where comparison_entry.section = 'responsibilities';
comment on view comparison_responsibilities is 'One row: a rank in the lists of responsibilities of an ordered pair of occupations.';
