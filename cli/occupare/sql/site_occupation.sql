-- One row: an occupation, by the alphabet of titles.
-- Answers: which occupations are there for a site?
select
    occupation_profile.occupation_id,
    occupation_profile.title
from occupation_profile
order by lower(occupation_profile.title) asc, occupation_profile.title asc, occupation_profile.occupation_id asc
