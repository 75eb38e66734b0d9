-- Answers: where does it pay best, and how many candidates could not be compared?
create view best_paying as
with candidate as (
    select
        pay.occupation_id,
        pay.release_id,
        case area.area_kind when 'state' then 'state' else 'city' end as leader_kind,
        area.area_name as candidate_name,
        pay.annual_mean_usd,
        pay_unpublished.reason
    from pay
    inner join area on pay.area_id = area.area_id
    left join pay_unpublished
        on
            pay.occupation_id = pay_unpublished.occupation_id
            and pay.release_id = pay_unpublished.release_id
            and pay.area_id = pay_unpublished.area_id
            and pay.industry_id = pay_unpublished.industry_id
            and pay_unpublished.pay_column = 'annual_mean_usd'
    where pay.industry_id = 'all' and area.area_kind in ('state', 'metro')
    union all
    select
        pay.occupation_id,
        pay.release_id,
        'industry' as leader_kind,
        industry.industry_name as candidate_name,
        pay.annual_mean_usd,
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
    where area.area_kind = 'nation' and industry.industry_level = 'sector'
),

leader as (
    select
        candidate.*,
        max(candidate.annual_mean_usd) over (
            partition by candidate.occupation_id, candidate.release_id, candidate.leader_kind
        ) as highest_annual_mean_usd
    from candidate
)

select
    leader.occupation_id,
    leader.release_id,
    leader.leader_kind,
    case
        when count(case when leader.reason = 'at_least' then 1 end) = 0
            then string_agg(
                case when leader.annual_mean_usd = leader.highest_annual_mean_usd then leader.candidate_name end, '; '
                order by leader.candidate_name
            )
    end as leader_name,
    max(leader.annual_mean_usd) as annual_mean_usd,
    count(*) as candidate_count,
    count(case when leader.reason = 'suppressed' then 1 end) as suppressed_count,
    count(case when leader.reason = 'at_least' then 1 end) as top_coded_count
from leader
group by leader.occupation_id, leader.release_id, leader.leader_kind;
comment on view best_paying is
'One row: the place or industry where an occupation''s mean annual wage is highest, computed from one release.';
comment on column best_paying.leader_kind is 'state (the 50 states and DC), city (metropolitan areas) or industry (sectors).';
comment on column best_paying.leader_name is
'Name of the best paying one; empty when a candidate is top-coded, for then the best is not known.';
comment on column best_paying.annual_mean_usd is 'Highest mean annual wage among the published ones (US dollars a year).';
comment on column best_paying.candidate_count is 'Candidates that the release lists (count).';
comment on column best_paying.suppressed_count is 'Candidates whose wage is withheld (count).';
comment on column best_paying.top_coded_count is 'Candidates whose wage is only known to be at least the top code (count).';
