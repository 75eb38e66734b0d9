-- Answers: where does it pay best, does the lead stand out from the error, and how many candidates could not be compared?
create view best_paying as
with candidate as (
    select
        pay.occupation_id,
        pay.release_id,
        case
            when industry.industry_level = 'sector' then 'industry'
            when area.area_kind = 'state' then 'state'
            else 'city'
        end as leader_kind,
        case when industry.industry_level = 'sector' then industry.industry_name else area.area_name end as candidate_name,
        pay.employment,
        pay.annual_mean_usd,
        cast(pay.annual_mean_usd as double) * pay.mean_rse_pct / 100 as standard_error_usd,
        pay_unpublished.reason
    from pay
    inner join area on pay.area_id = area.area_id
    inner join industry on pay.industry_id = industry.industry_id
    left join pay_unpublished
        on
            pay.occupation_id = pay_unpublished.occupation_id
            and pay.release_id = pay_unpublished.release_id
            and pay.area_id = pay_unpublished.area_id
            and pay.industry_id = pay_unpublished.industry_id
            and pay_unpublished.pay_column = 'annual_mean_usd'
    where
        pay.industry_id = 'all' and area.area_kind in ('state', 'metro')
        or area.area_kind = 'nation' and industry.industry_level = 'sector'
),

ranked as (
    select
        candidate.*,
        row_number() over (
            partition by candidate.occupation_id, candidate.release_id, candidate.leader_kind
            order by candidate.annual_mean_usd desc nulls last, candidate.candidate_name asc
        ) as pay_rank
    from candidate
),

beside_first as (
    select
        ranked.occupation_id,
        ranked.release_id,
        ranked.leader_kind,
        ranked.candidate_name,
        ranked.pay_rank,
        ranked.employment,
        ranked.annual_mean_usd,
        ranked.reason,
        first_ranked.annual_mean_usd as highest_usd,
        first_ranked.annual_mean_usd - ranked.annual_mean_usd as behind_usd,
        1.96 * sqrt(
            power(first_ranked.standard_error_usd, 2) + power(ranked.standard_error_usd, 2)
        ) as margin_usd
    from ranked
    inner join ranked as first_ranked
        on
            ranked.occupation_id = first_ranked.occupation_id
            and ranked.release_id = first_ranked.release_id
            and ranked.leader_kind = first_ranked.leader_kind
            and first_ranked.pay_rank = 1
),

leader as (
    select
        beside_first.occupation_id,
        beside_first.release_id,
        beside_first.leader_kind,
        string_agg(
            case when beside_first.behind_usd = 0 then beside_first.candidate_name end, '; '
            order by beside_first.candidate_name
        ) as candidate_names,
        max(beside_first.highest_usd) as annual_mean_usd,
        max(case when beside_first.pay_rank = 1 then beside_first.employment end) as leader_employment,
        max(case when beside_first.pay_rank = 2 then beside_first.behind_usd end) as lead_usd,
        max(case when beside_first.pay_rank = 2 then beside_first.margin_usd end) as lead_margin_usd,
        count(
            case when beside_first.pay_rank > 1 and beside_first.behind_usd <= beside_first.margin_usd then 1 end
        ) as within_error_count,
        count(*) as candidate_count,
        count(case when beside_first.reason = 'suppressed' then 1 end) as suppressed_count,
        count(case when beside_first.reason = 'at_least' then 1 end) as top_coded_count
    from beside_first
    group by beside_first.occupation_id, beside_first.release_id, beside_first.leader_kind
)

select
    leader.occupation_id,
    leader.release_id,
    leader.leader_kind,
    case when leader.top_coded_count = 0 then leader.candidate_names end as leader_name,
    leader.annual_mean_usd,
    leader.leader_employment,
    leader.lead_usd,
    cast(leader.lead_margin_usd as integer) as lead_margin_usd,
    leader.within_error_count,
    leader.candidate_count,
    leader.suppressed_count,
    leader.top_coded_count,
    -- The best of one says nothing, and one that is top-coded may be the best.
    case
        when leader.candidate_count = 1 or leader.annual_mean_usd is null or leader.top_coded_count > 0 then null
        when leader.within_error_count > 0
            then 'no clear leader (' || cast(leader.within_error_count as text) || ' within the error)'
        else leader.candidate_names
    end as leader_text
from leader;
comment on view best_paying is
'One row: the place or industry where an occupation''s mean annual wage is highest, computed from one release. By occupation: occupation_best_paying.';
comment on column best_paying.leader_kind is 'state (the 50 states and DC), city (metropolitan areas) or industry (sectors).';
comment on column best_paying.leader_name is
'Name of the one with the highest figure, even if its lead lies within the error; empty when a candidate is top-coded, for then the best is not known.';
comment on column best_paying.annual_mean_usd is 'Highest mean annual wage among the published ones (US dollars a year).';
comment on column best_paying.leader_employment is 'Jobs behind that wage (count).';
comment on column best_paying.lead_usd is 'How far it lies above the second (US dollars a year).';
comment on column best_paying.lead_margin_usd is
'1.96 standard errors of that lead (US dollars a year); empty where an error is not published.';
comment on column best_paying.within_error_count is
'Candidates that cannot be told from the highest: their distance lies within 1.96 standard errors (count).';
comment on column best_paying.candidate_count is 'Candidates that the release lists (count).';
comment on column best_paying.suppressed_count is 'Candidates whose wage is withheld, so that one of them may pay more (count).';
comment on column best_paying.top_coded_count is 'Candidates whose wage is only known to be at least the top code (count).';
comment on column best_paying.leader_text is
'What can be said of the best: its name where it stands out from the error, else that there is no clear leader; empty when a candidate is top-coded.';
