-- Answers: how much experience, training and education does an occupation ask for, and what does it give?
-- Stored, for every move is made of two of them: 0.1 MB and a tenth of a second at 1,016 occupations.
create table entry_requirement as
with worded as (
    -- Words of the projections as months: "less than 5 years" may be next to none, or nearly five years.
    select
        words.entry_experience,
        words.months_min,
        words.months_max
    from (
        values
        ('None', 0, 0),
        ('Less than 5 years', 0, 60),
        ('5 years or more', 60, null)
    ) as words (entry_experience, months_min, months_max)
),

preferred_answer as (
    select
        median_preparation.occupation_id,
        median_preparation.preparation_kind,
        median_preparation.months_min,
        median_preparation.months_max,
        median_preparation.release_id,
        row_number() over (
            partition by median_preparation.occupation_id, median_preparation.preparation_kind
            order by release.precedence desc, median_preparation.release_id asc
        ) as preference
    from median_preparation
    inner join release on median_preparation.release_id = release.release_id
),

asked as (
    select
        occupation_profile.occupation_id,
        occupation_profile.title,
        occupation_profile.job_zone,
        occupation_profile.entry_training,
        occupation_profile.annual_pay,
        occupation_profile.annual_pay_median,
        occupation_profile.growth,
        occupation_profile.growth_period,
        cast(12 * occupation_profile.experience_years_min as decimal(9, 0)) as stated_months_min,
        cast(12 * occupation_profile.experience_years_max as decimal(9, 0)) as stated_months_max,
        related_experience.months_min as answered_months_min,
        related_experience.months_max as answered_months_max,
        worded.months_min as worded_months_min,
        worded.months_max as worded_months_max,
        on_the_job.months_min as training_months_min,
        on_the_job.months_max as training_months_max,
        entry_degree.degree_name as entry_degree_name,
        entry_degree.degree_level as entry_degree_level,
        top_degree.degree_name as top_degree_name,
        top_degree.degree_level as top_degree_level,
        case
            when profiled.release_id <> coalesce(related_experience.release_id, '') then 'stated by the source'
            when related_experience.months_min is not null then 'middle answer of respondents'
            when worded.months_min is not null then 'words of the projections'
        end as experience_basis
    from occupation_profile
    left join degree as entry_degree on occupation_profile.entry_education = entry_degree.entry_name
    left join degree as top_degree on occupation_profile.top_degree = top_degree.degree_name
    left join worded on occupation_profile.entry_experience = worded.entry_experience
    left join occupation_metric as profiled
        on
            occupation_profile.occupation_id = profiled.occupation_id
            and profiled.metric_id = 'experience_years_min'
    left join preferred_answer as related_experience
        on
            occupation_profile.occupation_id = related_experience.occupation_id
            and related_experience.preparation_kind = 'related_experience'
            and related_experience.preference = 1
    left join preferred_answer as on_the_job
        on
            occupation_profile.occupation_id = on_the_job.occupation_id
            and on_the_job.preparation_kind = 'on_the_job_training'
            and on_the_job.preference = 1
    where occupation_profile.occupation_kind = 'occupation'
)

select
    asked.occupation_id,
    asked.title,
    cast(
        case asked.experience_basis
            when 'stated by the source' then asked.stated_months_min
            when 'middle answer of respondents' then asked.answered_months_min
            else asked.worded_months_min
        end as integer
    ) as months_of_experience_min,
    cast(
        case asked.experience_basis
            when 'stated by the source' then asked.stated_months_max
            when 'middle answer of respondents' then asked.answered_months_max
            else asked.worded_months_max
        end as integer
    ) as months_of_experience_max,
    asked.experience_basis,
    asked.entry_training,
    asked.entry_training <> 'None' as is_training_needed,
    asked.training_months_min,
    asked.training_months_max,
    coalesce(asked.entry_degree_name, asked.top_degree_name) as education,
    coalesce(asked.entry_degree_level, asked.top_degree_level) as degree_level,
    case
        when asked.entry_degree_level is not null then 'typical to enter'
        when asked.top_degree_level is not null then 'most common degree'
    end as education_basis,
    asked.job_zone,
    asked.annual_pay,
    asked.annual_pay_median,
    asked.growth,
    asked.growth_period
from asked
order by asked.occupation_id;
alter table entry_requirement add primary key (occupation_id);
comment on table entry_requirement is
'One row: an occupation with what it takes to enter it, in numbers that can be compared, beside its pay and growth.';
comment on column entry_requirement.months_of_experience_min is
'Lower end of the work experience that it takes in related occupations (months).';
comment on column entry_requirement.months_of_experience_max is
'Upper end of that experience (months); empty where it is open, as in "5 years or more", or where nothing is known.';
comment on column entry_requirement.experience_basis is
'Where the range comes from: stated by the source, middle answer of respondents (median_preparation), or words of the projections, which are wide.';
comment on column entry_requirement.entry_training is
'Training to become competent once employed, in the words of the projections; an internship or residency is training.';
comment on column entry_requirement.is_training_needed is 'True where there is such training of any kind; empty where nothing is known.';
comment on column entry_requirement.training_months_min is
'Lower end of the middle answer of respondents to how long training on the job takes (months).';
comment on column entry_requirement.training_months_max is
'Upper end of that answer (months); empty where it is open, or where nothing is known.';
comment on column entry_requirement.education is
'Education, by education_basis: two figures of unlike bases say different things. Empty where neither is known.';
comment on column entry_requirement.degree_level is
'Rank of that education, from 0 (none is asked for) and 1 (less than high school) upwards; equal ranks stand beside each other.';
comment on column entry_requirement.education_basis is
'typical to enter (as the projections assign it) or most common degree (among the people in it).';
