-- Answers: is a share or a wage high, compared with the country, and how sure is it?
create view metric_beside_all_workers as
with baseline as (
    select
        occupation_metric.metric_id,
        occupation_metric.number_value,
        occupation_metric.definition_id,
        occupation_metric.release_id
    from occupation_metric
    inner join occupation on occupation_metric.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'all'
),

wage_error as (
    select
        occupation_metric.occupation_id,
        occupation_metric.number_value as relative_standard_error_pct,
        occupation_metric.release_id
    from occupation_metric
    where occupation_metric.metric_id = 'annual_pay_relative_standard_error'
),

figure_pair as (
    select
        occupation_metric.occupation_id,
        occupation_metric.metric_id,
        metric.unit,
        baseline.number_value as left_number,
        occupation_metric.number_value as right_number,
        baseline.definition_id as left_definition_id,
        occupation_metric.definition_id as right_definition_id,
        baseline.release_id as left_release_id,
        occupation_metric.release_id as right_release_id,
        wage_error.relative_standard_error_pct
    from occupation_metric
    inner join metric on occupation_metric.metric_id = metric.metric_id
    left join baseline on occupation_metric.metric_id = baseline.metric_id
    left join wage_error
        on
            occupation_metric.occupation_id = wage_error.occupation_id
            and occupation_metric.release_id = wage_error.release_id
            and occupation_metric.metric_id in ('annual_pay', 'hourly_pay')
    where occupation_metric.number_value is not null
)

select
    figure_pair.occupation_id,
    figure_pair.metric_id,
    figure_pair.right_number as number_value,
    figure_pair.left_number as all_workers_number,
    figure_pair."{difference}" as difference,
    figure_pair."{percent_difference}" as percent_difference,
    figure_pair."{is_like_for_like}" as is_like_for_like,
    figure_pair.relative_standard_error_pct,
    cast(1.96 * figure_pair.right_number * figure_pair.relative_standard_error_pct / 100 as decimal(18, 4)) as error_margin,
    figure_pair.right_release_id as release_id,
    figure_pair.left_release_id as all_workers_release_id
from figure_pair;
comment on view metric_beside_all_workers is
'One row: a number of an occupation or group beside that of all workers, with its error margin where one is published.';
comment on column metric_beside_all_workers.number_value is 'The figure, in the unit and with the decimals of its metric.';
comment on column metric_beside_all_workers.all_workers_number is
'The figure of all workers, in the unit of the metric; empty where no source gives one.';
comment on column metric_beside_all_workers.difference is
'The occupation less all workers, in the unit of the metric; percentage points for shares.';
comment on column metric_beside_all_workers.percent_difference is
'The difference relative to all workers (percent); empty for shares and rates.';
comment on column metric_beside_all_workers.is_like_for_like is
'True where both figures have the same definition; empty where there is none for all workers.';
comment on column metric_beside_all_workers.relative_standard_error_pct is
'Relative standard error that the publisher gives for the mean wage (percent).';
comment on column metric_beside_all_workers.error_margin is
'1.96 standard errors, in the unit of the metric: in 95 of 100 surveys the figure is no farther off.';
comment on column metric_beside_all_workers.all_workers_release_id is 'Key of the release of the figure of all workers.';
