-- Answers: where does it pay best, and what and where did people study, as the source says?
create table stated_leader (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    leader_kind text not null check (
        leader_kind in (
            'best_paying_city', 'best_paying_state', 'best_paying_company', 'best_paying_industry', 'top_major', 'top_college'
        )
    ),
    leader_name text not null,
    primary key (occupation_id, release_id, leader_kind)
);
comment on table stated_leader is
'One row: the place, company, industry, major or college that a source names as the first for an occupation.';
comment on column stated_leader.occupation_id is 'Key of the occupation.';
comment on column stated_leader.release_id is 'Key of the release that the row comes from.';
comment on column stated_leader.leader_kind is
'What it is the first of, as the metric''s id: best_paying_city, best_paying_state, best_paying_company, best_paying_industry, top_major or top_college.';
comment on column stated_leader.leader_name is 'Name of the first one.';
