-- Answers: how old are the people, by occupation?
create view occupation_age as
select
    measured_occupation.occupation_id,
    age.release_id,
    age.age_statistic,
    age.age_years,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from age
inner join release on age.release_id = release.release_id
inner join measured_occupation
    on age.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id;
comment on view occupation_age is
'One row: an age statistic of the people in an occupation or in its group, from one release.';
comment on column occupation_age.basis is
'observed (published for this occupation) or inherited (published for a group that it shares).';
