-- One row: a column of a table or view.
-- Answers: what does each column hold, in which unit, and which columns are the key?
-- $object_name: the table or view.
select
    described_column.column_name,
    described_column.data_type,
    not described_column.is_nullable as is_required,
    coalesce(list_contains(primary_key.constraint_column_names, described_column.column_name), false) as is_key,
    described_column.comment as meaning
from duckdb_columns() as described_column
left join duckdb_constraints() as primary_key
    on
        described_column.table_name = primary_key.table_name
        and primary_key.constraint_type = 'PRIMARY KEY'
        and primary_key.database_name = current_database()
where described_column.database_name = current_database() and described_column.table_name = $object_name
order by described_column.column_index
