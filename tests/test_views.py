"""Every view on a small given/expect case: seeds in, the view's rows compared one by one, '-' for a null."""

import re
from decimal import Decimal

import duckdb
import pytest
from conftest import ROOT, write_seeds

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder


def tables_of(name: str) -> dict[str, str]:
    """The tables of a text file by their heading, a line that ends with ':'."""
    text = (ROOT / "tests" / "fixtures" / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(\S.*):\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# Own data comes first in precedence, then Beta, then Alpha's editions.
SEEDS = tables_of("small_seeds")
# Where the sources do not differ they share the definitions of own data.
SHARED_METRICS = {
    "alpha": "annual_pay_p10 annual_pay_p90 hourly_pay best_paying_city best_paying_state top_degree top_degree_share "
    "high_school_share associate_share bachelors_share median_age male_share female_share skill",
    "beta": "annual_pay_p90 hourly_pay best_paying_city best_paying_company top_major entry_training",
}
SEEDS["source_metric"] += "".join(
    f"{source} | {metric} | own-data-{metric.replace('_', '-')}\n"
    for source, metrics in SHARED_METRICS.items()
    for metric in metrics.split()
)

# Each view (or some of its rows): its columns and the rows expected, in no order.
CASES = tables_of("small_views")
DERIVED = ["occupation_metric", "occupation_profile"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    """A read-only connection to the database of two occupations and the group that they belong to."""
    folder = tmp_path_factory.mktemp("views")
    write_seeds(folder / "seeds", **SEEDS)
    assert build(folder / "small.duckdb", [SeedFolder("seeds", folder / "seeds")]) == 2
    with duckdb.connect(str(folder / "small.duckdb"), read_only=True) as opened:
        yield opened


def shown(value: object) -> str:
    """A value as the expected tables write it: '-' for a null, decimals without trailing zeros."""
    if value is None:
        return "-"
    assert value not in ("", "-")
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def query(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    return sorted([shown(value) for value in row] for row in connection.execute(sql).fetchall())


@pytest.mark.parametrize("view", CASES, ids=lambda case: case.split()[0])
def test_view(small, view):
    columns, *expected = [[cell.strip() for cell in line.split(" | ")] for line in CASES[view].strip().splitlines()]
    assert expected
    found = query(small, f"select {', '.join(columns)} from {view}")
    assert found == sorted(expected)


def test_every_view_has_a_case(small):
    views = sorted(path.stem for path in (ROOT / "schema" / "views").glob("*.sql"))
    assert sorted(case.split()[0] for case in CASES) == sorted(views + DERIVED)
    assert query(small, "select view_name from duckdb_views() where not internal") == [[view] for view in views]


def test_the_pairs_are_of_occupations_both_ways(small):
    pairs = [["baker", "miller"], ["miller", "baker"]]
    for view in (case.split()[0] for case in CASES if case.startswith("comparison")):
        assert query(small, f"select distinct left_occupation_id, right_occupation_id from {view}") == pairs, view
