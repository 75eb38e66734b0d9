-- Answers: which degree, and is it above or below another?
create table degree (
    degree_id text primary key,
    degree_name text not null,
    degree_level integer not null,
    metric_id text references metric (metric_id),
    entry_name text
);
comment on table degree is 'One row: a level of educational attainment.';
comment on column degree.degree_id is 'Key of the degree.';
comment on column degree.degree_name is 'Name of the degree.';
comment on column degree.degree_level is
'Rank of the degree, from 0 (none is asked for) and 1 (less than high school) upwards; equal ranks stand beside each other.';
comment on column degree.metric_id is 'Key of the metric that holds the share of people whose highest degree it is, where there is one.';
comment on column degree.entry_name is 'Words of the projections for it as the education typically needed to enter; empty where they have none.';
