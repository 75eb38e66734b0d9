-- Answers: which education do people have, and which is required?
create table degree_share (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    basis text not null check (basis in ('attained', 'required', 'stated')),
    degree_id text not null references degree (degree_id),
    share_pct decimal(5, 2) check (share_pct between 0 and 100),
    share_standard_error decimal(5, 2) check (share_standard_error >= 0),
    is_suppress_recommended boolean,
    is_from_wider_group boolean,
    primary key (occupation_id, release_id, basis, degree_id)
);
comment on table degree_share is 'One row: the share of an occupation with one degree, from one release. By occupation: occupation_degree_share.';
comment on column degree_share.occupation_id is 'Key of the occupation or group that the share was measured for.';
comment on column degree_share.release_id is 'Key of the release that the row comes from.';
comment on column degree_share.basis is
'attained (people have it), required (the occupation asks for it) or stated (the source names its most common degree).';
comment on column degree_share.degree_id is 'Key of the degree.';
comment on column degree_share.share_pct is 'Share of the people in the occupation (percent); empty when only the degree is named.';
comment on column degree_share.share_standard_error is 'Standard error of the share (percentage points).';
comment on column degree_share.is_suppress_recommended is
'True where the publisher advises against using the share, for its low precision.';
comment on column degree_share.is_from_wider_group is
'True where the publisher says that the share is that of a wider group, which it does not name.';
