"""SQLAlchemy through the older dialect duckdb-engine, which queries the file and reflects no keys."""

import datetime
import warnings
from decimal import Decimal

import sqlalchemy
from sqlalchemy import text

import stage
from stage import equal, expect

warnings.simplefilter("ignore")  # it warns that it does not reflect indexes
connect = stage.string("SQLAlchemy, older dialect")
engine = eval(connect)
inspector = sqlalchemy.inspect(engine)
expect("occupation_profile" in inspector.get_table_names(), "the table occupation_profile is not listed")
expect("comparison_metric" in inspector.get_view_names(), "the view comparison_metric is not listed")
expect(inspector.get_table_comment("comparison_metric")["text"], "comparison_metric has no comment")
expect(all(column["comment"] for column in inspector.get_columns("comparison_metric")), "a column has no comment")
try:
    key = inspector.get_pk_constraint("occupation")["constrained_columns"]
except Exception:  # the dialect's own fault, and the reason why it is not the one that README recommends
    key = []
equal(key, [], "primary key, which this dialect did not reflect: README can recommend it if it does now")

held = engine.connect()
equal(held.execute(text(stage.COUNT)).scalar(), stage.BEFORE, "occupations")
stage.mean(held.execute(text(stage.MEAN)).scalar())
found = held.execute(text(stage.CHART)).fetchone()[3]
equal((type(found), found), (Decimal, stage.DIFFERENCE), "difference, as a decimal")
stage.rebuild()
held.rollback()
still = held.execute(text(stage.COUNT)).scalar()
with engine.connect() as second:
    meanwhile = second.execute(text(stage.COUNT)).scalar()
held.close()
engine.dispose()
with eval(connect).connect() as reopened:
    count = reopened.execute(text(stage.COUNT)).scalar()
    stage.saw("SQLAlchemy", f"{sqlalchemy.__version__}, duckdb-engine", still, meanwhile, count)
    equal(reopened.execute(text(stage.DATED)).fetchone()[1], datetime.date.fromisoformat(stage.PERIOD_START), "a date")
