"""The rule of comparisons, at both of its ends: every view that holds it, and the command that reads it."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from conftest import write_seeds
from published_files import FOLDERS, REAL, Made, made_from, make_published

from occupare.ask.comparison import compare, wide
from occupare.ask.titles import Occupation
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

# Some differ by half a tenth of a percent, which no binary fraction holds.
HOURLY = {"all": "40.00", "more": "40.02", "less": "39.98", "top": "44.47", "low": "20.00"}


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory):
    """A database of occupations whose wages differ by halves of a tenth of a percent, in two releases."""
    folder = tmp_path_factory.mktemp("paid")
    kinds = {"all": "all"}
    seeds = write_seeds(
        folder / "seeds",
        occupation="occupation_id | title | occupation_kind\n"
        + "".join(f"{id_} | {id_} worker | {kinds.get(id_, 'occupation')}\n" for id_ in HOURLY),
        source="source_id | source_name | publisher\ns | Survey | Office",
        release="release_id | source_id | release_name | precedence\nnew | s | New | 2\nold | s | Old | 1",
        definition="definition_id | metric_id | meaning\nhourly | hourly_pay | Mean",
        source_metric="source_id | metric_id | definition_id\ns | hourly_pay | hourly",
        pay="occupation_id | release_id | area_id | industry_id | hourly_mean_usd\n"
        + "".join(f"{id_} | new | US | all | {wage}\n{id_} | old | US | all | 40.00\n" for id_, wage in HOURLY.items()),
    )
    build(folder / "paid.duckdb", [SeedFolder("seeds", seeds)])
    with duckdb.connect(str(folder / "paid.duckdb"), read_only=True) as opened:
        yield opened


def exactly(left: str, right: str) -> Decimal:
    """The difference relative to the left in percent, half a tenth away from zero, by rational numbers."""
    tenths = 1000 * (Fraction(right) - Fraction(left)) / Fraction(left)
    rounded = Fraction(abs(tenths) + Fraction(1, 2)).__floor__()
    return Decimal(rounded if tenths >= 0 else -rounded) / 10


def test_half_a_tenth_goes_away_from_zero(paid):
    assert (exactly("40.00", "40.02"), exactly("40.00", "39.98")) == (Decimal("0.1"), Decimal("-0.1"))
    pairs = paid.execute(
        "select left_occupation_id, right_occupation_id, percent_difference from comparison_metric "
        "where metric_id = 'hourly_pay'"
    ).fetchall()
    assert len(pairs) == 12
    for left, right, percent in pairs:
        assert percent == exactly(HOURLY[left], HOURLY[right]), (left, right)
    for view, key in (("metric_beside_all_workers", "true"), ("figure_change", "earlier_release_id = 'old'")):
        beside = paid.execute(
            f"select occupation_id, percent_difference from {view} where metric_id = 'hourly_pay' and {key}"
        ).fetchall()
        assert dict(beside) == {id_: exactly("40.00", wage) for id_, wage in HOURLY.items()}, view


def test_of_three_the_best_is_better_than_each(paid):
    compared = compare(paid, [Occupation(id_, "") for id_ in ("more", "low", "top")], ("pay",))
    lines = compared.metrics["hourly_pay"]
    assert {id_: line.is_better for id_, line in lines.items()} == {"more": False, "low": False, "top": True}
    assert {id_: line.difference for id_, line in lines.items()} == {
        "more": None, "low": Decimal("-20.02"), "top": Decimal("4.45"),
    }  # fmt: skip


@pytest.fixture(scope="module", params=FOLDERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("published")
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    return made_from(request.param, downloads, folder)


def test_every_percentage_is_exact(made: Made) -> None:
    """Whole numbers of ten-thousandths, which are exact, against every row of the view."""
    rows, wrong = made.connection.execute("""
        with pair as (
            select
                percent_difference,
                cast(left_number * 10000 as hugeint) as lefts,
                cast(right_number * 10000 as hugeint) as rights
            from comparison_metric
            where
                    unit not in ('percent', 'points') and unit not like '% from % to %'
                    and left_number > 0 and right_number is not null and is_like_for_like
        )
        select count(*), count(*) filter (
            percent_difference is distinct from
            cast(sign(rights - lefts) * ((2000 * abs(rights - lefts) + lefts) // (2 * lefts)) * 0.1 as decimal(18, 1))
        )
        from pair
    """).fetchone()
    assert rows > (10_000_000 if made.name == "published" else 10)
    assert wrong == 0


def test_the_command_shows_what_the_view_says(made: Made) -> None:
    ids = [row[0] for row in made.connection.execute(
        "select occupation_id from occupation where occupation_kind = 'occupation' order by occupation_id"
    ).fetchall()]  # fmt: skip
    drawn = random.Random(7)
    pairs = [drawn.sample(ids, 2) for _ in range(12)]
    if made.name == "published":
        pairs.append(["47-5022.00", "11-3061.00"])
    for left, right in pairs:
        result = wide(compare(made.connection, [Occupation(left, ""), Occupation(right, "")], ()))
        shown = {row[1]: dict(zip(result.columns, row, strict=True)) for row in result.rows}
        said = made.connection.execute(
            "select metric_id, decimals, difference, percent_difference, is_like_for_like from comparison_metric "
            "where left_occupation_id = ? and right_occupation_id = ?", [left, right],
        ).fetchall()  # fmt: skip
        assert said
        for metric, decimals, difference, *others in said:
            row = shown[metric]
            step = Decimal(1).scaleb(-decimals)
            expected = None if difference is None else difference.quantize(step, ROUND_HALF_UP)
            assert [row["difference"], row["percent_difference"], row["is_like_for_like"]] == [expected, *others], (
                metric
            )
    if made.name == "published":
        assert shown["hourly_pay_p10"]["percent_difference"] == Decimal("122.4")


def test_the_rule_stands_once() -> None:
    """No view or query of the command line has a percentage or a better side of its own."""
    root = Path(__file__).parent.parent
    files = [*(root / "schema").rglob("*.sql"), *(root / "cli").rglob("*.sql")]
    named = [path.name for path in files if "as percent_difference" in path.read_text(encoding="utf-8")]
    written = [
        path.name for path in files
        if any(line.strip().startswith("end as percent_difference") for line in path.read_text(encoding="utf-8").splitlines())
    ]  # fmt: skip
    assert written == ["figure_pair.sql"]
    assert {"comparison_metric.sql", "figure_change.sql", "metric_beside_all_workers.sql"} <= set(named)
