-- Answers: how do two occupations compare in one section?
-- This file stands for one view per section of the metrics that are one figure, such as comparison_pay.
create view "comparison_{section}" as
select
    comparison_metric.left_occupation_id,
    comparison_metric.right_occupation_id,
    comparison_metric.left_title,
    comparison_metric.right_title,
    comparison_metric.section,
    comparison_metric.metric_id,
    comparison_metric.label,
    comparison_metric.unit,
    comparison_metric.decimals,
    comparison_metric.better,
    comparison_metric.sort_order,
    comparison_metric.left_number,
    comparison_metric.right_number,
    comparison_metric.left_text,
    comparison_metric.right_text,
    comparison_metric.difference,
    comparison_metric.percent_difference,
    comparison_metric.difference_margin,
    comparison_metric.is_beyond_error,
    comparison_metric.better_side,
    comparison_metric.is_like_for_like,
    comparison_metric.is_same_figure,
    comparison_metric.caution,
    comparison_metric.left_status,
    comparison_metric.right_status,
    comparison_metric.left_at_least,
    comparison_metric.right_at_least,
    comparison_metric.left_standard_error,
    comparison_metric.right_standard_error,
    comparison_metric.left_basis,
    comparison_metric.right_basis,
    comparison_metric.left_group_id,
    comparison_metric.right_group_id,
    comparison_metric.left_shared_by,
    comparison_metric.right_shared_by,
    comparison_metric.left_release_id,
    comparison_metric.right_release_id,
    comparison_metric.left_definition_id,
    comparison_metric.right_definition_id
from comparison_metric
where comparison_metric.section = '{section}';
comment on view "comparison_{section}" is
'One row: a metric of the section {section} of an ordered pair of occupations, with both figures and their difference.';
