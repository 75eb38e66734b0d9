-- Answers: what does a release say of the occupation as a whole, as metrics?
create view figure_overview as
with experience_range as (
    select
        experience.occupation_id,
        experience.release_id,
        experience.months_min,
        experience.months_max,
        experience.is_open_ended
    from experience
    union all
    select
        median_preparation.occupation_id,
        median_preparation.release_id,
        median_preparation.months_min,
        median_preparation.months_max,
        median_preparation.months_max is null as is_open_ended
    from median_preparation
    where median_preparation.preparation_kind = 'related_experience'
),

number_figure as (
    select
        outlook.occupation_id,
        outlook.release_id,
        outlook_metric.metric_id,
        cast(case outlook_metric.metric_id
            when 'growth' then outlook.growth_pct
            when 'job_openings' then outlook.openings_stated
            when 'openings_per_year' then outlook.openings_per_year
            when 'projection_start_employment' then outlook.employment_start
            when 'projection_end_employment' then outlook.employment_end
            when 'job_satisfaction' then outlook.satisfaction
            when 'self_employed_share' then outlook.self_employed_pct
        end as decimal(19, 4)) as number_value
    from outlook
    cross join (
        values
        ('growth'),
        ('job_openings'),
        ('openings_per_year'),
        ('projection_start_employment'),
        ('projection_end_employment'),
        ('job_satisfaction'),
        ('self_employed_share')
    ) as outlook_metric (metric_id)
    union all
    select
        experience_range.occupation_id,
        experience_range.release_id,
        'experience_years_min' as metric_id,
        cast(cast(experience_range.months_min as decimal(19, 4)) / 12 as decimal(19, 4)) as number_value
    from experience_range
    union all
    select
        experience_range.occupation_id,
        experience_range.release_id,
        'experience_years_max' as metric_id,
        cast(cast(experience_range.months_max as decimal(19, 4)) / 12 as decimal(19, 4)) as number_value
    from experience_range
    union all
    select
        job_zone.occupation_id,
        job_zone.release_id,
        'job_zone' as metric_id,
        cast(job_zone.job_zone as decimal(19, 4)) as number_value
    from job_zone
),

text_figure as (
    select
        occupation.occupation_id,
        occupation.release_id,
        occupation_text.metric_id,
        case occupation_text.metric_id
            when 'title' then occupation.title
            when 'category' then occupation.category
            when 'description' then occupation.description
        end as text_value
    from occupation
    cross join (values ('title'), ('category'), ('description')) as occupation_text (metric_id)
    union all
    select
        occupation.occupation_id,
        occupation.release_id,
        'soc_code' as metric_id,
        string_agg(occupation_code.code, ', ' order by occupation_code.code) as text_value
    from occupation
    inner join occupation_code on occupation.occupation_id = occupation_code.occupation_id
    where occupation_code.code_system like 'SOC %'
    group by occupation.occupation_id, occupation.release_id
    union all
    select
        outlook.occupation_id,
        outlook.release_id,
        outlook_text.metric_id,
        case outlook_text.metric_id
            when 'growth_period'
                then cast(outlook.growth_start_year as text) || '–' || cast(outlook.growth_end_year as text)
            when 'entry_education' then outlook.entry_education
            when 'entry_experience' then outlook.entry_experience
            when 'entry_training' then outlook.entry_training
        end as text_value
    from outlook
    cross join (
        values ('growth_period'), ('entry_education'), ('entry_experience'), ('entry_training')
    ) as outlook_text (metric_id)
)

select
    number_figure.occupation_id,
    number_figure.release_id,
    number_figure.metric_id,
    number_figure.number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from number_figure
where number_figure.number_value is not null
union all
select
    text_figure.occupation_id,
    text_figure.release_id,
    text_figure.metric_id,
    cast(null as decimal(19, 4)) as number_value,
    text_figure.text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from text_figure
where text_figure.text_value is not null
union all
select
    experience_range.occupation_id,
    experience_range.release_id,
    'experience_years_max' as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    cast(null as text) as text_value,
    'at_least' as value_status,
    cast(cast(experience_range.months_min as decimal(19, 4)) / 12 as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from experience_range
where experience_range.is_open_ended
union all
select
    outlook.occupation_id,
    outlook.release_id,
    'openings_per_year' as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    'fewer than ' || cast(outlook.openings_per_year_below as text) as text_value,
    'below' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from outlook
where outlook.openings_per_year_below is not null;
comment on view figure_overview is
'One row: a figure of an occupation or group that introduces it (title, outlook, experience), from one release.';
comment on column figure_overview.number_value is
'The figure, in the unit and with the decimals of its metric; empty for text or when not published.';
comment on column figure_overview.text_value is 'The figure, where it is a text; of a number that is only known to lie below a bound, the words that say so.';
comment on column figure_overview.value_status is
'exact, at_least (top-coded or open-ended: only a lower bound is known), below (only an upper bound is known) or suppressed (withheld).';
comment on column figure_overview.at_least_value is 'The lower bound, in the unit of the metric.';
comment on column figure_overview.standard_error is 'Standard error of the figure (unit of the metric); empty where none is published.';
comment on column figure_overview.basis is
'observed (as published), derived (computed by Occupare from others of the same release) or inherited (published for a wider group that is not named).';
comment on column figure_overview.metric_id is 'Key of the metric, spelled out in snake_case.';
