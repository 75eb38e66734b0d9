-- Answers: what does each release say? Releases stand side by side here; a profile picks one per metric.
create view figure as
with published as (
    select
        figure_overview.occupation_id,
        figure_overview.release_id,
        figure_overview.metric_id,
        figure_overview.number_value,
        figure_overview.text_value,
        figure_overview.value_status,
        figure_overview.at_least_value,
        figure_overview.standard_error,
        figure_overview.basis
    from figure_overview
    union all
    select
        figure_pay.occupation_id,
        figure_pay.release_id,
        figure_pay.metric_id,
        figure_pay.number_value,
        figure_pay.text_value,
        figure_pay.value_status,
        figure_pay.at_least_value,
        figure_pay.standard_error,
        figure_pay.basis
    from figure_pay
    union all
    select
        figure_education.occupation_id,
        figure_education.release_id,
        figure_education.metric_id,
        figure_education.number_value,
        figure_education.text_value,
        figure_education.value_status,
        figure_education.at_least_value,
        figure_education.standard_error,
        figure_education.basis
    from figure_education
    union all
    select
        figure_demographics.occupation_id,
        figure_demographics.release_id,
        figure_demographics.metric_id,
        figure_demographics.number_value,
        figure_demographics.text_value,
        figure_demographics.value_status,
        figure_demographics.at_least_value,
        figure_demographics.standard_error,
        figure_demographics.basis
    from figure_demographics
    union all
    select
        stated_figure.occupation_id,
        stated_figure.release_id,
        stated_figure.metric_id,
        stated_figure.number_value,
        stated_figure.text_value,
        'exact' as value_status,
        cast(null as decimal(19, 4)) as at_least_value,
        cast(null as decimal(19, 4)) as standard_error,
        'observed' as basis
    from stated_figure
)

select
    published.occupation_id,
    published.release_id,
    published.metric_id,
    published.number_value,
    published.text_value,
    published.value_status,
    published.at_least_value,
    published.standard_error,
    published.basis,
    coalesce(release_metric.definition_id, source_metric.definition_id) as definition_id,
    -- A number picked with a text is a figure of what the text says: a share of that degree.
    coalesce(release_metric.definition_id, source_metric.definition_id)
    || case
        when metric.value_kind = 'number'
            then coalesce(
                ': ' || max(case when metric.picked_with is null then published.text_value end) over (
                    partition by published.occupation_id, published.release_id, coalesce(metric.picked_with, metric.metric_id)
                ),
                ''
            )
        else ''
    end as comparable_as
from published
inner join release on published.release_id = release.release_id
inner join metric on published.metric_id = metric.metric_id
left join source_metric
    on release.source_id = source_metric.source_id and published.metric_id = source_metric.metric_id
left join release_metric
    on published.release_id = release_metric.release_id and published.metric_id = release_metric.metric_id;
comment on view figure is
'One row: a figure of one metric for the occupation or group that it was measured for, from one release.';
comment on column figure.occupation_id is 'Key of the occupation or group that the figure was measured for.';
comment on column figure.definition_id is 'Key of the definition under which the release publishes the metric.';
comment on column figure.comparable_as is
'What the figure is comparable with: its definition, and the entry that it is a figure of, such as a degree. Two figures are alike where this is the same.';
