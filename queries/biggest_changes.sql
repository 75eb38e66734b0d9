-- Which occupations changed most between releases?
-- One row: a group or occupation with a metric in two successive releases, the largest relative change first.
-- $metric (text, annual_pay): the metric's id, such as annual_pay, employment or median_age.
-- $rows (integer, 20): at most so many.
-- Needs: figure_change.
select
    occupation.title,
    figure_change.earlier_release_id,
    figure_change.release_id,
    figure_change.earlier_number,
    figure_change.number_value,
    figure_change.difference,
    figure_change.percent_difference
from figure_change
inner join occupation on figure_change.occupation_id = occupation.occupation_id
where figure_change.metric_id = $metric
order by abs(coalesce(figure_change.percent_difference, figure_change.difference)) desc, occupation.title asc
limit $rows
