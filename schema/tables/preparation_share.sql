-- Answers: how much experience and training does it take, and how far do respondents agree?
create table preparation_share (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    preparation_kind text not null,
    preparation_level integer not null,
    share_pct decimal(5, 2) not null check (share_pct between 0 and 100),
    share_standard_error decimal(6, 4) check (share_standard_error >= 0),
    is_suppress_recommended boolean,
    primary key (occupation_id, release_id, preparation_kind, preparation_level),
    foreign key (preparation_kind, preparation_level) references preparation_level (preparation_kind, preparation_level)
);
comment on table preparation_share is
'One row: the share of respondents who say that an occupation takes so much preparation, from one release.';
comment on column preparation_share.occupation_id is 'Key of the occupation.';
comment on column preparation_share.release_id is 'Key of the release that the row comes from.';
comment on column preparation_share.preparation_kind is 'related_experience, on_site_training or on_the_job_training.';
comment on column preparation_share.preparation_level is 'Rank of the answer, from 1 (none) upwards.';
comment on column preparation_share.share_pct is 'Share of the respondents who chose the answer (percent).';
comment on column preparation_share.share_standard_error is 'Standard error of the share (percentage points).';
comment on column preparation_share.is_suppress_recommended is
'True where the publisher advises against using the share, for its low precision.';
