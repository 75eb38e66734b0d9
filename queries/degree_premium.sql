-- What does a level of education add to pay?
-- One row: an education to enter, with its occupations, the middle one of their salaries and how far it lies above the level before.
-- Needs: annual_pay, entry_requirement.
with by_education as (
    select
        entry_requirement.education,
        entry_requirement.degree_level,
        count(*) as occupations,
        cast(median(entry_requirement.annual_pay) as integer) as median_of_annual_pay
    from entry_requirement
    where entry_requirement.education is not null and entry_requirement.annual_pay is not null
    group by entry_requirement.education, entry_requirement.degree_level
)

select
    by_education.education,
    by_education.occupations,
    by_education.median_of_annual_pay,
    by_education.median_of_annual_pay - lag(by_education.median_of_annual_pay) over (
        order by by_education.degree_level, by_education.education
    ) as premium_over_the_level_before
from by_education
order by by_education.degree_level, by_education.education
