-- Answers: what changed between releases?
create view figure_change as
with dated as (
    select
        figure.occupation_id,
        figure.metric_id,
        release.source_id,
        figure.release_id,
        figure.number_value,
        lag(figure.release_id) over earlier as earlier_release_id,
        lag(figure.number_value) over earlier as earlier_number
    from figure
    inner join release on figure.release_id = release.release_id
    where figure.number_value is not null
    window earlier as (
        partition by figure.occupation_id, figure.metric_id, release.source_id
        order by release.precedence asc, figure.release_id asc
    )
),

figure_pair as (
    select
        dated.occupation_id,
        dated.metric_id,
        metric.unit,
        dated.source_id,
        dated.earlier_release_id,
        dated.release_id,
        dated.earlier_number as left_number,
        dated.number_value as right_number
    from dated
    inner join metric on dated.metric_id = metric.metric_id
    where dated.earlier_release_id is not null
)

select
    figure_pair.occupation_id,
    figure_pair.metric_id,
    figure_pair.source_id,
    figure_pair.earlier_release_id,
    figure_pair.release_id,
    figure_pair.left_number as earlier_number,
    figure_pair.right_number as number_value,
    figure_pair."{difference}" as difference,
    figure_pair."{percent_difference}" as percent_difference
from figure_pair;
comment on view figure_change is
'One row: a number of one metric for an occupation or group, beside the one of the same source''s release before.';
comment on column figure_change.earlier_release_id is 'Key of the release before that gives the metric.';
comment on column figure_change.earlier_number is 'The figure of the release before, in the unit of the metric.';
comment on column figure_change.number_value is 'The figure, in the unit and with the decimals of its metric.';
comment on column figure_change.difference is
'The later minus the earlier, in the unit of the metric; percentage points for shares.';
comment on column figure_change.percent_difference is
'The difference relative to the earlier figure (percent); empty for shares and rates.';
