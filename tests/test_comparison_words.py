"""What a comparison says in words and marks: a lead in pay, the better range, whose figure it is, what is not alike."""

from __future__ import annotations

import duckdb
import pytest
from conftest import write_seeds

from occupare.ask.comparison import Comparison, compare, headlines
from occupare.ask.summary import narrative
from occupare.ask.titles import Occupation
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.report.tables import headline_rows as page_rows
from occupare.write.figures import headline_rows

SEEDS = {
    "occupation": """
        occupation_id | title   | occupation_kind
        weaver        | Weavers | occupation
        dyer          | Dyers   | occupation
        potter        | Potters | occupation
        judge         | Judges  | occupation
        baker         | Bakers  | occupation
        miller        | Millers | occupation
        tailor        | Tailors | occupation
        crafts        | Crafts  | group
        carver        | Carvers | occupation
        glazier       | Glaziers | occupation""",
    "source": """
        source_id | source_name | publisher
        survey    | Survey      | Office
        census    | Census      | Office""",
    "release": """
        release_id  | source_id | release_name | precedence
        survey-2025 | survey    | Survey 2025  | 30
        census-2025 | census    | Census 2025  | 40""",
    "definition": """
        definition_id | metric_id        | meaning
        mean          | annual_pay       | Mean.
        p10           | annual_pay_p10   | Percentile.
        p90           | annual_pay_p90   | Percentile.
        rse           | annual_pay_relative_standard_error | Error.
        top           | top_degree       | Most common.
        top-share     | top_degree_share | Its share.
        bachelor      | bachelors_share  | Share.
        school        | high_school_share | Share.""",
    "source_metric": """
        source_id | metric_id        | definition_id
        survey    | annual_pay       | mean
        survey    | annual_pay_p10   | p10
        survey    | annual_pay_p90   | p90
        survey    | annual_pay_relative_standard_error | rse
        census    | top_degree       | top
        census    | top_degree_share | top-share
        census    | bachelors_share  | bachelor
        census    | high_school_share | school""",
    "measured_for": """
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        carver        | survey    | crafts   | false          | One group
        glazier       | survey    | crafts   | false          | One group""",
    "pay": """
        occupation_id | release_id  | area_id | industry_id | annual_mean_usd | annual_p10_usd | annual_p90_usd | mean_rse_pct
        weaver        | survey-2025 | US      | all         | 50000           |                |                | 2.0
        dyer          | survey-2025 | US      | all         | 51000           |                |                | 0.1
        potter        | survey-2025 | US      | all         | 52000           |                |                | 2.0
        judge         | survey-2025 | US      | all         | 150000          | 40000          | 100000         | 1.0
        baker         | survey-2025 | US      | all         | 45000           | 20000          | 90000          |
        miller        | survey-2025 | US      | all         | 46000           | 30000          | 60000          |
        tailor        | survey-2025 | US      | all         | 46000           | 30000          |                |
        crafts        | survey-2025 | US      | all         | 48000           |                |                |""",
    "degree_share": """
        occupation_id | release_id  | basis    | degree_id   | share_pct | is_from_wider_group
        weaver        | census-2025 | attained | high-school | 60        |
        weaver        | census-2025 | attained | bachelors   | 40        |
        potter        | census-2025 | attained | high-school | 30        | true
        potter        | census-2025 | attained | bachelors   | 70        | true
        carver        | census-2025 | attained | high-school | 30        | true
        carver        | census-2025 | attained | bachelors   | 70        | true""",
}  # fmt: skip


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
    assert "$1,000 (2.2%) more than that of Bakers." in pay_of(opened, "miller", "baker")


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
