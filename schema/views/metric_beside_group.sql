-- Answers: how far is an occupation from a group, or from all workers, and one group from another?
-- A group is no rival of its occupations: none of the two is the better one. Nor is a count subtracted from another, for
-- the one may be a part of the other.
create view metric_beside_group as
with figure_pair as (
    select
        left_metric.occupation_id as left_occupation_id,
        right_metric.occupation_id as right_occupation_id,
        left_occupation.title as left_title,
        right_occupation.title as right_title,
        metric.metric_id,
        metric.unit,
        coalesce(metric.unit in ('people', 'jobs', 'jobs a year'), false) as is_count,
        left_metric.number_value as left_number,
        right_metric.number_value as right_number,
        left_metric.standard_error as left_standard_error,
        right_metric.standard_error as right_standard_error,
        left_metric.measured_id as left_measured_id,
        right_metric.measured_id as right_measured_id,
        left_metric.shared_by as left_shared_by,
        right_metric.shared_by as right_shared_by,
        left_metric.release_id as left_release_id,
        right_metric.release_id as right_release_id,
        left_metric.comparable_as as left_comparable_as,
        right_metric.comparable_as as right_comparable_as,
        left_release.classification as left_classification,
        right_release.classification as right_classification
    from occupation_metric as left_metric
    inner join occupation_metric as right_metric on left_metric.metric_id = right_metric.metric_id
    inner join metric on left_metric.metric_id = metric.metric_id
    inner join occupation as left_occupation on left_metric.occupation_id = left_occupation.occupation_id
    inner join occupation as right_occupation on right_metric.occupation_id = right_occupation.occupation_id
    inner join release as left_release on left_metric.release_id = left_release.release_id
    inner join release as right_release on right_metric.release_id = right_release.release_id
    where
        left_metric.occupation_id <> right_metric.occupation_id
        and (left_occupation.occupation_kind <> 'occupation' or right_occupation.occupation_kind <> 'occupation')
        and metric.value_kind = 'number'
)

select
    figure_pair.left_occupation_id,
    figure_pair.right_occupation_id,
    figure_pair.left_title,
    figure_pair.right_title,
    figure_pair.metric_id,
    figure_pair.left_number,
    figure_pair.right_number,
    case when not figure_pair.is_count then figure_pair."{difference}" end as difference,
    case when not figure_pair.is_count then figure_pair."{percent_difference}" end as percent_difference,
    case when not figure_pair.is_count then figure_pair."{difference_margin}" end as difference_margin,
    case when not figure_pair.is_count then figure_pair."{is_beyond_error}" end as is_beyond_error,
    figure_pair."{is_like_for_like}" as is_like_for_like,
    figure_pair."{is_same_figure}" as is_same_figure,
    coalesce(
        figure_pair."{unlike_caution}",
        case
            when figure_pair."{is_same_figure}" then 'They are one figure, that of the group.'
            when figure_pair.is_count then 'One may be a part of the other: counts are not subtracted.'
        end
    ) as caution
from figure_pair;
comment on view metric_beside_group is
'One row: a number of an ordered pair of which at least one is a group or all workers, with their difference; neither is the better one.';
comment on column metric_beside_group.left_occupation_id is 'Key of the first of the pair, an occupation or a group.';
comment on column metric_beside_group.right_occupation_id is 'Key of the second of the pair, an occupation or a group.';
comment on column metric_beside_group.left_title is 'Title of the first.';
comment on column metric_beside_group.right_title is 'Title of the second.';
comment on column metric_beside_group.left_number is 'Figure of the first, in the unit of the metric; empty where none or only a bound is known.';
comment on column metric_beside_group.right_number is
'Figure of the second, in the unit of the metric; empty where none or only a bound is known.';
comment on column metric_beside_group.difference is
'The second minus the first, in the unit of the metric; percentage points for shares; empty for counts, and where the two are not alike.';
comment on column metric_beside_group.percent_difference is
'The difference relative to the first (percent); empty for counts, shares, rates and points of a scale.';
comment on column metric_beside_group.difference_margin is
'1.96 standard errors of the difference (unit of the metric), as of two samples; empty where not both errors are published.';
comment on column metric_beside_group.is_beyond_error is
'True where the difference is beyond its margin, false where the two are about the same; empty without a margin.';
comment on column metric_beside_group.is_like_for_like is 'True where both figures have the same definition and are of the same entry.';
comment on column metric_beside_group.is_same_figure is
'True where both have one and the same figure, that of the group; empty where that cannot be told.';
comment on column metric_beside_group.caution is
'What the two may not be read as: figures of two classifications or definitions, of two where they are one, or counts to be subtracted.';
