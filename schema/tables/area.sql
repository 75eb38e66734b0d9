-- Answers: where?
create table area (
    area_id text primary key,
    area_kind text not null check (area_kind in ('nation', 'state', 'territory', 'metro', 'nonmetro', 'city')),
    area_name text not null
);
comment on table area is 'One row: a place that pay is published for.';
comment on column area.area_id is 'Key of the area: US, a postal state code, or the publisher''s code of a smaller area.';
comment on column area.area_kind is
'Kind of place: nation, state (the 50 states and DC), territory, metro, nonmetro or city.';
comment on column area.area_name is 'Name of the area.';
