"""What a comparison says in words and marks: a lead in pay, the better range, whose figure it is, what is not alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import duckdb
import openpyxl
import pytest
from conftest import Run, write_seeds
from crafts import SEEDS
from processes import ended

from occupare.ask.comparison import Comparison, compare, headlines
from occupare.ask.summary import narrative
from occupare.ask.titles import Occupation, resolve
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.report.tables import headline_rows as page_rows
from occupare.write.figures import headline_rows, unlike_note
from occupare.write.readable import fraction_digits, shown


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    """A database of wages with errors and without, of a group of two, and of degrees of a group without a name."""
    folder = tmp_path_factory.mktemp("words")
    seeds = write_seeds(folder / "seeds", **SEEDS)
    build(folder / "words.duckdb", [SeedFolder("seeds", seeds)])
    return folder / "words.duckdb"


@pytest.fixture
def opened(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def compared(connection, *ids: str) -> Comparison:
    titles = dict(connection.execute("select occupation_id, title from occupation").fetchall())
    return compare(connection, [Occupation(id_, titles[id_], True) for id_ in ids], ())


def pay_of(connection, *ids: str) -> str:
    comparison = compared(connection, *ids)
    return " ".join(narrative(comparison.occupations, comparison.metrics))


@pytest.mark.parametrize("ids", [("weaver", "potter"), ("dyer", "weaver", "potter"), ("potter", "dyer", "weaver")])
def test_a_lead_over_the_lowest_is_told_only_beyond_the_error(opened, ids):
    assert pay_of(opened, *ids) == (
        "The average pay of Potters is $52,000 a year, that of Weavers $50,000: about the same, within the survey's error."
    )


@pytest.mark.parametrize("ids", [("potter", "weaver", "judge"), ("judge", "dyer", "potter", "weaver")])
def test_a_lead_is_told_though_others_are_about_the_same(opened, ids):
    assert "is $150,000 a year, $100,000 (200.0%) more than that of Weavers." in pay_of(opened, *ids)
    # Where no error is published there is none to be within.
    assert "$1,000 (2.2%) more than that of Bakers." in pay_of(opened, "baker", "miller")


def test_the_percentage_of_a_sentence_on_two_is_that_of_their_table(opened):
    for ids in (("baker", "judge"), ("judge", "baker")):
        second = compared(opened, *ids).metrics["annual_pay"][ids[1]]
        assert (
            f" ({abs(second.percent_difference)}%) {'more' if ids[1] == 'judge' else 'less'} than that of "
            in pay_of(opened, *ids)
        )


def test_a_group_that_has_the_title_of_the_occupation_is_told_from_it(opened):
    comparison = compared(opened, "carver", "weaver")
    carver = replace(comparison.occupations[0], title="crafts")
    told = " ".join(narrative([carver, comparison.occupations[1]], comparison.metrics))
    assert "than that of Crafts as a group (the pay of the occupation alone is not published)." in told


def labels_of(connection, *ids: str) -> list[str]:
    return [row.label for _, row in headline_rows(compared(connection, *ids), headlines(connection))]


def test_pay_by_the_hour_is_told_where_an_occupation_has_none_by_the_year(opened):
    assert pay_of(opened, "juggler", "busker") == (
        "The average pay of Buskers is $30.50 an hour, $10.50 (52.5%) more than that of Jugglers."
    )
    assert "Millers is $22.12 an hour, $8.38 (27.5%) less than that of Buskers" in pay_of(opened, "busker", "miller")
    assert "of Millers is $46,000 a year" in pay_of(opened, "baker", "miller", "busker")
    assert pay_of(opened, "baker", "busker") == "", "by the year of one and by the hour of the other"
    assert labels_of(opened, "juggler", "busker") == ["Average hourly pay"]
    assert [each for each in labels_of(opened, "miller", "busker") if "verage" in each] == [
        "Average pay", "Average hourly pay",
    ]  # fmt: skip
    assert "Average hourly pay" not in labels_of(opened, "miller", "baker")


def marks_of(connection, label: str, *ids: str) -> dict[str, str]:
    """The marks of a line of the first screen, by occupation; a page has the same."""
    comparison = compared(connection, *ids)
    [row] = [row for _, row in headline_rows(comparison, headlines(connection)) if row.label.rstrip("†") == label]
    [of_page] = [row for row in page_rows(comparison, headlines(connection)) if row.label.rstrip("†") == label]
    assert [cell.marks for cell in of_page.cells] == row.marks
    assert [cell.is_better for cell in of_page.cells] == ["*" in marks for marks in row.marks]
    return dict(zip(ids, row.marks, strict=True))


def test_a_range_is_the_better_one_where_both_of_its_ends_are(opened):
    label = "Middle 80% earn"
    assert marks_of(opened, label, "baker", "miller") == {"baker": "", "miller": ""}
    assert marks_of(opened, label, "judge", "baker", "miller") == {"judge": "*", "baker": "", "miller": ""}
    assert marks_of(opened, "Average pay", "baker", "miller") == {"baker": "", "miller": "*"}
    # One end that is known is no range.
    assert marks_of(opened, label, "judge", "tailor") == {"judge": "", "tailor": ""}


@pytest.mark.thorough
def test_a_group_is_told_by_its_name_or_as_one_without(database, run: Run, tmp_path):
    unnamed = "a wider group that the publisher does not name"

    def words(*asked: str) -> str:
        """All that the command prints, on lines of any width."""
        return " ".join(ended(run("-d", database, *asked)).stdout.split())

    for form in ("table", "markdown"):
        text = words("compare", "carver", "weaver", "--format", form)
        assert f"‡ of a whole group: Crafts; {unnamed}" in text
        assert "more than that of Crafts as a group (the pay of Carvers is not published apart)." in text
        assert "nothing is published" not in text and "‡ of a whole group: one" not in text
    assert f"‡ of {unnamed}" in words("compare", "potter", "weaver", "--format", "table")
    assert f"‡ of {unnamed}" in words("compare", "potter", "weaver", "--all", "--format", "table")
    assert f"Crafts</bdi>; <bdi>{unnamed}</bdi>." in page_of(run, database, tmp_path, "carver", "weaver")


def page_of(run: Run, database, tmp_path, *asked: str) -> str:
    ended(run("-d", database, "report", *asked, "-o", "page.html"))
    return (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.thorough
def test_what_is_not_alike_is_told_by_its_reason(database, run: Run, tmp_path):
    for ids, reason, asked in (
        (("weaver", "potter"), "it is of different degrees", ""),
        (("weaver", "smith"), "it is defined differently", ": --long tells how"),
        (("weaver", "smith", "potter"), "it is defined differently", ": --long tells how"),
    ):
        for more in ((), ("--all",)):
            text = " ".join(ended(run("-d", database, "compare", *ids, *more, "--format", "table")).stdout.split())
            expected = f"† not alike, for {reason}{asked}"
            assert f"{expected}{'.' if expected + '. ' in text else ' '}" in text, (ids, more, text)
        markdown = ended(run("-d", database, "compare", *ids, "--format", "markdown")).stdout
        assert f"\n† not alike, for {reason}{asked}\n" in markdown
        ended(run("-d", database, "compare", *ids, "-o", "o.xlsx"))
        cells = {str(cell.value) for row in openpyxl.load_workbook(tmp_path / "o.xlsx")["Comparison"] for cell in row}
        assert f"† not alike, for {reason}; see Sources" in cells
        assert f"† is not alike: {reason}. The definitions are under" in page_of(run, database, tmp_path, *ids)
    assert "†" not in ended(run("-d", database, "compare", "potter", "carver", "--format", "table")).stdout
    of_two_lines = unlike_note(["defined differently", "of different degrees", "defined differently"])
    assert of_two_lines == "† not alike, for it is of different degrees or defined differently: --long tells how"


@pytest.mark.thorough
def test_the_better_figure_is_told_as_beyond_an_error_only_where_one_is_published(database, run: Run, tmp_path):
    meaning = "the better figure, where alike and beyond any published error"
    for more in (("--format", "table"), ("--all", "--format", "table"), ("--format", "markdown")):
        text = " ".join(
            ended(run("-d", database, "compare", "miller", "baker", *more)).stdout.replace("\\", "").split()
        )
        assert f"* {meaning}" in text, more
    ended(run("-d", database, "compare", "miller", "baker", "-o", "o.xlsx"))
    cells = {str(cell.value) for row in openpyxl.load_workbook(tmp_path / "o.xlsx")["Comparison"] for cell in row}
    assert f"Bold: {meaning}" in cells
    assert f"with * is {meaning}." in page_of(run, database, tmp_path, "miller", "baker")


def test_none_is_the_better_one_beside_a_group_that_is_not_compared(opened):
    assert marks_of(opened, "Average pay", "miller", "baker", "crafts") == {"miller": "", "baker": "", "crafts": ""}


def test_a_scale_has_no_percent(tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id | title\na | Baker\nb | Miller",
        metric="metric_id | value_kind | section | label | unit | sort_order\n"
        "fit | number | overview | Fit | points from 1 to 9 | 7000\ncommute | number | overview | Way | minutes | 7001",
        stated_figure="occupation_id | metric_id | number_value\na | fit | 4\nb | fit | 5\na | commute | 4\nb | commute | 5",
    )
    build(tmp_path / "scale.duckdb", [SeedFolder("seeds", seeds)])
    with duckdb.connect(str(tmp_path / "scale.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select metric_id, difference, percent_difference from comparison_metric "
            "where left_occupation_id = 'a' and difference is not null order by all"
        ).fetchall()
    assert rows == [("commute", 1, 25), ("fit", 1, None)]


def test_a_sentence_says_whose_statement_it_is(connection):
    comparison = compared(connection, "service-manager", "senior-service-manager")
    assert "years of experience" in (text := " ".join(narrative(comparison.occupations, comparison.metrics)))
    assert "8 years (Career pages)." in text


def test_a_number_has_the_digits_that_its_unit_asks_for():
    cells = [
        ("420.4276", "US dollars a year"),
        ("3.1234", "US dollars an hour"),
        ("1.2345", "percent"),
        ("1.2345", None),
    ]
    told = [shown(Decimal(text), unit, fraction_digits(Decimal(text), unit)) for text, unit in cells]
    assert told == ["$420", "$3.12", "1.23%", "1.2345"]


def test_a_group_named_by_its_id_is_a_plural(opened):
    assert [resolve(opened, id_).is_plural for id_ in ("crafts", "weaver")] == [True, False]
