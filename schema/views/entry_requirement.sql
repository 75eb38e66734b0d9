-- Answers: how much experience and education does it ask for, and what does it give?
create view entry_requirement as
select
    occupation_profile.occupation_id,
    occupation_profile.title,
    -- The lower end of what is asked: "less than 5 years" may be next to none.
    coalesce(
        cast(round(12 * occupation_profile.experience_years_min) as integer),
        case occupation_profile.entry_experience
            when 'None' then 0
            when 'Less than 5 years' then 0
            when '5 years or more' then 60
        end
    ) as months_of_experience,
    coalesce(entry_degree.degree_name, top_degree.degree_name) as education,
    coalesce(entry_degree.degree_level, top_degree.degree_level) as degree_level,
    occupation_profile.annual_pay,
    occupation_profile.growth
from occupation_profile
left join degree as entry_degree on occupation_profile.entry_education = entry_degree.entry_name
left join degree as top_degree on occupation_profile.top_degree = top_degree.degree_name
where occupation_profile.occupation_kind = 'occupation';
comment on view entry_requirement is
'One row: an occupation with what it takes to enter it, in numbers that can be compared, beside its pay and growth.';
comment on column entry_requirement.title is 'Title, as published.';
comment on column entry_requirement.months_of_experience is
'Experience that it takes, by the lower end of what is stated (months); empty where nothing is.';
comment on column entry_requirement.education is
'Education to enter: the typical one, or else the most common degree; empty where neither is known.';
