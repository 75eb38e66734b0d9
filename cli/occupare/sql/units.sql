-- One row: a name of columns, where all columns of that name that state a unit state the same.
-- Answers: in which unit are the numbers of a column?
-- $column_names: the names.
select
    stated.column_name,
    min(stated.unit) as unit
from (
    select
        described_column.column_name,
        case
            when contains(described_column.comment, 'percentage points for shares')
                then 'difference in the unit of the metric'
            when regexp_matches(described_column.comment, '\bunit( of (the|its) metric)?[,;.)]')
                then 'unit of the metric'
            else regexp_extract(described_column.comment, '^[^()]*\(([^()]+)\)', 1)
        end as unit
    from duckdb_columns() as described_column
    where
        described_column.database_name = current_database()
        and described_column.column_name in $column_names
        and regexp_matches(described_column.data_type, '^(DECIMAL|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT)')
) as stated
where stated.unit not in ('', 'count', 'whole number')
group by stated.column_name
having count(distinct stated.unit) = 1
