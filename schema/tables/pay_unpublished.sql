-- Answers: is the cell missing, suppressed or top-coded?
create table pay_unpublished (
    occupation_id text not null,
    release_id text not null default 'own-data',
    area_id text not null default 'US',
    industry_id text not null default 'all',
    pay_column text not null,
    reason text not null check (reason in ('suppressed', 'at_least')),
    at_least_usd decimal(10, 2) check (at_least_usd > 0),
    primary key (occupation_id, release_id, area_id, industry_id, pay_column),
    foreign key (occupation_id, release_id, area_id, industry_id)
    references pay (occupation_id, release_id, area_id, industry_id),
    check ((reason = 'at_least') = (at_least_usd is not null))
);
comment on table pay_unpublished is 'One row: a pay figure that its publisher withholds or gives only as a bound.';
comment on column pay_unpublished.occupation_id is 'Key of the occupation or group that the pay was measured for.';
comment on column pay_unpublished.release_id is 'Key of the release that the row comes from.';
comment on column pay_unpublished.area_id is 'Key of the area.';
comment on column pay_unpublished.industry_id is 'Key of the industry.';
comment on column pay_unpublished.pay_column is 'The column of pay that is empty for this reason.';
comment on column pay_unpublished.reason is 'suppressed (withheld) or at_least (top-coded: only a lower bound is known).';
comment on column pay_unpublished.at_least_usd is
'The lower bound, in the unit of the pay column (US dollars a year or an hour).';
