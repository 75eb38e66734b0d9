-- Answers: what does it pay, where and in which industry?
-- Each metric with a pay_column has its column here, for which "{pay_column}" stands.
create table pay (
    occupation_id text not null references occupation (occupation_id),
    release_id text not null default 'own-data' references release (release_id),
    area_id text not null default 'US' references area (area_id),
    industry_id text not null default 'all' references industry (industry_id),
    group_level text check (group_level in ('major', 'minor', 'broad', 'detailed')),
    annual_stated_usd integer check (annual_stated_usd >= 0),
    hourly_stated_usd decimal(8, 2) check (hourly_stated_usd >= 0),
    "{pay_column}" "{pay_type}" check ("{pay_column}" >= 0),
    jobs_per_1000 decimal(8, 3) check (jobs_per_1000 between 0 and 1000),
    location_quotient decimal(8, 2) check (location_quotient >= 0),
    primary key (occupation_id, release_id, area_id, industry_id),
    check (annual_low_usd <= annual_high_usd),
    -- Of a stated range; published percentiles may lie on either side of a mean.
    check (annual_stated_usd >= annual_low_usd),
    check (annual_stated_usd <= annual_high_usd),
    check (annual_mean_usd >= annual_low_usd),
    check (annual_mean_usd <= annual_high_usd),
    check (annual_p10_usd <= coalesce(annual_p25_usd, annual_median_usd, annual_p75_usd, annual_p90_usd)),
    check (annual_p25_usd <= coalesce(annual_median_usd, annual_p75_usd, annual_p90_usd)),
    check (annual_median_usd <= coalesce(annual_p75_usd, annual_p90_usd)),
    check (annual_p75_usd <= annual_p90_usd),
    check (hourly_p10_usd <= coalesce(hourly_p25_usd, hourly_median_usd, hourly_p75_usd, hourly_p90_usd)),
    check (hourly_p25_usd <= coalesce(hourly_median_usd, hourly_p75_usd, hourly_p90_usd)),
    check (hourly_median_usd <= coalesce(hourly_p75_usd, hourly_p90_usd)),
    check (hourly_p75_usd <= hourly_p90_usd),
    check (hourly_stated_usd <= annual_stated_usd),
    check (hourly_mean_usd <= annual_mean_usd),
    check (hourly_median_usd <= annual_median_usd),
    check (annual_stated_usd is null or annual_mean_usd is null),
    check (hourly_stated_usd is null or hourly_mean_usd is null)
);
comment on table pay is 'One row: the pay of an occupation in one area and industry, from one release. By occupation: occupation_pay.';
comment on column pay.occupation_id is 'Key of the occupation or group that the pay was measured for.';
comment on column pay.release_id is 'Key of the release that the row comes from.';
comment on column pay.area_id is 'Key of the area.';
comment on column pay.industry_id is 'Key of the industry.';
comment on column pay.group_level is
'How fine this release takes the group to be: major, minor, broad or detailed; the rows of one level add up once. Empty where it has no levels.';
comment on column pay.annual_stated_usd is 'Average pay that the source states without saying how (US dollars a year).';
comment on column pay.hourly_stated_usd is 'Average pay that the source states without saying how (US dollars an hour).';
comment on column pay."{pay_column}" is '{label} ({unit}).';
comment on column pay.employment is
'Jobs (count). Wage surveys leave out the self-employed: see self_employed_pct of outlook.';
comment on column pay.annual_mean_usd is 'Mean annual wage (US dollars a year).';
comment on column pay.hourly_mean_usd is 'Mean hourly wage (US dollars an hour).';
comment on column pay.jobs_per_1000 is 'Jobs in the occupation per 1,000 jobs in the area (count).';
comment on column pay.location_quotient is
'Share of the occupation in the area''s jobs, divided by its share in the nation''s: 1 is as common as in the nation (ratio).';
