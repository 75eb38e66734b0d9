"""DuckDB's Python client, of the version that this environment holds."""

import datetime
import os
from decimal import Decimal

import duckdb

import stage
from stage import equal

connect = stage.string("Python")


def count(connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute(stage.COUNT).fetchall()[0][0]


held = eval(connect)
equal(held.execute("select current_setting('access_mode')").fetchall()[0][0].lower(), "read_only", "access mode")
equal(count(held), stage.BEFORE, "occupations")
stage.mean(held.execute(stage.MEAN).fetchall()[0][0])
label, left, right, difference, unit = held.execute(stage.CHART).fetchall()[0]
equal((type(difference), difference), (Decimal, stage.DIFFERENCE), "difference, as a decimal")
stage.rebuild()
still, second = count(held), eval(connect)
meanwhile = count(second)
held.close()
second.close()
with eval(connect) as reopened:
    stage.saw("Python", duckdb.__version__, still, meanwhile, count(reopened))
    equal(reopened.execute(stage.DATED).fetchall()[0][1], datetime.date.fromisoformat(stage.PERIOD_START), "a date")
with duckdb.connect(stage.FILE) as writer:
    equal(count(writer), stage.AFTER, "occupations")
    stage.refused(os.getpid())
stage.answers()
