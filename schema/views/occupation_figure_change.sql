-- Answers: what changed between releases for an occupation, or for the group that it is measured in?
create view occupation_figure_change as
select
    measured_occupation.occupation_id,
    figure_change.metric_id,
    figure_change.source_id,
    figure_change.earlier_release_id,
    figure_change.release_id,
    figure_change.earlier_title,
    figure_change.title,
    figure_change.earlier_number,
    figure_change.number_value,
    figure_change.difference,
    figure_change.percent_difference,
    figure_change.difference_margin,
    figure_change.is_beyond_error,
    figure_change.is_like_for_like,
    figure_change.is_same_meaning,
    figure_change.caution,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from figure_change
inner join measured_occupation
    on
        figure_change.occupation_id = measured_occupation.measured_id
        and figure_change.source_id = measured_occupation.source_id;
comment on view occupation_figure_change is
'One row: a number of one metric for an occupation, its own or its group''s, beside the one of the same source''s release before.';
comment on column occupation_figure_change.basis is
'Whose figures they are: observed (published for this occupation) or inherited (published for a group that it shares).';
