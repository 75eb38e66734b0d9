-- Answers: which metric is this group's share?
create table demographic_group (
    demographic_group text primary key,
    group_label text not null,
    metric_id text not null references metric (metric_id)
);
comment on table demographic_group is 'One row: a group of people whose share of an occupation is published.';
comment on column demographic_group.demographic_group is 'Key of the group of people.';
comment on column demographic_group.group_label is 'Words that name the group.';
comment on column demographic_group.metric_id is 'Key of the metric that holds the group''s share.';
