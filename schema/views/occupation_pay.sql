-- Answers: what does it pay where, and is a wage missing, withheld or top-coded?
-- Each metric with a pay_column has its column here, for which "{pay_column}" stands.
create view occupation_pay as
with explained as (
    select
        measured_occupation.occupation_id,
        measured_occupation.basis,
        measured_occupation.measured_id,
        measured_occupation.group_id,
        measured_occupation.shared_by,
        pay.release_id,
        pay.area_id,
        pay.industry_id,
        pay.annual_stated_usd,
        pay.hourly_stated_usd,
        pay."{pay_column}",
        pay.jobs_per_1000,
        pay.location_quotient,
        release.release_name,
        release.precedence,
        pay_unpublished.reason,
        pay_unpublished.at_least_usd,
        case
            when
                coalesce(
                    pay.annual_mean_usd, pay.hourly_mean_usd, pay.annual_stated_usd, pay.hourly_stated_usd, pay.annual_low_usd
                ) is not null then 2
            when pay_unpublished.reason is not null then 1
            else 0
        end as said
    from pay
    inner join release on pay.release_id = release.release_id
    inner join measured_occupation
        on pay.occupation_id = measured_occupation.measured_id and release.source_id = measured_occupation.source_id
    left join pay_unpublished
        on
            pay.occupation_id = pay_unpublished.occupation_id
            and pay.release_id = pay_unpublished.release_id
            and pay.area_id = pay_unpublished.area_id
            and pay.industry_id = pay_unpublished.industry_id
            and pay_unpublished.pay_column = 'annual_mean_usd'
),

compared as (
    select
        explained.*,
        max(explained.said) over (partition by explained.occupation_id, explained.area_id, explained.industry_id) as most_said
    from explained
)

select
    compared.occupation_id,
    area.area_id,
    area.area_kind,
    area.area_name,
    industry.industry_id,
    industry.industry_level,
    industry.industry_name,
    compared.annual_stated_usd,
    compared.hourly_stated_usd,
    compared."{pay_column}",
    compared.jobs_per_1000,
    compared.location_quotient,
    compared.reason,
    compared.at_least_usd,
    compared.basis,
    compared.measured_id,
    compared.group_id,
    compared.shared_by,
    compared.release_id,
    compared.release_name,
    compared.precedence
from compared
inner join area on compared.area_id = area.area_id
inner join industry on compared.industry_id = industry.industry_id
-- A release that gives the median alone repeats what the survey says in full.
where compared.said > 0 or compared.most_said < 2;
comment on view occupation_pay is
'One row: the pay of an occupation, or of the group that it is measured in, in an area and industry, from one release.';
comment on column occupation_pay.reason is
'Why the mean wage is empty: suppressed (withheld) or at_least (top-coded); empty where it is published or not given.';
comment on column occupation_pay.at_least_usd is 'The lower bound of a top-coded mean wage (US dollars a year).';
