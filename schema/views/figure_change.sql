-- Answers: what changed between releases?
-- A code may mean two things in two editions of its classification. What tells them apart here is a new title, or other
-- members of a group; "all other" is what has no code of its own, which a new edition changes under the same title.
create view figure_change as
with dated as (
    select
        figure.occupation_id,
        figure.metric_id,
        release.source_id,
        release.classification,
        coalesce(former_title.title, occupation.title) as title,
        coalesce(former_title.has_other_members, false) as has_other_members,
        source.caution_over_time,
        figure.release_id,
        figure.number_value,
        figure.at_least_value,
        figure.standard_error,
        figure.comparable_as,
        lag(figure.release_id) over earlier as earlier_release_id,
        lag(release.classification) over earlier as earlier_classification,
        lag(coalesce(former_title.title, occupation.title)) over earlier as earlier_title,
        lag(coalesce(former_title.has_other_members, false)) over earlier as earlier_has_other_members,
        lag(figure.number_value) over earlier as earlier_number,
        lag(figure.standard_error) over earlier as earlier_standard_error,
        lag(figure.comparable_as) over earlier as earlier_comparable_as
    from figure
    inner join release on figure.release_id = release.release_id
    inner join source on release.source_id = source.source_id
    inner join occupation on figure.occupation_id = occupation.occupation_id
    left join former_title
        on figure.occupation_id = former_title.occupation_id and figure.release_id = former_title.release_id
    where figure.number_value is not null
    window earlier as (
        partition by figure.occupation_id, figure.metric_id, release.source_id
        order by release.precedence asc, figure.release_id asc
    )
),

changed as (
    select
        dated.*,
        coalesce(
            dated.classification = dated.earlier_classification
            or (
                dated.title = dated.earlier_title
                and lower(dated.title) not like '%all other%'
                and not dated.has_other_members
                and not dated.earlier_has_other_members
            ),
            true
        ) as is_same_meaning
    from dated
    where dated.earlier_release_id is not null
),

figure_pair as (
    select
        changed.*,
        metric.unit,
        metric.better,
        changed.earlier_number as left_number,
        changed.number_value as right_number,
        changed.earlier_standard_error as left_standard_error,
        changed.standard_error as right_standard_error,
        -- Each release has a row of its own.
        1 as left_shared_by,
        1 as right_shared_by,
        changed.occupation_id as left_measured_id,
        changed.occupation_id as right_measured_id,
        changed.earlier_release_id as left_release_id,
        changed.release_id as right_release_id,
        changed.earlier_comparable_as as left_comparable_as,
        case when changed.is_same_meaning then changed.comparable_as else '' end as right_comparable_as
    from changed
    inner join metric on changed.metric_id = metric.metric_id
)

select
    figure_pair.occupation_id,
    figure_pair.metric_id,
    figure_pair.source_id,
    figure_pair.earlier_release_id,
    figure_pair.release_id,
    figure_pair.earlier_title,
    figure_pair.title,
    figure_pair.earlier_number,
    figure_pair.number_value,
    figure_pair."{difference}" as difference,
    figure_pair."{percent_difference}" as percent_difference,
    figure_pair."{difference_margin}" as difference_margin,
    figure_pair."{is_beyond_error}" as is_beyond_error,
    figure_pair."{is_like_for_like}" as is_like_for_like,
    figure_pair.is_same_meaning,
    case
        when not figure_pair.is_same_meaning
            then
                'The code is of another edition (' || coalesce(figure_pair.earlier_classification, 'not known')
                || ', then ' || coalesce(figure_pair.classification, 'not known')
                || ') and '
                || case
                    when
                        figure_pair.title = figure_pair.earlier_title
                        and (figure_pair.has_other_members or figure_pair.earlier_has_other_members)
                        then 'its group is not known to hold the same occupations.'
                    else 'does not mean the same occupations.'
                end
        when figure_pair.earlier_comparable_as <> figure_pair.comparable_as
            then 'The figures are defined differently, or of different entries.'
        else figure_pair.caution_over_time
    end as caution
from figure_pair;
comment on view figure_change is
'One row: a number of one metric for an occupation or group, beside the one of the same source''s release before. By occupation: occupation_figure_change.';
comment on column figure_change.earlier_release_id is 'Key of the release before that gives the metric.';
comment on column figure_change.earlier_title is 'Title of the occupation or group in the release before.';
comment on column figure_change.title is 'Title of the occupation or group in the later release.';
comment on column figure_change.earlier_number is 'The figure of the release before, in the unit of the metric.';
comment on column figure_change.number_value is 'The figure, in the unit and with the decimals of its metric.';
comment on column figure_change.difference is
'The later minus the earlier, in the unit of the metric; percentage points for shares; empty where the two are not alike.';
comment on column figure_change.percent_difference is
'The difference relative to the earlier figure (percent); empty for shares, rates and points of a scale.';
comment on column figure_change.difference_margin is
'1.96 standard errors of the difference, as of two samples (unit of the metric); empty where not both errors are published.';
comment on column figure_change.is_beyond_error is
'True where the difference is beyond its margin, false where nothing can be said to have changed; empty without a margin.';
comment on column figure_change.is_like_for_like is
'True where both figures have the same definition and entry, and the code means the same.';
comment on column figure_change.is_same_meaning is
'False where the code is of two editions of its classification and its title changed, says "all other", or names a group whose members changed.';
comment on column figure_change.caution is 'What the change may not be read as: a code of another meaning, another definition, what the source warns of.';
