"""ADBC, the Arrow database interface, through the driver that comes with DuckDB's Python client."""

import adbc_driver_duckdb  # noqa: F401 - README's string uses it
import adbc_driver_manager.dbapi
import pyarrow

import stage
from stage import equal, expect

connect = stage.string("ADBC")


def ask(connection: adbc_driver_manager.dbapi.Connection, sql: str) -> pyarrow.Table:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetch_arrow_table()


def count(connection: adbc_driver_manager.dbapi.Connection) -> int:
    return ask(connection, stage.COUNT).column(0)[0].as_py()


held = eval(connect)
equal(ask(held, "select current_setting('access_mode')").column(0)[0].as_py().lower(), "read_only", "access mode")
equal(count(held), stage.BEFORE, "occupations")
stage.mean(ask(held, stage.MEAN).column(0)[0].as_py())
chart = ask(held, stage.CHART)
expect(pyarrow.types.is_decimal(chart.schema.field("difference").type), "difference is not a decimal")
equal(chart.column("difference").to_pylist(), [stage.DIFFERENCE], "difference")
stage.rebuild()
still, second = count(held), eval(connect)
meanwhile = count(second)
held.close()
second.close()
with eval(connect) as reopened:
    stage.saw("ADBC", adbc_driver_manager.__version__, still, meanwhile, count(reopened))
    dated = ask(reopened, stage.DATED)
    expect(pyarrow.types.is_date(dated.schema.field("period_start").type), "release.period_start is not a date")
    equal(str(dated.column("period_start")[0]), stage.PERIOD_START, "a date")
