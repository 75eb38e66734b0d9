-- Answers: is a share or a wage high, compared with the country, and how sure is it?
create view metric_beside_all_workers as
with baseline as (
    select
        occupation_metric.metric_id,
        occupation_metric.number_value,
        occupation_metric.at_least_value,
        occupation_metric.standard_error,
        occupation_metric.measured_id,
        occupation_metric.shared_by,
        occupation_metric.release_id,
        occupation_metric.comparable_as
    from occupation_metric
    inner join occupation on occupation_metric.occupation_id = occupation.occupation_id
    where occupation.occupation_kind = 'all'
),

figure_pair as (
    select
        occupation_metric.occupation_id,
        occupation_metric.metric_id,
        metric.unit,
        metric.better,
        baseline.number_value as left_number,
        occupation_metric.number_value as right_number,
        baseline.at_least_value as left_at_least,
        occupation_metric.at_least_value as right_at_least,
        baseline.standard_error as left_standard_error,
        occupation_metric.standard_error as right_standard_error,
        baseline.measured_id as left_measured_id,
        occupation_metric.measured_id as right_measured_id,
        baseline.shared_by as left_shared_by,
        occupation_metric.shared_by as right_shared_by,
        occupation_metric.basis as right_basis,
        occupation_metric.group_id as right_group_id,
        baseline.release_id as left_release_id,
        occupation_metric.release_id as right_release_id,
        baseline.comparable_as as left_comparable_as,
        occupation_metric.comparable_as as right_comparable_as
    from occupation_metric
    inner join metric on occupation_metric.metric_id = metric.metric_id
    left join baseline on occupation_metric.metric_id = baseline.metric_id
    where occupation_metric.number_value is not null or occupation_metric.at_least_value is not null
)

select
    figure_pair.occupation_id,
    figure_pair.metric_id,
    figure_pair.right_number as number_value,
    figure_pair.right_at_least as at_least_value,
    figure_pair.left_number as all_workers_number,
    figure_pair."{difference}" as difference,
    figure_pair."{percent_difference}" as percent_difference,
    figure_pair."{difference_margin}" as difference_margin,
    figure_pair."{is_beyond_error}" as is_beyond_error,
    figure_pair."{is_like_for_like}" as is_like_for_like,
    figure_pair.right_standard_error as standard_error,
    cast(1.96 * figure_pair.right_standard_error as decimal(19, 4)) as error_margin,
    figure_pair.right_basis as basis,
    figure_pair.right_group_id as group_id,
    figure_pair.right_shared_by as shared_by,
    figure_pair.right_release_id as release_id,
    figure_pair.left_release_id as all_workers_release_id
from figure_pair;
comment on view metric_beside_all_workers is
'One row: a number of an occupation or group, or what it is at least, beside that of all workers, with its error margin where one is published.';
comment on column metric_beside_all_workers.number_value is
'The figure, in the unit and with the decimals of its metric; empty where only a lower bound is known.';
comment on column metric_beside_all_workers.all_workers_number is
'The figure of all workers, in the unit of the metric; empty where no source gives one.';
comment on column metric_beside_all_workers.difference is
'The occupation less all workers, in the unit of the metric; percentage points for shares; empty where the two are not alike.';
comment on column metric_beside_all_workers.percent_difference is
'The difference relative to all workers (percent); empty for shares, rates and points of a scale.';
comment on column metric_beside_all_workers.difference_margin is
'1.96 standard errors of the difference (unit of the metric); empty where not both errors are published.';
comment on column metric_beside_all_workers.is_beyond_error is
'True where the difference is beyond its margin, false where the two cannot be told apart; empty without a margin.';
comment on column metric_beside_all_workers.is_like_for_like is
'True where both figures have the same definition and entry; empty where there is none for all workers.';
comment on column metric_beside_all_workers.error_margin is
'1.96 standard errors of the figure (unit of the metric): in 95 of 100 surveys it is no farther off.';
comment on column metric_beside_all_workers.all_workers_release_id is 'Key of the release of the figure of all workers.';
