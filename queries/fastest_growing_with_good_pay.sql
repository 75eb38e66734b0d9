-- Which occupations grow fastest and pay well?
-- One row: an occupation, the fastest growing first.
-- $pay (integer, 75000): at least so much average salary, in US dollars a year.
-- $rows (integer, 20): at most so many occupations.
-- Needs: growth, annual_pay.
select
    occupation_profile.title,
    occupation_profile.growth,
    occupation_profile.annual_pay,
    coalesce(occupation_profile.openings_per_year, occupation_profile.job_openings) as openings,
    coalesce(occupation_profile.entry_education, occupation_profile.top_degree) as education
from occupation_profile
where
    occupation_profile.occupation_kind = 'occupation'
    and occupation_profile.annual_pay >= $pay
    and occupation_profile.growth is not null
order by occupation_profile.growth desc, occupation_profile.annual_pay desc, occupation_profile.title asc
limit $rows
