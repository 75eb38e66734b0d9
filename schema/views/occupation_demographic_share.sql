-- Answers: who works in it, by occupation?
create view occupation_demographic_share as
select
    measured_occupation.occupation_id,
    demographic_share.release_id,
    demographic_share.dimension,
    demographic_share.demographic_group,
    demographic_share.share_pct,
    measured_occupation.basis,
    measured_occupation.measured_id,
    measured_occupation.group_id,
    measured_occupation.shared_by
from demographic_share
inner join release on demographic_share.release_id = release.release_id
inner join measured_occupation
    on demographic_share.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id;
comment on view occupation_demographic_share is
'One row: a group of people''s share of an occupation or of the group that it is measured in, from one release.';
comment on column occupation_demographic_share.basis is
'observed (published for this occupation) or inherited (published for a group that it shares).';
