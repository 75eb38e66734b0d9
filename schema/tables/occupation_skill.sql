-- Answers: which skills, how much of each?
create table occupation_skill (
    occupation_id text not null references occupation (occupation_id),
    skill_id text not null references skill (skill_id),
    release_id text not null default 'own-data' references release (release_id),
    list_position integer check (list_position > 0),
    share_pct decimal(4, 1) check (share_pct between 0 and 100),
    importance decimal(4, 2) check (importance between 1 and 5),
    importance_standard_error decimal(6, 4) check (importance_standard_error >= 0),
    level decimal(4, 2) check (level between 0 and 7),
    level_standard_error decimal(6, 4) check (level_standard_error >= 0),
    score_percentile decimal(4, 1) check (score_percentile between 0 and 100),
    is_importance_suppress_recommended boolean,
    is_level_suppress_recommended boolean,
    is_not_relevant boolean,
    is_hot boolean,
    is_in_demand boolean,
    primary key (occupation_id, skill_id, release_id)
);
comment on table occupation_skill is 'One row: what a release says of one skill in one occupation.';
comment on column occupation_skill.occupation_id is 'Key of the occupation or group.';
comment on column occupation_skill.skill_id is 'Key of the skill.';
comment on column occupation_skill.release_id is 'Key of the release that the row comes from.';
comment on column occupation_skill.list_position is 'Position in the source''s list of skills, from 1; empty where it has no order.';
comment on column occupation_skill.share_pct is 'Share of people or postings that name the skill (percent).';
comment on column occupation_skill.importance is 'Importance of a rated skill (points, from 1 to 5).';
comment on column occupation_skill.importance_standard_error is 'Standard error of the importance (points).';
comment on column occupation_skill.level is 'Level of a rated skill (points, from 0 to 7).';
comment on column occupation_skill.level_standard_error is 'Standard error of the level (points).';
comment on column occupation_skill.score_percentile is 'Rank of the skill''s score among all occupations (percentile).';
comment on column occupation_skill.is_importance_suppress_recommended is
'True where the publisher advises against using the importance, for its low precision.';
comment on column occupation_skill.is_level_suppress_recommended is
'True where the publisher advises against using the level, for its low precision.';
comment on column occupation_skill.is_not_relevant is 'True where the publisher marks the level as not relevant.';
comment on column occupation_skill.is_hot is 'True where the technology is often asked for in job postings of all kinds.';
comment on column occupation_skill.is_in_demand is 'True where the technology is often asked for in postings for this occupation.';
