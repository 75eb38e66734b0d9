-- How does pay differ by the education that occupations typically ask for?
-- One row: a level of education to enter, with the middle one of the pay figures at that level; each pay group counts once, however many people it employs. It is not what a degree adds to anybody's pay.
-- $pay_metric (text of annual_pay|annual_pay_median, annual_pay): annual_pay (the average) or annual_pay_median.
-- Needs: annual_pay, entry_requirement.
with paid_once as (
    select distinct
        entry_requirement.education_basis,
        entry_requirement.degree_level,
        occupation_metric.measured_id,
        occupation_metric.definition_id,
        release.release_name as pay_from,
        occupation_metric.number_value,
        occupation_metric.at_least_value
    from entry_requirement
    inner join occupation_metric
        on
            entry_requirement.occupation_id = occupation_metric.occupation_id
            and occupation_metric.metric_id = $pay_metric
    inner join release on occupation_metric.release_id = release.release_id
    where
        entry_requirement.degree_level is not null
        and (occupation_metric.number_value is not null or occupation_metric.at_least_value is not null)
),

level_name as (
    select
        entry_requirement.education_basis,
        entry_requirement.degree_level,
        string_agg(distinct entry_requirement.education, ' or ' order by entry_requirement.education) as education
    from entry_requirement
    where entry_requirement.degree_level is not null
    group by entry_requirement.education_basis, entry_requirement.degree_level
),

by_level as (
    -- A top-coded figure counts with its bound: it lies above the middle wherever that is below the bound.
    select
        paid_once.education_basis,
        paid_once.degree_level,
        definition.meaning as pay_is,
        string_agg(distinct paid_once.pay_from, '; ' order by paid_once.pay_from) as pay_from,
        count(*) as pay_figures,
        cast(floor(median(coalesce(paid_once.number_value, paid_once.at_least_value)) + 0.5) as integer) as middle_annual_pay_usd
    from paid_once
    inner join definition on paid_once.definition_id = definition.definition_id
    group by paid_once.education_basis, paid_once.degree_level, definition.meaning
)

select
    level_name.education,
    by_level.education_basis,
    by_level.pay_figures,
    by_level.middle_annual_pay_usd,
    by_level.middle_annual_pay_usd - lag(by_level.middle_annual_pay_usd) over (
        partition by by_level.education_basis, by_level.pay_is
        order by by_level.degree_level
    ) as above_the_level_before_usd,
    'no error is known of a middle figure' as margin_lacking,
    by_level.pay_is,
    by_level.pay_from
from by_level
inner join level_name
    on by_level.education_basis = level_name.education_basis and by_level.degree_level = level_name.degree_level
order by by_level.education_basis desc, by_level.pay_is asc, by_level.degree_level asc
