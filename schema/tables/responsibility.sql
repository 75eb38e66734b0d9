-- Answers: what are the duties?
create table responsibility (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    list_position integer not null check (list_position > 0),
    responsibility text not null,
    task_kind text check (task_kind in ('core', 'supplemental')),
    primary key (occupation_id, release_id, list_position)
);
comment on table responsibility is 'One row: something that people in an occupation do.';
comment on column responsibility.occupation_id is 'Key of the occupation.';
comment on column responsibility.release_id is 'Key of the release that the row comes from.';
comment on column responsibility.list_position is 'Position in the list, from 1.';
comment on column responsibility.responsibility is 'The duty or task.';
comment on column responsibility.task_kind is 'core or supplemental, where the publisher tells them apart.';
