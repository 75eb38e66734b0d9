-- Answers: how do two occupations compare in demographics?
create view comparison_demographics as
select
    comparison_metric.left_occupation_id,
    comparison_metric.right_occupation_id,
    comparison_metric.left_title,
    comparison_metric.right_title,
    comparison_metric.metric_id,
    comparison_metric.label,
    comparison_metric.unit,
    comparison_metric.sort_order,
    comparison_metric.left_number,
    comparison_metric.right_number,
    comparison_metric.left_text,
    comparison_metric.right_text,
    comparison_metric.difference,
    comparison_metric.percent_difference,
    comparison_metric.better_side,
    comparison_metric.is_like_for_like
from comparison_metric
where comparison_metric.section = 'demographics';
comment on view comparison_demographics is 'One row: a metric of the demographics section of an ordered pair of occupations.';
