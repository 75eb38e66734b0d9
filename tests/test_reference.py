"""The whole comparison done again in plain Python from the seed CSVs, with no SQL: every cell of every pair is the same."""

import contextlib
import csv
import itertools
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from conftest import ROOT

from occupare.ask.comparison import compare, long, wide
from occupare.ask.titles import Occupation
from occupare.database import open_read_only

SEEDS = ROOT / "seeds"


def rows(name: str, folder: str = "career_pages") -> list[dict[str, str]]:
    with (SEEDS / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


METRICS = {row["metric_id"]: row for row in rows("metric", "vocabulary")}
DEGREES = {row["degree_id"]: row["degree_name"] for row in rows("degree", "vocabulary")}
GROUPS = {row["demographic_group"]: row["metric_id"] for row in rows("demographic_group", "vocabulary")}
SKILLS = {row["skill_id"]: row["skill_name"] for row in rows("skill")}
PAY = {"annual_stated_usd": "annual_pay", "annual_low_usd": "annual_pay_low", "annual_high_usd": "annual_pay_high"}
OUTLOOK = {"growth_pct": "growth", "openings_stated": "job_openings", "satisfaction": "job_satisfaction"}


def expected() -> dict[str, dict[str, str]]:
    """Every line of every occupation by metric id, as text with the metric's decimals."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("occupation"):
        for column in ("title", "category", "description"):
            found[row["occupation_id"]][column] = row.get(column) or ""
    for row in rows("pay"):
        for column, metric in PAY.items():
            found[row["occupation_id"]][metric] = row.get(column) or ""
        cents = Decimal(row["annual_stated_usd"]) / 2080
        found[row["occupation_id"]]["hourly_pay"] = str(cents.quantize(Decimal("0.01"), ROUND_HALF_UP))
    for row in rows("outlook"):
        for column, metric in OUTLOOK.items():
            found[row["occupation_id"]][metric] = row.get(column) or ""
    for row in rows("experience"):
        for column, metric in (("months_min", "experience_years_min"), ("months_max", "experience_years_max")):
            found[row["occupation_id"]][metric] = str(Decimal(row[column]) / 12) if row[column] else ""
    for row in rows("stated_leader"):
        found[row["occupation_id"]][row["leader_kind"]] = row["leader_name"]
    for row in rows("degree_share"):
        found[row["occupation_id"]]["top_degree"] = DEGREES[row["degree_id"]]
        found[row["occupation_id"]]["top_degree_share"] = row["share_pct"]
    for row in rows("age"):
        found[row["occupation_id"]]["average_age"] = row["age_years"]
    for row in rows("demographic_share"):
        found[row["occupation_id"]][GROUPS[row["demographic_group"]]] = row["share_pct"]
    for row in rows("occupation_skill"):
        found[row["occupation_id"]][f"skill:{row['skill_id']}"] = row.get("share_pct") or "listed"
    for row in rows("responsibility"):
        occupation = row["occupation_id"]
        found[occupation][f"responsibility:{occupation}:{row['list_position']}"] = row["responsibility"]
    return {
        id_: {metric: printed(metric, text) for metric, text in lines.items() if text} for id_, lines in found.items()
    }


def family(metric: str) -> dict[str, str]:
    """The row of metric.csv that a line such as skill:cloud belongs to."""
    return METRICS[metric.split(":")[0].replace("skill", "skill_share") if ":" in metric else metric]


def printed(metric: str, text: str) -> str:
    row = family(metric)
    if row["value_kind"] == "text" or text == "listed":
        return text
    return str(Decimal(text).quantize(Decimal(1).scaleb(-int(row["decimals"])), ROUND_HALF_UP))


EXPECTED = expected()
PAIRS = list(itertools.permutations(EXPECTED, 2))


def differences(metric: str, left: str, right: str) -> tuple[str, str]:
    row = family(metric)
    if row["value_kind"] == "text" or not left or not right or "listed" in (left, right):
        return "", ""
    step = Decimal(right) - Decimal(left)
    if row["unit"] == "percent" or Decimal(left) <= 0:
        return str(step), ""
    return str(step), str((100 * step / Decimal(left)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def cell(value: object) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("pair", PAIRS, ids="-and-".join)
@pytest.mark.thorough
def test_every_cell_of_a_pair(bundled, pair):
    left, right = pair
    with contextlib.closing(open_read_only(bundled)) as connection:
        compared = compare(connection, [Occupation(id_, "") for id_ in pair], ())
    result = wide(compared)
    found = {row[1]: dict(zip(result.columns, map(cell, row), strict=True)) for row in result.rows}
    assert found.keys() == EXPECTED[left].keys() | EXPECTED[right].keys()
    for metric, row in found.items():
        cells = [EXPECTED[id_].get(metric, "") for id_ in pair]
        assert [row[id_] for id_ in pair] == cells, metric
        assert (row["difference"], row["percent_difference"]) == differences(metric, *cells), metric
        assert (row["section"], row["unit"]) == (family(metric)["section"], family(metric)["unit"]), metric
    result = long(compared)
    rows = [dict(zip(result.columns, map(cell, row), strict=True)) for row in result.rows]
    listed = {(row["occupation_id"], row["metric_id"]): row["number_value"] or row["text_value"] for row in rows}
    assert listed == {(id_, metric): text for id_ in pair for metric, text in EXPECTED[id_].items()}


def test_the_views_say_the_same(connection):
    numbers = {
        metric for metric, row in METRICS.items() if row["value_kind"] == "number" and row["is_ranked"] == "false"
    }
    found = connection.execute(
        "select left_occupation_id, right_occupation_id, metric_id, left_number, right_number, left_text, right_text, "
        "difference, percent_difference from comparison_metric"
    ).fetchall()
    held = {row[:3]: row[3:] for row in found}
    single = {metric for lines in EXPECTED.values() for metric in lines if metric in METRICS}
    checked = 0
    for (left, right), metric in itertools.product(PAIRS, sorted(single)):
        cells = [EXPECTED[id_].get(metric, "") for id_ in (left, right)]
        if not any(cells):
            assert (left, right, metric) not in held
            continue
        row = held.pop((left, right, metric))
        shown = row[:2] if metric in numbers else row[2:4]
        assert [None if value is None else printed(metric, cell(value)) for value in shown] == [
            text or None for text in cells
        ], metric
        step, percent = differences(metric, *cells)
        assert (None if row[4] is None else Decimal(row[4])) == (Decimal(step) if step else None), metric
        assert (None if row[5] is None else Decimal(row[5])) == (Decimal(percent) if percent else None), metric
        checked += 1
    assert held == {} and checked > 1000


def test_the_wide_view_says_the_same(connection):
    result = connection.execute("select * from comparison")
    columns = [column[0] for column in result.description]
    checked = 0
    for row in result.fetchall():
        cells = dict(zip(columns, row, strict=True))
        for side in ("left", "right"):
            lines = EXPECTED[cells[f"{side}_occupation_id"]]
            for metric in (metric for metric in METRICS if METRICS[metric]["is_ranked"] == "false"):
                value = cells[f"{side}_{metric}"]
                assert (None if value is None else printed(metric, cell(value))) == lines.get(metric), metric
                checked += 1
        for metric in (metric for metric in METRICS if f"{metric}_difference" in cells):
            texts = [EXPECTED[cells[f"{side}_occupation_id"]].get(metric, "") for side in ("left", "right")]
            step = differences(metric, *texts)[0]
            value = cells[f"{metric}_difference"]
            assert (None if value is None else Decimal(value)) == (Decimal(step) if step else None), metric
    assert checked > 5000
