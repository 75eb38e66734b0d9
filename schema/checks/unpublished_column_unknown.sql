-- One row: an unpublished pay cell that names no column of pay.
-- Remedy: name an empty column of the same row of pay.csv in pay_unpublished.csv.
select
    pay_unpublished.occupation_id,
    pay_unpublished.area_id,
    pay_unpublished.industry_id,
    pay_unpublished.pay_column
from pay_unpublished
left join duckdb_columns() as pay_columns
    on
        pay_columns.database_name = current_database()
        and pay_columns.table_name = 'pay'
        and pay_unpublished.pay_column = pay_columns.column_name
where
    pay_columns.column_name is null
    or pay_columns.data_type = 'VARCHAR'
order by pay_unpublished.occupation_id, pay_unpublished.pay_column
