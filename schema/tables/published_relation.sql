-- Answers: what does the publisher itself hold to be near?
create table published_relation (
    occupation_id text not null references occupation (occupation_id),
    related_occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    relation_tier text,
    list_position integer not null check (list_position > 0),
    primary key (occupation_id, related_occupation_id, release_id),
    check (occupation_id <> related_occupation_id)
);
comment on table published_relation is 'One row: an occupation that a publisher names as related to another.';
comment on column published_relation.occupation_id is 'Key of the occupation.';
comment on column published_relation.related_occupation_id is 'Key of the related occupation.';
comment on column published_relation.release_id is 'Key of the release that the row comes from.';
comment on column published_relation.relation_tier is 'How near, in the publisher''s words.';
comment on column published_relation.list_position is 'Position in the publisher''s list, from 1.';
