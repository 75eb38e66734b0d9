"""Tables on a terminal: no line wider than it, no word or number broken, nothing left out without a word."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from processes import ENVIRONMENT, ended, on_terminal, started

from occupare.main import cli
from occupare.result import Result
from occupare.write.readable import columns, heading, with_units
from occupare.write.table import cell_width, laid_out
from occupare.write.terminal import without_styles

WIDTHS = [60, 80, 100, 140]
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.decimals(-99999, 99999, places=4), st.text(max_size=90),
    st.lists(st.text("abcdefgh/_-", min_size=1, max_size=25), max_size=12).map(" ".join),
)  # fmt: skip


@given(
    st.integers(1, 9).flatmap(lambda count: st.lists(st.tuples(*[CELLS] * count), min_size=1, max_size=5)),
    st.sampled_from(WIDTHS),
)
def test_any_rows_fit_and_keep_every_word(rows, width):
    found = columns(Result([f"column_{number}" for number in range(len(rows[0]))], rows))
    lines = "".join(map(without_styles, laid_out(found, width))).split("\n")
    assert all(cell_width(line) <= width for line in lines)
    words = [word for line in lines for word in line.split()]
    for column in found:
        for word in " ".join(column.cells).split():
            # Beside its heading, in a block, a word has that much less room.
            assert word in words or cell_width(word) > width - len("Column 0 | ")
        assert column.heading.split()[0] in words


def test_what_is_the_same_in_every_row_is_told_once_where_the_table_is_too_wide():
    period = "Occupational Employment and Wage Statistics, May 2025"
    rows = [("Bakers", 30000, period, "observed"), ("Millers", 40000, period, "observed")]
    found = columns(
        Result(["title", "pay", "release_name", "basis"], rows, units=[None, "US dollars a year", None, None])
    )
    wide, narrow = ("".join(map(without_styles, laid_out(found, width))).splitlines() for width in (120, 40))
    assert "every row" not in "".join(wide) and sum(period in line for line in wide) == 2
    assert [line.split() for line in narrow if line.startswith(("B", "M"))] == [
        ["Bakers", "$30,000"], ["Millers", "$40,000"], ["Basis", "observed"],
    ]  # fmt: skip
    assert " ".join(" ".join(narrow).split()).endswith(f"The same in every row Release name {period} Basis observed")
    alike = "".join(map(without_styles, laid_out(columns(Result(["a", "b"], [(period, period * 2)] * 2)), 24)))
    assert alike.count("1 of 2") == 1 and "every row" not in alike, "of rows that are all the same each is told"


def test_a_small_number_in_a_column_of_large_ones_is_no_year():
    (column,) = columns(Result(["jobs_counted"], [(8720,), (12720,), (None,)]))
    assert column.cells == ["8,720", "12,720", ""]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Decimal("754500.0000"), "US dollars a year", "$754,500"),
        (Decimal("35.5"), "US dollars an hour", "$35.50"),
        (12, "US dollars an hour", "$12.00"),
        (Decimal("16.50"), "percent", "16.5%"),
        (Decimal("-2.2"), "percentage points", "-2.2 points"),
        (Decimal("-0.00"), "percent", "0%"),
        (-1200, "US dollars a year", "-$1,200"),
        (754500, None, "754,500"),
        (2025, None, "2025"),
        (2025, "people", "2,025"),
        (82526.83653, None, "82,526.84"),
        (float("nan"), "percent", "nan"),
        (True, None, "yes"),
        ("2025", "people", "2025"),
        (None, "percent", ""),
    ],
)
def test_a_number_is_shown_as_its_unit_asks(value, unit, expected):
    (column,) = columns(Result(["figure"], [(value,)], units=[unit]))
    assert column.cells == [expected]


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("annual_mean_usd", "US dollars a year", "Annual mean"),
        ("occupation_id", None, "Occupation ID"),
        ("median_age", "years", "Median age (years)"),
        ("age_years", "years", "Age years"),
        ("share_pct", None, "Share percent"),
        ("count(DISTINCT x)", None, "count(DISTINCT x)"),
    ],
)
def test_a_heading_is_words(name, unit, expected):
    assert heading(name, unit) == expected


def test_units_come_from_the_catalog_and_from_the_row(bundled, run: Run):
    asked = (
        "select title, annual_pay, hourly_pay, growth, null as nothing from occupation_profile order by annual_pay desc"
    )
    shown = ended(run("-d", bundled, "sql", asked, "--format", "table", COLUMNS="80")).stdout
    assert shown.splitlines()[0].split("  ") and re.search(r"\$\d\d\d,\d\d\d +\$\d\d\.\d\d +\d+%", shown)
    assert shown.endswith("Empty throughout: Nothing\n") and "Annual pay" in shown
    asked = (
        "select metric_id, unit, left_number, difference from comparison_metric where left_title = 'Service Manager'"
    )
    shown = ended(run("-d", bundled, "sql", asked, "--format", "table")).stdout
    assert "$74,009" in shown and "$35.58" in shown and " points\n" in shown and "74009" not in shown


@pytest.mark.thorough
@pytest.mark.parametrize(
    "added", [{"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}, {"COLUMNS": "\u00b2"}, {"COLUMNS": "0"}]
)
def test_the_environment_never_cuts_a_file(bundled, run: Run, tmp_path, added):
    done = ended(run("-d", bundled, "sql", "from range(2000)", "-o", "o.txt", **added))
    assert done.stderr == "o.txt: wrote 2,000 rows\n"
    lines = (tmp_path / "o.txt").read_text("utf-8").splitlines()
    assert len(lines) == 2002 and "\x1b" not in "".join(lines)
    assert (
        ended(run("-d", bundled, "sql", "from range(2000)", "--format", "table", **added)).stdout.splitlines() == lines
    )


@pytest.mark.thorough
@pytest.mark.parametrize("width", WIDTHS)
def test_help_fits_and_its_examples_stay_commands(width):
    with cli.make_context("occupare", [], resilient_parsing=True, terminal_width=width) as parent:
        for name in cli.list_commands(parent):
            command = cli.get_command(parent, name)
            context = command.make_context(name, [], parent=parent, resilient_parsing=True, terminal_width=width)
            lines = command.get_help(context).splitlines()
            assert all(cell_width(line) <= max(width, 60) for line in lines), name
            told = " ".join("\n".join(lines).replace("\\\n", " ").split())
            for example in (command.epilog or "").split("\n")[2:]:
                assert " ".join(example.split()) in told, example


@pytest.mark.thorough
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_read_most_fits_a_narrow_terminal(bundled, run: Run, width):
    for asked in (["find"], ["find", "manager"], ["query"], ["describe"], ["describe", "comparison_metric"],
                  ["query", "most_openings"], ["sql", "from occupation_profile"]):  # fmt: skip
        shown = ended(run("-d", bundled, *asked, "--format", "table", COLUMNS=str(width))).stdout
        assert all(cell_width(line) <= width for line in shown.splitlines()), asked


@pytest.mark.parametrize(
    ("name", "unit"),
    [("asked_pay_usd", "US dollars a year"), ("hourly_gain_usd", "US dollars an hour"), ("own_share_pct", "percent"), ("own", None)],
)  # fmt: skip
def test_a_column_that_the_catalog_has_not_says_its_unit_by_its_name(connection, name, unit):
    assert with_units(connection, Result([name], [(12,)])).units == [unit]


def test_a_dash_is_stdout_and_an_empty_name_is_refused(bundled, run: Run):
    assert ended(run("-d", bundled, "find", "-o", "-")).stdout == ended(run("-d", bundled, "find")).stdout
    assert "empty name" in ended(run("-d", bundled, "find", "-o", ""), 2).stderr


def test_a_long_table_goes_through_the_pager(bundled, tmp_path):
    asked = ["-d", bundled, "sql", "from range(200)"]
    pager = {"PAGER": f"sh -c 'cat > {tmp_path}/paged'"}
    code, shown, _ = on_terminal(80, *asked, **pager)
    assert (code, shown) == (0, "") and len((tmp_path / "paged").read_text().splitlines()) == 202
    (tmp_path / "paged").unlink()
    for more, changed in ((["--no-pager"], pager), ([], {"PAGER": ""}), ([], {"PAGER": "no-such-pager"})):
        code, shown, _ = on_terminal(80, *asked, *more, **changed)
        assert code == 0 and len(shown.splitlines()) == 202 and not list(tmp_path.iterdir())
    code, shown, _ = on_terminal(80, "-d", bundled, "find", **pager)
    assert code == 0 and "Service Manager" in shown and not list(tmp_path.iterdir())
    with started(*asked, "--format", "table", env=ENVIRONMENT | pager) as piped:
        assert len(piped.stdout.read().splitlines()) == 202 and not list(tmp_path.iterdir())
