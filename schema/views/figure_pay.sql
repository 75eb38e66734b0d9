-- Answers: what does a release say of pay, as metrics?
create view figure_pay as
with national_pay as (
    select pay.*
    from pay
    inner join area on pay.area_id = area.area_id
    where area.area_kind = 'nation' and pay.industry_id = 'all'
),

cell as (
    select
        national_pay.occupation_id,
        national_pay.release_id,
        national_pay.area_id,
        national_pay.industry_id,
        metric.metric_id,
        metric.pay_column,
        cast(
            case metric.pay_column when '{pay_column}' then national_pay."{pay_column}" end as decimal(19, 4)
        ) as number_value,
        -- Relative errors are published in percent.
        cast(case metric.pay_column
            when 'employment' then national_pay.employment * national_pay.employment_rse_pct
            when 'annual_mean_usd' then national_pay.annual_mean_usd * national_pay.mean_rse_pct
            when 'hourly_mean_usd' then national_pay.hourly_mean_usd * national_pay.mean_rse_pct
        end * 0.01 as decimal(19, 4)) as standard_error
    from national_pay
    cross join metric
    where metric.pay_column is not null
    union all
    select
        national_pay.occupation_id,
        national_pay.release_id,
        national_pay.area_id,
        national_pay.industry_id,
        stated.metric_id,
        stated.pay_column,
        cast(
            case stated.pay_column
                when 'annual_stated_usd' then national_pay.annual_stated_usd
                else national_pay.hourly_stated_usd
            end as decimal(19, 4)
        ) as number_value,
        cast(null as decimal(19, 4)) as standard_error
    from national_pay
    cross join (
        values
        ('annual_pay', 'annual_stated_usd'),
        ('hourly_pay', 'hourly_stated_usd')
    ) as stated (metric_id, pay_column)
)

select
    cell.occupation_id,
    cell.release_id,
    cell.metric_id,
    cell.number_value,
    cast(null as text) as text_value,
    coalesce(pay_unpublished.reason, 'exact') as value_status,
    cast(pay_unpublished.at_least_usd as decimal(19, 4)) as at_least_value,
    cell.standard_error,
    'observed' as basis
from cell
left join pay_unpublished
    on
        cell.occupation_id = pay_unpublished.occupation_id
        and cell.release_id = pay_unpublished.release_id
        and cell.area_id = pay_unpublished.area_id
        and cell.industry_id = pay_unpublished.industry_id
        and cell.pay_column = pay_unpublished.pay_column
where cell.number_value is not null or pay_unpublished.reason is not null
union all
select
    national_pay.occupation_id,
    national_pay.release_id,
    'hourly_pay' as metric_id,
    -- Whole cents, half a cent up: a division would round what it cannot hold.
    cast((cast(national_pay.annual_stated_usd as bigint) * 200 + 2080) // 4160 as decimal(19, 4)) * 0.01 as number_value,
    cast(null as text) as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'derived' as basis
from national_pay
where
    national_pay.annual_stated_usd is not null
    and national_pay.hourly_stated_usd is null
    and national_pay.hourly_mean_usd is null
union all
select
    stated_leader.occupation_id,
    stated_leader.release_id,
    stated_leader.leader_kind as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    stated_leader.leader_name as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'observed' as basis
from stated_leader
where stated_leader.leader_kind like 'best_paying_%'
union all
select
    best_paying.occupation_id,
    best_paying.release_id,
    'best_paying_' || best_paying.leader_kind as metric_id,
    cast(null as decimal(19, 4)) as number_value,
    best_paying.leader_text as text_value,
    'exact' as value_status,
    cast(null as decimal(19, 4)) as at_least_value,
    cast(null as decimal(19, 4)) as standard_error,
    'derived' as basis
from best_paying
where best_paying.leader_text is not null;
comment on view figure_pay is
'One row: a pay figure of an occupation or group for the whole nation and all industries, from one release.';
comment on column figure_pay.number_value is
'The figure, in the unit and with the decimals of its metric; empty for text or when not published.';
comment on column figure_pay.text_value is 'The figure, where it is a text.';
comment on column figure_pay.value_status is
'exact, at_least (top-coded or open-ended: only a lower bound is known) or suppressed (withheld).';
comment on column figure_pay.at_least_value is 'The lower bound, in the unit of the metric.';
comment on column figure_pay.standard_error is 'Standard error of the figure (unit of the metric); empty where none is published.';
comment on column figure_pay.basis is
'observed (as published), derived (computed by Occupare from others of the same release) or inherited (published for a wider group that is not named).';
