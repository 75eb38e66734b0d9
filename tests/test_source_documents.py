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


def by_golden_name(rows: list[dict[str, str]], occupation: str) -> dict[str, str]:
    """An occupation's column by metric; an entry of its lists by rank, as the documents number them, and its share."""
    found = {}
    for row in rows:
        if not row[occupation]:
            continue
        rank = row[f"{occupation}_rank"]
        if row["section"] == "skills":
            found |= {f"skill_{rank}": row["label"], f"skill_{rank}_share": row[occupation].replace("listed", "")}
        else:
            found[f"{row['metric_id'].split(':')[0]}_{rank}" if rank else row["metric_id"]] = row[occupation]
    return found


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
        rows = [dict(zip(result.columns, map(text_of, row), strict=True)) for row in result.rows]
        for occupation in (left, right):
            found = by_golden_name(rows, occupation)
            for golden in GOLDEN:
                figure = found.get(golden["metric_id"], "")
                assert same(figure, golden[occupation]), (golden["metric_id"], occupation, figure)


@pytest.mark.thorough
def test_every_rank_and_share_stands_in_the_views_of_pairs(connection):
    ranks = [row for row in GOLDEN if row["metric_id"] in {f"skill_{rank}" for rank in range(1, 7)}]
    lists = {name: {row["metric_id"]: row[name] for row in ranks if row[name]} for name in OCCUPATIONS}
    shares = {(name, row["metric_id"]): row[name] for row in GOLDEN for name in OCCUPATIONS}
    for occupation_id, position, duty in connection.execute(
        "select occupation_id, list_position, responsibility from responsibility"
    ).fetchall():
        lists[occupation_id][f"responsibility_{position}"] = duty
    assert sum(map(len, lists.values())) > 50
    for (left, right), (side, of) in itertools.product(PAIRS, (("left", 0), ("right", 1))):
        pair = f"left_occupation_id = '{left}' and right_occupation_id = '{right}'"
        occupation = (left, right)[of]
        skills = connection.execute(
            f"select {side}_rank, skill_name, {side}_number from comparison_skills where {pair} and {side}_rank is not null"
        ).fetchall()
        duties = connection.execute(
            f"select responsibility_rank, responsibility from comparison_responsibilities where {pair} and side = '{side}'"
        ).fetchall()
        found = {f"skill_{rank}": name for rank, name, _ in skills}
        assert found | {f"responsibility_{rank}": text for rank, text in duties} == lists[occupation]
        for rank, _, share in skills:
            assert same(text_of(share), shares[occupation, f"skill_{rank}_share"])
        entries = connection.execute(
            f"select metric_id || '_' || {side}_rank, entry_text from comparison_entry where {pair} and is_in_{side}"
        ).fetchall()
        assert dict(entries) == lists[occupation] and len(entries) == len(lists[occupation])


def test_the_command_line_gives_the_figures_of_a_document(run: Run, bundled):
    done = run("-d", bundled, "compare", "client services manager", "senior service manager", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = rows_of(done.stdout)
    assert rows[0]["metric_id"] == "title"
    by_metric = {row["metric_id"]: row for row in rows}
    for occupation in ("client-services-manager", "senior-service-manager"):
        found = by_golden_name(rows, occupation)
        for golden in GOLDEN:
            assert same(found.get(golden["metric_id"], ""), golden[occupation]), golden["metric_id"]
    assert by_metric["annual_pay"]["difference"] == "50626"
    assert by_metric["annual_pay"]["percent_difference"] == "64.5"
    assert by_metric["female_share"]["difference"] == "-27.5"
    assert by_metric["female_share"]["percent_difference"] == ""
    assert by_metric["hourly_pay"]["senior-service-manager_basis"] == "derived"
    assert by_metric["top_major"]["difference"] == ""


def test_nothing_is_in_the_profile_that_no_document_states(connection):
    columns = [row[0] for row in connection.execute("describe occupation_profile").fetchall()]
    columns = [name for name in columns if not name.endswith(("_basis", "_group_id", "_shared_by"))]
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
