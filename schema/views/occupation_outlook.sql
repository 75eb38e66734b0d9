-- Answers: does it grow, how many openings has it, by occupation?
create view occupation_outlook as
select
    measured_occupation.occupation_id,
    outlook.release_id,
    outlook.growth_pct,
    outlook.growth_start_year,
    outlook.growth_end_year,
    outlook.employment_start,
    outlook.employment_end,
    outlook.openings_stated,
    outlook.openings_per_year,
    outlook.openings_per_year_below,
    outlook.self_employed_pct,
    outlook.satisfaction,
    outlook.satisfaction_maximum,
    outlook.entry_education,
    outlook.entry_experience,
    outlook.entry_training,
    outlook.footnote,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from outlook
inner join release on outlook.release_id = release.release_id
inner join measured_occupation
    on outlook.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id;
comment on view occupation_outlook is
'One row: the prospects of an occupation, its own or its group''s, from one release.';
comment on column occupation_outlook.basis is
'observed (published for this occupation) or inherited (published for a group that it shares).';
