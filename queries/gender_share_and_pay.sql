-- How does pay go with the share of women?
-- One row: a tenth of the scale of women's share, with the middle one of the pay figures there. Occupations that share both figures count once, however many people they employ; pay is of each occupation as a whole, not of its women, and may be of another year than the share.
-- $pay_metric (text of annual_pay|annual_pay_median, annual_pay): annual_pay (the average) or annual_pay_median.
-- Needs: female_share, annual_pay.
with figure_once as (
    select distinct
        female.measured_id as share_measured_id,
        paid.measured_id as pay_measured_id,
        female.number_value as female_share,
        coalesce(paid.number_value, paid.at_least_value) as annual_pay,
        paid.definition_id,
        share_release.release_name as share_from,
        pay_release.release_name as pay_from
    from occupation_profile
    inner join occupation_metric as female
        on occupation_profile.occupation_id = female.occupation_id and female.metric_id = 'female_share'
    inner join occupation_metric as paid
        on occupation_profile.occupation_id = paid.occupation_id and paid.metric_id = $pay_metric
    inner join release as share_release on female.release_id = share_release.release_id
    inner join release as pay_release on paid.release_id = pay_release.release_id
    where
        occupation_profile.occupation_kind = 'occupation'
        and female.number_value is not null
        and coalesce(paid.number_value, paid.at_least_value) is not null
),

tenth as (
    select
        cast(floor(least(cast(figure_once.female_share as double), 99.9) / 10) * 10 as integer) as female_share_from_pct,
        figure_once.annual_pay,
        figure_once.definition_id,
        figure_once.share_from,
        figure_once.pay_from
    from figure_once
)

select
    tenth.female_share_from_pct,
    tenth.female_share_from_pct + 10 as female_share_to_pct,
    count(*) as pay_figures,
    cast(floor(median(tenth.annual_pay) + 0.5) as integer) as middle_annual_pay_usd,
    definition.meaning as pay_is,
    string_agg(distinct tenth.share_from, '; ' order by tenth.share_from) as share_from,
    string_agg(distinct tenth.pay_from, '; ' order by tenth.pay_from) as pay_from
from tenth
inner join definition on tenth.definition_id = definition.definition_id
group by tenth.female_share_from_pct, definition.meaning
order by definition.meaning, tenth.female_share_from_pct
