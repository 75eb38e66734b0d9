"""Print what a DuckDB client reads of a database: each object's comment, columns and a digest of its rows.

Any DuckDB client from 1.1 on runs this file; two that read the same print the same.
"""

import hashlib
import sys

import duckdb

connection = duckdb.connect(sys.argv[1], read_only=True)
objects = connection.execute(
    "select table_name, comment from duckdb_tables() where not internal "
    "union all select view_name, comment from duckdb_views() where not internal order by all"
).fetchall()
for name, comment in objects:
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where table_name = ? order by column_index",
        [name],
    ).fetchall()
    rows = sorted(map(repr, connection.execute(f'select * from "{name}"').fetchall()))
    # Two columns at a time as well: an engine that errs where few are asked for answers with those of other rows.
    first = columns[0][0]
    pairs = [f'select "{first}", "{column}", count(*) from "{name}" group by 1, 2' for column, *_ in columns]
    few = [sorted(map(repr, connection.execute(pair).fetchall())) for pair in pairs]
    digest = hashlib.sha256("\n".join([*map(repr, columns), *rows, repr(few)]).encode()).hexdigest()[:16]
    print(f"{name}\t{len(columns)} columns\t{len(rows)} rows\t{digest}\t{comment}")
products = (
    "select metric_id, sum(left_number * right_number) from comparison_metric group by metric_id order by metric_id"
)
print(connection.execute(products).fetchall())
