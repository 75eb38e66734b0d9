"""pandas: a frame from the file, with numbers as numbers and dates as dates."""

import duckdb  # noqa: F401 - README's string uses it
import pandas

import stage
from stage import equal, expect

read = stage.string("pandas")
frame = eval(read)
numbers = ["left_number", "right_number", "difference", "percent_difference", "sort_order"]
wrong = {name: str(frame[name].dtype) for name in numbers if not pandas.api.types.is_numeric_dtype(frame[name])}
expect(not wrong, f"these columns of comparison_metric are not numbers: {wrong}")
pay = frame[
    (frame.metric_id == "annual_pay")
    & (frame.left_title == "Service Manager")
    & (frame.right_title == "Senior Service Manager")
]
equal(pay["difference"].tolist(), [stage.DIFFERENCE], "difference")
figures = eval(read.replace("comparison_metric", "occupation_metric")).set_index("occupation_id")
paid, jobs = (figures[figures.metric_id == metric] for metric in ("annual_pay", "job_openings"))
weight = jobs.number_value / jobs.shared_by
stage.mean((paid.number_value * weight).sum() / weight.sum())
stage.rebuild()
expect(eval(read).left_title.nunique() == frame.left_title.nunique() + 1, "the rebuilt file has no occupation more")
release = eval(read.replace("comparison_metric", "release"))
expect(pandas.api.types.is_datetime64_any_dtype(release["period_start"]), "release.period_start is not a date")
equal(str(release["period_start"].max())[:10], stage.PERIOD_START, "a date")
print(f"  pandas {pandas.__version__}: {len(frame)} rows, read anew after the build: the new rows")
