-- Answers: what does it pay where, and is a wage missing, withheld or top-coded?
create view occupation_pay as
with measured as (
    select
        occupation.occupation_id,
        source.source_id,
        occupation.occupation_id as measured_id
    from occupation
    cross join source
    where occupation.occupation_kind = 'occupation'
    union all
    select
        measured_for.occupation_id,
        measured_for.source_id,
        measured_for.group_id as measured_id
    from measured_for
)

select
    measured.occupation_id,
    measured.measured_id as group_id,
    area.area_id,
    area.area_kind,
    area.area_name,
    industry.industry_id,
    industry.industry_level,
    industry.industry_name,
    pay.employment,
    pay.employment_rse_pct,
    pay.jobs_per_1000,
    pay.location_quotient,
    pay.annual_mean_usd,
    pay.mean_rse_pct,
    pay_unpublished.reason,
    pay_unpublished.at_least_usd,
    release.release_id,
    release.release_name,
    release.precedence
from pay
inner join release on pay.release_id = release.release_id
inner join measured on pay.occupation_id = measured.measured_id and release.source_id = measured.source_id
inner join area on pay.area_id = area.area_id
inner join industry on pay.industry_id = industry.industry_id
left join pay_unpublished
    on
        pay.occupation_id = pay_unpublished.occupation_id
        and pay.release_id = pay_unpublished.release_id
        and pay.area_id = pay_unpublished.area_id
        and pay.industry_id = pay_unpublished.industry_id
        and pay_unpublished.pay_column = 'annual_mean_usd';
comment on view occupation_pay is
'One row: the mean wage of an occupation, or of the group that it is measured in, in an area and industry, from one release.';
comment on column occupation_pay.occupation_id is 'Key of the occupation.';
comment on column occupation_pay.group_id is 'Key of the occupation or group that the pay was measured for.';
comment on column occupation_pay.reason is
'Why the wage is empty: suppressed (withheld) or at_least (top-coded); empty where it is published or not given.';
comment on column occupation_pay.at_least_usd is 'The lower bound of a top-coded wage (US dollars a year).';
