"""What a user of a BI tool needs is in the file itself: comments, keys, plain types, nothing to install or to call."""

import re

import duckdb

from stage import FILE, equal, expect

PLACES_TO_START = ("occupation_profile", "comparison_metric")
# The tables that describe the file and not occupations: properties by name, and one version number.
WITHOUT_KEY = {"build_info", "seed_format"}
# What Tableau, Power BI and the like take as text, number, date and yes/no. A double would show pay as 35.580000001,
# and 28 digits is as far as the decimals of .NET go.
PLAIN = re.compile(r"VARCHAR|INTEGER|BIGINT|BOOLEAN|DATE|TIMESTAMP|DECIMAL\((1?\d|2[0-8]),\d+\)")

connection = duckdb.connect(FILE, read_only=True)


def rows(sql: str) -> list[tuple]:
    return connection.execute(sql).fetchall()


objects = dict(
    rows(
        "select table_name, comment from duckdb_tables() where not internal union all "
        "select view_name, comment from duckdb_views() where not internal"
    )
)
columns = rows(
    "select table_name, column_name, data_type, comment from duckdb_columns() where not internal order by all"
)
equal([name for name, comment in objects.items() if not comment], [], "tables and views without a comment")
equal([f"{c[0]}.{c[1]}" for c in columns if not c[3]], [], "columns without a comment")
equal(
    [f"{c[0]}.{c[1]} {c[2]}" for c in columns if not PLAIN.fullmatch(c[2])], [], "columns that are not of a plain type"
)
dated = [c for c in columns if re.search(r"^period_|(^|_)date$|_on$", c[1])]
expect(dated, "found no column that is named like a date")
equal([f"{c[0]}.{c[1]} {c[2]}" for c in dated if c[2] != "DATE"], [], "columns named like a date that are none")
tables = {row[0] for row in rows("select table_name from duckdb_tables() where not internal")}
keyed = {row[0] for row in rows("select table_name from duckdb_constraints() where constraint_type = 'PRIMARY KEY'")}
equal(tables - keyed, WITHOUT_KEY, "tables without a primary key")
for name in PLACES_TO_START:
    told = objects.get(name, "")
    expect(told.startswith("One row: ") and "Start here" in told, f"{name} does not say that it is a place to start")
names = {c[1] for c in columns if c[0] == "comparison_metric"}
needed = {"left_title", "right_title", "label", "unit", "sort_order", "left_number", "right_number", "difference"}
equal(needed - names, set(), "columns of comparison_metric that a chart needs")
count, distinct = rows(
    "select count(*), count(distinct (left_occupation_id, right_occupation_id, metric_id)) from comparison_metric"
)[0]
equal(count, distinct, "rows of comparison_metric, and its pairs and metrics")
equal(rows("select function_name from duckdb_functions() where not internal"), [], "macros")
equal(rows("select schema_name from duckdb_schemas() where not internal and schema_name <> 'main'"), [], "schemas")
equal(
    rows("select type_name from duckdb_types() where not internal and database_name = current_database()"), [], "types"
)
# Every object answers with extensions and everything outside the file switched off.
connection.execute("set autoinstall_known_extensions = false; set autoload_known_extensions = false")
connection.execute("set enable_external_access = false")
for name in objects:
    connection.execute(f'select * from "{name}"').fetchall()
print(f"  {len(objects)} tables and views and {len(columns)} columns have comments and plain types")
