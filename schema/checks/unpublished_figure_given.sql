-- One row: a figure that is said to be withheld or only a bound, and given all the same.
-- Remedy: empty the cell of pay.csv, or take its row out of pay_unpublished.csv.
select
    figure.occupation_id,
    figure.release_id,
    figure.metric_id,
    figure.number_value
from figure
where figure.value_status <> 'exact' and figure.number_value is not null
order by figure.occupation_id, figure.release_id, figure.metric_id
