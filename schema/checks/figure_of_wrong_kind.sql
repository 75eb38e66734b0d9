-- One row: a stated figure that is a text where its metric is a number, or the reverse, or belongs to a ranked metric.
-- Remedy: move the cell to the other column of stated_figure.csv; ranked metrics come from skills and duties.
select
    stated_figure.occupation_id,
    stated_figure.metric_id,
    metric.value_kind
from stated_figure
inner join metric on stated_figure.metric_id = metric.metric_id
where
    metric.is_ranked
    or (metric.value_kind = 'number') = (stated_figure.number_value is null)
order by stated_figure.occupation_id, stated_figure.metric_id
