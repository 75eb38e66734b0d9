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
)

select
    dated.occupation_id,
    dated.metric_id,
    dated.source_id,
    dated.earlier_release_id,
    dated.release_id,
    dated.earlier_number,
    dated.number_value,
    cast(dated.number_value - dated.earlier_number as decimal(18, 4)) as difference,
    case
        when metric.unit <> 'percent' and dated.earlier_number > 0
            then cast(
                round(cast(100 * (dated.number_value - dated.earlier_number) as double) / dated.earlier_number, 1) as decimal(18, 1)
            )
    end as percent_difference
from dated
inner join metric on dated.metric_id = metric.metric_id
where dated.earlier_release_id is not null;
comment on view figure_change is
'One row: a number of one metric for an occupation or group, beside the one of the same source''s release before.';
comment on column figure_change.earlier_release_id is 'Key of the release before that gives the metric.';
comment on column figure_change.earlier_number is 'The figure of the release before, in the unit of the metric.';
comment on column figure_change.number_value is 'The figure, in the unit and with the decimals of its metric.';
comment on column figure_change.difference is
'The later minus the earlier, in the unit of the metric; percentage points for shares.';
comment on column figure_change.percent_difference is
'The difference relative to the earlier figure (percent); empty for shares and rates.';
