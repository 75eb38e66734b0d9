-- Answers: how do two occupations compare, figure by figure?
-- The linter finds no table behind a parenthesis:
-- noqa: disable=RF01
create view comparison_metric as
with figure_pair as (
    select
        left_occupation.occupation_id as left_occupation_id,
        right_occupation.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        metric.section,
        metric.metric_id,
        metric.label,
        metric.unit,
        metric.decimals,
        metric.better,
        metric.sort_order,
        left_metric.number_value as left_number,
        right_metric.number_value as right_number,
        left_metric.text_value as left_text,
        right_metric.text_value as right_text,
        left_metric.value_status as left_status,
        right_metric.value_status as right_status,
        left_metric.at_least_value as left_at_least,
        left_metric.standard_error as left_standard_error,
        right_metric.at_least_value as right_at_least,
        right_metric.standard_error as right_standard_error,
        left_metric.basis as left_basis,
        right_metric.basis as right_basis,
        left_metric.measured_id as left_measured_id,
        left_metric.group_id as left_group_id,
        left_metric.shared_by as left_shared_by,
        right_metric.measured_id as right_measured_id,
        right_metric.group_id as right_group_id,
        right_metric.shared_by as right_shared_by,
        left_metric.release_id as left_release_id,
        right_metric.release_id as right_release_id,
        left_metric.definition_id as left_definition_id,
        right_metric.definition_id as right_definition_id,
        left_metric.comparable_as as left_comparable_as,
        right_metric.comparable_as as right_comparable_as,
        left_release.source_id as left_source_id,
        right_release.source_id as right_source_id,
        left_release.release_name as left_release_name,
        right_release.release_name as right_release_name,
        left_release.classification as left_classification,
        right_release.classification as right_classification
    from (
        occupation_profile as left_occupation
        cross join metric
        left join occupation_metric as left_metric
            on left_occupation.occupation_id = left_metric.occupation_id and metric.metric_id = left_metric.metric_id
        left join release as left_release on left_metric.release_id = left_release.release_id
    )
    -- Each side is whole before they meet: what is asked of one then chooses its lines, not those of all pairs.
    inner join (
        occupation_profile as right_occupation
        cross join metric as same_metric
        left join occupation_metric as right_metric
            on
                right_occupation.occupation_id = right_metric.occupation_id
                and same_metric.metric_id = right_metric.metric_id
        left join release as right_release on right_metric.release_id = right_release.release_id
    )
        on metric.metric_id = same_metric.metric_id
    where
        left_occupation.occupation_id <> right_occupation.occupation_id
        and (left_metric.metric_id is not null or right_metric.metric_id is not null)
)

select
    figure_pair.left_occupation_id,
    figure_pair.right_occupation_id,
    figure_pair.left_title,
    figure_pair.right_title,
    figure_pair.section,
    figure_pair.metric_id,
    figure_pair.label,
    figure_pair.unit,
    figure_pair.decimals,
    figure_pair.better,
    figure_pair.sort_order,
    figure_pair.left_number,
    figure_pair.right_number,
    figure_pair.left_text,
    figure_pair.right_text,
    figure_pair."{difference}" as difference,
    figure_pair."{percent_difference}" as percent_difference,
    figure_pair."{difference_margin}" as difference_margin,
    figure_pair."{is_beyond_error}" as is_beyond_error,
    figure_pair."{better_side}" as better_side,
    figure_pair."{is_like_for_like}" as is_like_for_like,
    figure_pair."{is_same_figure}" as is_same_figure,
    coalesce(
        figure_pair."{unlike_caution}",
        case
            when figure_pair."{is_same_figure}" then 'They are one figure, published for a group that both belong to.'
            when
                figure_pair.left_source_id = figure_pair.right_source_id
                and figure_pair.left_release_id <> figure_pair.right_release_id
                and figure_pair.unit is not null
                then
                    'They are of two releases (' || figure_pair.left_release_name || ' and '
                    || figure_pair.right_release_name || ').'
        end
    ) as caution,
    figure_pair.left_status,
    figure_pair.right_status,
    figure_pair.left_at_least,
    figure_pair.right_at_least,
    figure_pair.left_standard_error,
    figure_pair.right_standard_error,
    figure_pair.left_basis,
    figure_pair.right_basis,
    figure_pair.left_group_id,
    figure_pair.right_group_id,
    figure_pair.left_shared_by,
    figure_pair.right_shared_by,
    figure_pair.left_release_id,
    figure_pair.right_release_id,
    figure_pair.left_definition_id,
    figure_pair.right_definition_id
from figure_pair;
comment on view comparison_metric is
'One row: a metric of an ordered pair of occupations, with both figures, their difference and where each comes from. Start here for charts of pairs.';
comment on column comparison_metric.left_occupation_id is 'Key of the first occupation of the pair.';
comment on column comparison_metric.right_occupation_id is 'Key of the second occupation of the pair.';
comment on column comparison_metric.left_title is 'Title of the first occupation.';
comment on column comparison_metric.right_title is 'Title of the second occupation.';
comment on column comparison_metric.left_number is 'Figure of the first, in the unit of the metric; empty for text.';
comment on column comparison_metric.right_number is 'Figure of the second, in the unit of the metric; empty for text.';
comment on column comparison_metric.left_text is 'Figure of the first, where it is a text, or words for a number of which only a bound is known.';
comment on column comparison_metric.right_text is 'Figure of the second, where it is a text, or words for a number of which only a bound is known.';
comment on column comparison_metric.difference is
'The second minus the first, in the unit of the metric; percentage points for shares; empty where the two are not alike.';
comment on column comparison_metric.difference_margin is
'1.96 standard errors of the difference (unit of the metric): of equal figures 95 in 100 lie closer. Empty where not both errors are published.';
comment on column comparison_metric.is_beyond_error is
'True where the difference is beyond its margin, false where the two are about the same; empty without a margin.';
comment on column comparison_metric.is_same_figure is
'True where both have one and the same figure, published for a group that they share; empty where that cannot be told or one is missing.';
comment on column comparison_metric.percent_difference is
'The difference relative to the first (percent); empty for shares, rates and points of a scale, whose difference is in percentage points.';
comment on column comparison_metric.better_side is
'left or right where one way is better, both figures are alike and the difference is beyond the error; otherwise empty.';
comment on column comparison_metric.is_like_for_like is
'True where both figures have the same definition and are of the same entry, such as a degree; empty where one is missing.';
comment on column comparison_metric.caution is
'What the two may not be read as: figures of two classifications, of two definitions, of two occupations where they are one group''s, or of one year.';
comment on column comparison_metric.left_status is 'Status of the first figure: exact, at_least, below or suppressed.';
comment on column comparison_metric.right_status is 'Status of the second figure: exact, at_least, below or suppressed.';
comment on column comparison_metric.left_at_least is 'Lower bound of the first, where only that is known (unit of the metric).';
comment on column comparison_metric.right_at_least is 'Lower bound of the second, where only that is known (unit of the metric).';
comment on column comparison_metric.left_basis is 'Basis of the first figure: observed, derived or inherited.';
comment on column comparison_metric.right_basis is 'Basis of the second figure: observed, derived or inherited.';
comment on column comparison_metric.left_group_id is 'Key of the group that the first figure was measured for, if not the occupation.';
comment on column comparison_metric.right_group_id is 'Key of the group that the second figure was measured for, if not the occupation.';
comment on column comparison_metric.left_release_id is 'Key of the release of the first figure.';
comment on column comparison_metric.right_release_id is 'Key of the release of the second figure.';
comment on column comparison_metric.left_definition_id is 'Key of the definition of the first figure.';
comment on column comparison_metric.right_definition_id is 'Key of the definition of the second figure.';
comment on column comparison_metric.left_standard_error is 'Standard error of the first (unit of the metric); empty where none is published.';
comment on column comparison_metric.right_standard_error is 'Standard error of the second (unit of the metric); empty where none is published.';
comment on column comparison_metric.left_shared_by is
'How many occupations here have the first figure (count); empty where its group is not named.';
comment on column comparison_metric.right_shared_by is
'How many occupations here have the second figure (count); empty where its group is not named.';
