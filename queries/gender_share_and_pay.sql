-- How does pay go with the share of women?
-- One row: a tenth of the scale of women's share, with the occupations in it and the middle one of their salaries.
-- Needs: female_share, annual_pay.
select
    cast(floor(least(occupation_profile.female_share, 99.9) / 10) * 10 as integer) as female_share_from,
    cast(floor(least(occupation_profile.female_share, 99.9) / 10) * 10 + 10 as integer) as female_share_to,
    count(*) as occupations,
    cast(median(occupation_profile.annual_pay) as integer) as median_of_annual_pay
from occupation_profile
where
    occupation_profile.occupation_kind = 'occupation'
    and occupation_profile.female_share is not null
    and occupation_profile.annual_pay is not null
group by female_share_from, female_share_to
order by female_share_from
