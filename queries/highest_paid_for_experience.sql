-- Which occupations pay most for the experience that they ask for?
-- One row: a pay figure, the best paid first, one that is only known to be at least the top code before all. Occupations that share it stand in one row: experience, training and education are those of title, which asks for least of all, and occupations names those of them that ask for no more than $months. All experience is of one basis, for "none" in words is not "none" in answers: the middle answers of respondents where the database has any, else what a source states, else the words of the projections; an occupation without it, or whose range is open upwards, is left out. A residency counts as training, not as experience. Pay of two definitions is not alike: see pay_source.
-- $months (integer from 0, 72): at most so many months of experience, by the upper end of what is asked for.
-- $pay_metric (text of annual_pay|annual_pay_median, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer from 1, 20): at most so many rows.
-- Needs: annual_pay, entry_requirement.
with ranked_basis as (
    select
        entry_requirement.experience_basis,
        row_number() over (
            order by
                case entry_requirement.experience_basis
                    when 'middle answer of respondents' then 1
                    when 'stated by the source' then 2
                    else 3
                end
        ) as preference
    from entry_requirement
    where entry_requirement.experience_basis is not null
),

within_reach as (
    select
        entry_requirement.title,
        entry_requirement.months_of_experience_min,
        entry_requirement.months_of_experience_max,
        entry_requirement.experience_basis,
        entry_requirement.entry_training,
        entry_requirement.education,
        paid.measured_id,
        paid.release_id,
        paid.number_value,
        paid.at_least_value,
        paid.basis,
        paid.shared_by,
        row_number() over (
            partition by paid.measured_id, paid.release_id, coalesce(paid.number_value, paid.at_least_value)
            order by
                entry_requirement.months_of_experience_max asc,
                entry_requirement.months_of_experience_min asc,
                entry_requirement.title asc
        ) as reach_order
    from entry_requirement
    inner join ranked_basis
        on entry_requirement.experience_basis = ranked_basis.experience_basis and ranked_basis.preference = 1
    inner join occupation_metric as paid
        on entry_requirement.occupation_id = paid.occupation_id and paid.metric_id = $pay_metric
    where
        entry_requirement.months_of_experience_max <= $months
        and coalesce(paid.number_value, paid.at_least_value) is not null
),

sharing as (
    select
        within_reach.measured_id,
        within_reach.release_id,
        coalesce(within_reach.number_value, within_reach.at_least_value) as amount,
        string_agg(within_reach.title, '; ' order by within_reach.reach_order) as occupations
    from within_reach
    group by
        within_reach.measured_id, within_reach.release_id,
        coalesce(within_reach.number_value, within_reach.at_least_value)
)

select
    within_reach.title,
    within_reach.months_of_experience_min as months_of_experience_from,
    within_reach.months_of_experience_max as months_of_experience_to,
    within_reach.experience_basis,
    within_reach.entry_training as training_after_entry,
    within_reach.education,
    cast(within_reach.number_value as integer) as annual_pay_usd,
    cast(within_reach.at_least_value as integer) as annual_pay_at_least_usd,
    source.source_name as pay_source,
    release.release_name as pay_from,
    measured.title as pay_measured_for,
    within_reach.basis,
    within_reach.shared_by,
    case when within_reach.shared_by > 1 then sharing.occupations end as occupations
from within_reach
inner join sharing
    on
        within_reach.measured_id = sharing.measured_id
        and within_reach.release_id = sharing.release_id
        and coalesce(within_reach.number_value, within_reach.at_least_value) = sharing.amount
inner join occupation as measured on within_reach.measured_id = measured.occupation_id
inner join release on within_reach.release_id = release.release_id
inner join source on release.source_id = source.source_id
where within_reach.reach_order = 1
order by
    case when within_reach.number_value is null then 0 else 1 end,
    coalesce(within_reach.number_value, within_reach.at_least_value) desc,
    within_reach.title asc
limit $rows
