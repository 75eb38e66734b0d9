-- Answers: what does each release say? Releases stand side by side here; a profile picks one per metric.
create view figure as
select
    figure_overview.occupation_id,
    figure_overview.release_id,
    figure_overview.metric_id,
    figure_overview.number_value,
    figure_overview.text_value,
    figure_overview.value_status,
    figure_overview.at_least_value,
    figure_overview.is_derived
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
    figure_pay.is_derived
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
    figure_education.is_derived
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
    figure_demographics.is_derived
from figure_demographics
union all
select
    stated_figure.occupation_id,
    stated_figure.release_id,
    stated_figure.metric_id,
    stated_figure.number_value,
    stated_figure.text_value,
    'exact' as value_status,
    cast(null as decimal(18, 4)) as at_least_value,
    false as is_derived
from stated_figure;
comment on view figure is
'One row: a figure of one metric for the occupation or group that it was measured for, from one release.';
comment on column figure.occupation_id is 'Key of the occupation or group that the figure was measured for.';
