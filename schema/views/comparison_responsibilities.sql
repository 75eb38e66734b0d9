-- Answers: what do people do in each?
create view comparison_responsibilities as
select
    left_occupation.occupation_id as left_occupation_id,
    right_occupation.occupation_id as right_occupation_id,
    left_occupation.title as left_title,
    right_occupation.title as right_title,
    side.side,
    occupation_entry.entry_rank as responsibility_rank,
    occupation_entry.entry_text as responsibility,
    occupation_entry.entry_kind as task_kind,
    occupation_entry.release_id
from occupation as left_occupation
cross join occupation as right_occupation
cross join (values ('left'), ('right')) as side (side)
inner join occupation_entry
    on
        case side.side when 'left' then left_occupation.occupation_id else right_occupation.occupation_id end
        = occupation_entry.occupation_id
where
    left_occupation.occupation_kind = 'occupation'
    and right_occupation.occupation_kind = 'occupation'
    and left_occupation.occupation_id <> right_occupation.occupation_id
    and occupation_entry.metric_id = 'responsibility';
comment on view comparison_responsibilities is 'One row: a responsibility of one of an ordered pair of occupations.';
comment on column comparison_responsibilities.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison_responsibilities.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison_responsibilities.left_title is 'Title of the first occupation.';
comment on column comparison_responsibilities.right_title is 'Title of the second occupation.';
comment on column comparison_responsibilities.side is 'Whose it is: left or right.';
comment on column comparison_responsibilities.responsibility_rank is 'Rank in the publisher''s list, from 1.';
comment on column comparison_responsibilities.task_kind is 'core or supplemental, where the publisher tells them apart.';
comment on column comparison_responsibilities.responsibility is 'The duty or task.';
