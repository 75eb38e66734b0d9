-- Which occupations have most openings, for an education to enter?
-- One row: an occupation, the one with most openings first.
-- $degree_level (integer, 10): at most this level of education: 1 less than high school, 2 high school, 5 bachelor's, 7 master's.
-- $rows (integer, 20): at most so many occupations.
-- Needs: entry_requirement.
select
    occupation_profile.title,
    coalesce(occupation_profile.openings_per_year, occupation_profile.job_openings) as openings,
    case when occupation_profile.openings_per_year is not null then 'openings per year' else 'number of jobs' end as counted,
    entry_requirement.education,
    occupation_profile.annual_pay,
    occupation_profile.growth
from occupation_profile
inner join entry_requirement on occupation_profile.occupation_id = entry_requirement.occupation_id
where
    entry_requirement.degree_level <= $degree_level
    and coalesce(occupation_profile.openings_per_year, occupation_profile.job_openings) is not null
order by openings desc, occupation_profile.title asc
limit $rows
