-- Which occupations pay most for the experience that they ask for?
-- One row: an occupation, the best paid first.
-- $months (integer, 60): at most so many months of experience to enter.
-- $rows (integer, 20): at most so many occupations.
-- Needs: annual_pay, entry_requirement.
select
    entry_requirement.title,
    entry_requirement.months_of_experience,
    entry_requirement.education,
    entry_requirement.annual_pay
from entry_requirement
where entry_requirement.months_of_experience <= $months and entry_requirement.annual_pay is not null
order by entry_requirement.annual_pay desc, entry_requirement.title asc
limit $rows
