"""Every figure of the five documents comes back through a comparison, for all 42 ordered pairs."""

import csv
import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Run, rows_of

from occupare.ask import comparison
from occupare.ask.titles import Occupation
from occupare.database import open_read_only
from occupare.write.cells import text_of

with (Path(__file__).parent / "golden_career_pages.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))
OCCUPATIONS = [name for name in GOLDEN[0] if name != "metric_id"]
PAIRS = list(itertools.permutations(OCCUPATIONS, 2))


def same(found: str, expected: str) -> bool:
    try:
        return Decimal(found) == Decimal(expected)
    except ArithmeticError:
        return found == expected


def test_there_are_42_pairs(connection):
    assert len(PAIRS) == 42
    assert set(connection.execute("select left_occupation_id, right_occupation_id from comparison").fetchall()) == set(
        PAIRS
    )


@pytest.mark.parametrize("left", OCCUPATIONS)
def test_every_pair_shows_every_figure(bundled, left):
    connection = open_read_only(bundled)
    for right in OCCUPATIONS:
        if right == left:
            continue
        pair = [Occupation(left, left), Occupation(right, right)]
        result = comparison.wide(comparison.compare(connection, pair, ()))
        rows = {row[1]: dict(zip(result.columns, map(text_of, row), strict=True)) for row in result.rows}
        for golden in GOLDEN:
            for occupation in (left, right):
                found = rows.get(golden["metric_id"], {}).get(occupation, "")
                assert same(found, golden[occupation]), (golden["metric_id"], occupation, found)


def test_the_command_line_gives_the_figures_of_a_document(run: Run, bundled):
    done = run("-d", bundled, "compare", "client services manager", "senior service manager", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = rows_of(done.stdout)
    assert rows[0]["metric_id"] == "title"
    by_metric = {row["metric_id"]: row for row in rows}
    for golden in GOLDEN:
        for occupation in ("client-services-manager", "senior-service-manager"):
            found = by_metric.get(golden["metric_id"], {}).get(occupation, "")
            assert same(found, golden[occupation]), golden["metric_id"]
    assert by_metric["annual_pay"]["difference"] == "50626"
    assert by_metric["annual_pay"]["percent_difference"] == "64.5"
    assert by_metric["female_share"]["difference"] == "-27.5"
    assert by_metric["female_share"]["percent_difference"] == ""
    assert by_metric["hourly_pay"]["senior-service-manager_basis"] == "derived"
    assert by_metric["top_major"]["difference"] == ""


def test_nothing_is_in_the_profile_that_no_document_states(connection):
    columns = [row[0] for row in connection.execute("describe occupation_profile").fetchall()]
    stated = {golden["metric_id"] for golden in GOLDEN} | {"description", "occupation_id", "occupation_kind"}
    filled = {
        name for name in columns if connection.execute(f'select count("{name}") from occupation_profile').fetchone()[0]
    }
    assert filled - stated == set()


def test_alternate_title_and_responsibilities(connection):
    assert connection.execute("select occupation_id, alternate_title from alternate_title").fetchall() == [
        ("client-services-manager", "Client Relations Manager")
    ]
    counts = dict(
        connection.execute("select occupation_id, count(*) from responsibility group by occupation_id").fetchall()
    )
    assert counts == dict.fromkeys(
        ["client-services-manager", "senior-service-manager", "service-manager", "customer-service-operations-manager"],
        6,
    )


def test_the_seeds_are_plain_csv():
    for path in (ROOT / "seeds").glob("*/*.csv"):
        content = path.read_bytes()
        assert content.endswith(b"\n") and b"\r" not in content, path
        content.decode("utf-8")
