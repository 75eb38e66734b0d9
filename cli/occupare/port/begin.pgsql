-- PostgreSQL's. Answers: where do the new tables go, while readers go on with those of an earlier port?
select pg_advisory_xact_lock(hashtext($schema_text));
create schema if not exists $schema;
alter schema $schema rename to $before;
create schema $schema;
set local search_path = $schema;
