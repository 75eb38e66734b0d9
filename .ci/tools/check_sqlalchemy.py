"""SQLAlchemy through the dialect duckdb-sqlalchemy: what it reflects, queries, and a pool that holds the file."""

import datetime
import os
from decimal import Decimal

import sqlalchemy
from sqlalchemy import text

import stage
from stage import equal, expect

connect = stage.string("SQLAlchemy")
engine = eval(connect)


def count(connection: sqlalchemy.Connection) -> int:
    return connection.execute(text(stage.COUNT)).scalar_one()


# What the file declares, asked of DuckDB itself, must be what SQLAlchemy reflects.
declared: dict[tuple[str, str], list] = {}
with engine.connect() as connection:
    tables, views = (
        dict(connection.execute(text(sql)).fetchall())
        for sql in (
            "select table_name, comment from duckdb_tables() where not internal",
            "select view_name, comment from duckdb_views() where not internal",
        )
    )
    columns = connection.execute(
        text("select table_name, column_name, is_nullable, comment from duckdb_columns() where not internal")
    ).fetchall()
    for table, kind, names, sql in connection.execute(
        text(
            "select table_name, constraint_type, constraint_column_names, constraint_text from duckdb_constraints() "
            "order by constraint_index"
        )
    ):
        declared.setdefault((table, kind), []).append((names, sql))

inspector = sqlalchemy.inspect(engine)
equal(set(inspector.get_table_names()), set(tables), "tables")
equal(set(inspector.get_view_names()), set(views), "views")
for name, comment in {**tables, **views}.items():
    equal(inspector.get_table_comment(name)["text"], comment, f"{name}: comment")
    reflected = [(name, c["name"], c["nullable"], c["comment"]) for c in inspector.get_columns(name)]
    equal(sorted(reflected), sorted(map(tuple, (c for c in columns if c[0] == name))), f"{name}: columns")
for name in tables:
    key = [names for names, _ in declared.get((name, "PRIMARY KEY"), [])]
    equal(inspector.get_pk_constraint(name)["constrained_columns"], key[0] if key else [], f"{name}: primary key")
    checks = declared.get((name, "CHECK"), [])
    equal(len(inspector.get_check_constraints(name)), len(checks), f"{name}: checks")
    foreign = sorted(names for names, _ in declared.get((name, "FOREIGN KEY"), []))
    equal(sorted(f["constrained_columns"] for f in inspector.get_foreign_keys(name)), foreign, f"{name}: foreign keys")
    unique = sorted(names for names, _ in declared.get((name, "UNIQUE"), []))
    equal(sorted(u["column_names"] for u in inspector.get_unique_constraints(name)), unique, f"{name}: unique keys")
kinds = {kind: sum(len(found) for (_, k), found in declared.items() if k == kind) for kind in ("PRIMARY KEY", "CHECK")}
expect(min(kinds.values()) > 0, f"the file declares no keys or no checks: {kinds}")
metadata = sqlalchemy.MetaData()
metadata.reflect(engine, views=True)
metric = metadata.tables["comparison_metric"]
print(f"  reflected: {len(tables)} tables, {len(views)} views, {kinds['PRIMARY KEY']} keys, {kinds['CHECK']} checks")

held = engine.connect()
equal(count(held), stage.BEFORE, "occupations")
stage.mean(held.execute(text(stage.MEAN)).scalar_one())
found = held.execute(
    sqlalchemy.select(metric.c.difference).where(
        metric.c.left_title == "Service Manager",
        metric.c.right_title == "Senior Service Manager",
        metric.c.metric_id == "annual_pay",
    )
).scalar_one()
equal((type(found), found), (Decimal, stage.DIFFERENCE), "difference, as a decimal")
equal(held.execute(text(stage.CHART)).fetchone()[3], stage.DIFFERENCE, "difference")
stage.rebuild()
held.rollback()
still = count(held)
with engine.connect() as second:
    meanwhile = count(second)
held.close()
engine.dispose()
engine = eval(connect)
with engine.connect() as reopened:
    stage.saw("SQLAlchemy", f"{sqlalchemy.__version__}, duckdb-sqlalchemy", still, meanwhile, count(reopened))
    equal(reopened.execute(text(stage.DATED)).fetchone()[1], datetime.date.fromisoformat(stage.PERIOD_START), "a date")
engine.dispose()
writer = sqlalchemy.create_engine("duckdb:///occupations.duckdb")
with writer.connect() as writing:
    equal(count(writing), stage.AFTER, "occupations")
    stage.refused(os.getpid())
writer.dispose()
stage.answers()
