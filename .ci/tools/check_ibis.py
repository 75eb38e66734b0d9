"""ibis: its own expressions over the file, and what it takes the types for."""

from decimal import Decimal

import ibis

import stage
from stage import equal, expect

connect = stage.string("ibis")
held = eval(connect)


def count(connection: ibis.BaseBackend) -> int:
    return int(connection.table("occupation_profile").count().execute())


expect({"occupation_profile", "comparison_metric"} <= set(held.list_tables()), "the places to start are not listed")
equal(count(held), stage.BEFORE, "occupations")
metric = held.table("comparison_metric")
pay = metric.filter(
    metric.left_title == "Service Manager",
    metric.right_title == "Senior Service Manager",
    metric.metric_id == "annual_pay",
)
found = pay["difference"].execute().iloc[0]  # not pay.difference, which is a method of every ibis table
equal((type(found), found), (Decimal, stage.DIFFERENCE), "difference, as a decimal")
figures = held.table("occupation_metric")
paid = figures.filter(figures.metric_id == "annual_pay")
jobs = figures.filter(figures.metric_id == "job_openings").select("occupation_id", "shared_by", jobs="number_value")
paired = paid.select("occupation_id", pay="number_value").inner_join(jobs, "occupation_id")
weight = paired.jobs / paired.shared_by
stage.mean(((paired.pay * weight).sum() / weight.sum()).execute())
expect(held.table("release").schema()["period_start"].is_date(), "release.period_start is not a date")
stage.rebuild()
still, second = count(held), eval(connect)
meanwhile = count(second)
held.disconnect()
second.disconnect()
reopened = eval(connect)
stage.saw("ibis", ibis.__version__, still, meanwhile, count(reopened))
starts = reopened.table("release")["period_start"].max().execute()
equal(str(starts)[:10], stage.PERIOD_START, "a date")
