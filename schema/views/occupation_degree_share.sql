-- Answers: which education do people have, and which is required, by occupation?
create view occupation_degree_share as
select
    measured_occupation.occupation_id,
    degree_share.release_id,
    degree_share.basis,
    degree_share.degree_id,
    degree_share.share_pct,
    degree_share.share_standard_error,
    degree_share.is_suppress_recommended,
    degree_share.is_from_wider_group,
    case when degree_share.is_from_wider_group then 'inherited' else measured_occupation.basis end as figure_basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from degree_share
inner join release on degree_share.release_id = release.release_id
inner join measured_occupation
    on degree_share.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id;
comment on view occupation_degree_share is
'One row: the share of an occupation or of its group with one degree, from one release.';
comment on column occupation_degree_share.figure_basis is
'observed (published for this occupation) or inherited (published for a group that it shares).';
