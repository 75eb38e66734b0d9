"""polars: a frame from the file, with decimals as decimals and dates as dates."""

import duckdb  # noqa: F401 - README's string uses it
import polars

import stage
from stage import equal, expect

read = stage.string("polars")
frame = eval(read)
numbers = ["left_number", "right_number", "difference", "percent_difference"]
wrong = {name: str(frame.schema[name]) for name in numbers if not frame.schema[name].is_decimal()}
expect(not wrong, f"these columns of comparison_metric are not decimals: {wrong}")
pay = frame.filter(metric_id="annual_pay", left_title="Service Manager", right_title="Senior Service Manager")
equal(pay["difference"].to_list(), [stage.DIFFERENCE], "difference")
figures = eval(read.replace("comparison_metric", "occupation_metric"))
paid, jobs = (figures.filter(metric_id=metric) for metric in ("annual_pay", "job_openings"))
paired = paid.join(jobs, on="occupation_id", suffix="_of_jobs")
weight = polars.col("number_value_of_jobs") / polars.col("shared_by_of_jobs")
stage.mean(paired.select((polars.col("number_value") * weight).sum() / weight.sum()).item())
stage.rebuild()
expect(eval(read)["left_title"].n_unique() == frame["left_title"].n_unique() + 1, "the rebuilt file is not seen")
release = eval(read.replace("comparison_metric", "release"))
equal(release.schema["period_start"], polars.Date(), "type of release.period_start")
equal(str(release["period_start"].max()), stage.PERIOD_START, "a date")
print(f"  polars {polars.__version__}: {frame.height} rows, read anew after the build: the new rows")
