-- One row: a table or view of the database.
-- Answers: what is in it, and what is one row of each?
select
    coalesce(described.name, '') as name,
    described.kind,
    described.row_count,
    described.column_count,
    described.meaning
from (
    select
        table_name as name,
        'table' as kind,
        estimated_size as row_count,
        column_count,
        comment as meaning
    from duckdb_tables()
    where database_name = current_database() and not internal
    union all
    select
        view_name as name,
        'view' as kind,
        null as row_count,
        column_count,
        comment as meaning
    from duckdb_views()
    where database_name = current_database() and not internal
) as described
order by described.kind, described.name
