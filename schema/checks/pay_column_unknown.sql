-- One row: a metric that names no column of pay as its own.
-- Remedy: empty the cell of metric.csv, and give the metric's figures in stated_figure.csv.
select
    metric.metric_id,
    metric.pay_column
from metric
left join duckdb_columns() as pay_columns
    on
        pay_columns.database_name = current_database()
        and pay_columns.table_name = 'pay'
        and metric.pay_column = pay_columns.column_name
where metric.pay_column is not null and (pay_columns.column_name is null or pay_columns.data_type = 'VARCHAR')
order by metric.metric_id
