-- Answers: where does an occupation, or the group that it is measured in, pay best, and does the lead stand out?
create view occupation_best_paying as
select
    measured_occupation.occupation_id,
    best_paying.release_id,
    best_paying.leader_kind,
    best_paying.leader_name,
    best_paying.annual_mean_usd,
    best_paying.leader_employment,
    best_paying.lead_usd,
    best_paying.lead_margin_usd,
    best_paying.within_error_count,
    best_paying.candidate_count,
    best_paying.suppressed_count,
    best_paying.top_coded_count,
    best_paying.leader_text,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from best_paying
inner join release on best_paying.release_id = release.release_id
inner join measured_occupation
    on best_paying.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id;
comment on view occupation_best_paying is
'One row: the place or industry where an occupation''s mean annual wage, its own or its group''s, is highest, computed from one release.';
comment on column occupation_best_paying.basis is
'Whose wages they are: observed (published for this occupation) or inherited (published for a group that it shares).';
