"""Every view on a small given/expect case: seeds in, the view's rows compared one by one, '-' for a null.

`views/<view>.txt` holds the rows expected, in no order, in one or more blocks: what cannot stand on one line of a
screen stands in several blocks, the key in each. A condition ("where …") above a block holds for it and those below.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

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
    "alpha": "experience_years_min experience_years_max annual_pay_p10 annual_pay_p90 hourly_pay best_paying_city best_paying_state top_degree top_degree_share "
    "high_school_share associate_share bachelors_share median_age male_share female_share skill",
    "beta": "annual_pay_p90 hourly_pay best_paying_city best_paying_company top_major entry_training",
}
SEEDS["source_metric"] += "".join(
    f"{source} | {metric} | own-data-{metric.replace('_', '-')}\n"
    for source, metrics in SHARED_METRICS.items()
    for metric in metrics.split()
)

EXPECTED = sorted((ROOT / "tests" / "views").glob("*.txt"))
DERIVED = [
    "comparable_profile", "entry_requirement", "group_profile", "occupation_metric", "occupation_name", "occupation_profile", "preferred_skill",
]  # fmt: skip


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


def blocks(path: Path) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """The condition, the columns and the rows of each block of a file."""
    condition = ""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        header = next(number for number, line in enumerate(lines) if " | " in line)
        condition = " ".join(lines[:header]) or condition
        columns, *rows = [[cell.strip() for cell in line.split(" | ")] for line in lines[header:]]
        assert rows and all(len(row) == len(columns) for row in rows), (path.name, columns)
        yield condition, columns, rows


@pytest.mark.thorough
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_view(small, path):
    for condition, columns, rows in blocks(path):
        found = query(small, f"select {', '.join(columns)} from {path.stem} {condition}")
        assert found == sorted(rows), columns


def test_the_expected_rows_fit_a_screen():
    assert [(path.name, line) for path in EXPECTED for line in path.read_text().splitlines() if len(line) > 120] == []


def test_every_view_has_a_case(small):
    views = query(small, "select view_name from duckdb_views() where not internal")
    assert [path.stem for path in EXPECTED] == sorted([name for (name,) in views] + DERIVED)


def test_the_pairs_are_of_occupations_both_ways(small):
    pairs = [["baker", "miller"], ["miller", "baker"]]
    for view in (path.stem for path in EXPECTED if path.stem.startswith("comparison")):
        assert query(small, f"select distinct left_occupation_id, right_occupation_id from {view}") == pairs, view
