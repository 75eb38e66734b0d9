-- Which occupations pay most for the experience that they ask for?
-- One row: a pay figure, the best paid first, one that is only known to be at least the top code before all; occupations that share it stand in one row, those of them that ask for no more experience. Pay of two definitions is not alike: see pay_source.
-- $months (integer, 72): at most so many months of experience, by the upper end of what is asked for.
-- $pay_metric (text, annual_pay): annual_pay (the average) or annual_pay_median.
-- $rows (integer, 20): at most so many rows.
-- Needs: annual_pay, entry_requirement.
select
    measured.title,
    min(entry_requirement.months_of_experience_min) as months_of_experience_from,
    max(entry_requirement.months_of_experience_max) as months_of_experience_to,
    string_agg(
        distinct entry_requirement.experience_basis, '; '
        order by entry_requirement.experience_basis
    ) as experience_basis,
    string_agg(
        distinct entry_requirement.entry_training, '; '
        order by entry_requirement.entry_training
    ) as training_after_entry,
    string_agg(distinct entry_requirement.education, '; ' order by entry_requirement.education) as education,
    cast(paid.number_value as integer) as annual_pay_usd,
    cast(paid.at_least_value as integer) as annual_pay_at_least_usd,
    source.source_name as pay_source,
    release.release_name as pay_from,
    paid.basis,
    paid.shared_by,
    case
        when paid.shared_by > 1 then string_agg(entry_requirement.title, '; ' order by entry_requirement.title)
    end as occupations
from entry_requirement
inner join occupation_metric as paid
    on entry_requirement.occupation_id = paid.occupation_id and paid.metric_id = $pay_metric
inner join occupation as measured on paid.measured_id = measured.occupation_id
inner join release on paid.release_id = release.release_id
inner join source on release.source_id = source.source_id
where
    entry_requirement.months_of_experience_max <= $months
    and coalesce(paid.number_value, paid.at_least_value) is not null
group by
    measured.occupation_id, measured.title, paid.number_value, paid.at_least_value, paid.basis, paid.shared_by,
    source.source_name, release.release_name
order by
    case when paid.number_value is null then 0 else 1 end,
    coalesce(paid.number_value, paid.at_least_value) desc,
    measured.title asc
limit $rows
