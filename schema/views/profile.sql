-- Answers: everything that is known of an occupation, a group or all workers, computed from occupation_metric.
-- A select item or comment that names "{metric}" stands once for every metric that is not ranked, in their order.
create view profile as
with lead_metric as (
    -- What the figures of a subject are counted by: the first of these that is known.
    select
        listed.subject,
        listed.metric_id,
        listed.preference
    from (
        values
        ('pay', 'employment', 1),
        ('pay', 'annual_pay', 2),
        ('pay', 'annual_pay_median', 3),
        ('pay', 'hourly_pay', 4),
        ('outlook', 'growth', 1),
        ('outlook', 'openings_per_year', 2),
        ('outlook', 'job_openings', 3),
        ('education', 'top_degree', 1),
        ('education', 'bachelors_share', 2),
        ('demographics', 'female_share', 1),
        ('demographics', 'white_share', 2),
        ('demographics', 'median_age', 3),
        ('demographics', 'average_age', 4)
    ) as listed (subject, metric_id, preference)
),

counted as (
    select
        occupation_metric.occupation_id,
        lead_metric.subject,
        occupation_metric.basis,
        occupation_metric.group_id,
        occupation_metric.shared_by,
        row_number() over (
            partition by occupation_metric.occupation_id, lead_metric.subject
            order by lead_metric.preference
        ) as preference
    from occupation_metric
    inner join lead_metric on occupation_metric.metric_id = lead_metric.metric_id
),

subject as (
    select
        counted.occupation_id,
        max(case when counted.subject = 'pay' then counted.basis end) as pay_basis,
        max(case when counted.subject = 'pay' then counted.group_id end) as pay_group_id,
        max(case when counted.subject = 'pay' then counted.shared_by end) as pay_shared_by,
        max(case when counted.subject = 'outlook' then counted.basis end) as outlook_basis,
        max(case when counted.subject = 'outlook' then counted.group_id end) as outlook_group_id,
        max(case when counted.subject = 'outlook' then counted.shared_by end) as outlook_shared_by,
        max(case when counted.subject = 'education' then counted.basis end) as education_basis,
        max(case when counted.subject = 'education' then counted.group_id end) as education_group_id,
        max(case when counted.subject = 'education' then counted.shared_by end) as education_shared_by,
        max(case when counted.subject = 'demographics' then counted.basis end) as demographics_basis,
        max(case when counted.subject = 'demographics' then counted.group_id end) as demographics_group_id,
        max(case when counted.subject = 'demographics' then counted.shared_by end) as demographics_shared_by
    from counted
    where counted.preference = 1
    group by counted.occupation_id
),

figures as (
    select
        occupation_metric.occupation_id,
        cast(max(
            case when occupation_metric.metric_id = '{metric}' then occupation_metric."{value_column}" end
        ) as "{sql_type}") as "{metric}"
    from occupation_metric
    group by occupation_metric.occupation_id
)

select
    occupation.occupation_id,
    occupation.occupation_kind,
    figures."{metric}",
    subject.pay_basis,
    subject.pay_group_id,
    subject.pay_shared_by,
    subject.outlook_basis,
    subject.outlook_group_id,
    subject.outlook_shared_by,
    subject.education_basis,
    subject.education_group_id,
    subject.education_shared_by,
    subject.demographics_basis,
    subject.demographics_group_id,
    subject.demographics_shared_by
from occupation
left join figures on occupation.occupation_id = figures.occupation_id
left join subject on occupation.occupation_id = subject.occupation_id;
comment on view profile is
'One row: an occupation, a group or all workers, with every metric as a column, named by its id.';
comment on column profile.occupation_id is 'Key of the occupation or group.';
comment on column profile."{metric}" is '{label} ({unit}).';
comment on column profile.pay_basis is
'Basis of its employment and pay: observed, derived or inherited (published for a group that it shares).';
comment on column profile.pay_group_id is
'Key of the group that its employment and pay were measured for, where it is not the occupation itself; empty too where the publisher does not name it.';
comment on column profile.pay_shared_by is
'How many occupations here have these employment and pay (count): employment / pay_shared_by adds up to each group once. Empty where the group is not named.';
comment on column profile.outlook_basis is
'Basis of its growth and openings: observed, derived or inherited (published for a group that it shares).';
comment on column profile.outlook_group_id is
'Key of the group that its growth and openings were measured for, where it is not the occupation itself; empty too where the publisher does not name it.';
comment on column profile.outlook_shared_by is
'How many occupations here have these growth and openings (count): openings_per_year / outlook_shared_by adds up to each group once. Empty where the group is not named.';
comment on column profile.education_basis is
'Basis of its degrees: observed, derived or inherited (published for a group that it shares).';
comment on column profile.education_group_id is
'Key of the group that its degrees were measured for, where it is not the occupation itself; empty too where the publisher does not name it.';
comment on column profile.education_shared_by is
'How many occupations here have these degrees (count): a count / education_shared_by adds up to each group once. Empty where the group is not named.';
comment on column profile.demographics_basis is
'Basis of its age, sex and race: observed, derived or inherited (published for a group that it shares).';
comment on column profile.demographics_group_id is
'Key of the group that its age, sex and race were measured for, where it is not the occupation itself; empty too where the publisher does not name it.';
comment on column profile.demographics_shared_by is
'How many occupations here have these age, sex and race (count): a count / demographics_shared_by adds up to each group once. Empty where the group is not named.';
comment on column profile.employment is
'Employment (people): jobs where a wage survey counted them, without the self-employed, whose share is self_employed_share.';
