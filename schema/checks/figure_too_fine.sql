-- One row: a figure of one's own with more decimals than its metric has.
-- Remedy: round the figure in stated_figure.csv, or give the metric more decimals in metric.csv.
select
    stated_figure.occupation_id,
    stated_figure.metric_id,
    stated_figure.number_value,
    metric.decimals
from stated_figure
inner join metric on stated_figure.metric_id = metric.metric_id
where
    cast(cast(stated_figure.number_value as decimal(28, 4)) * 10000 as hugeint)
    % cast(power(10, 4 - metric.decimals) as hugeint) <> 0
order by stated_figure.occupation_id, stated_figure.metric_id
