"""Files for others: a workbook for a boss, a report in Markdown, a CSV for a spreadsheet, a CSV that stands alone."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from conftest import Run, rows_of, write_seeds
from processes import ended

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.result import Rows
from occupare.write.excel import protected
from occupare.write.markdown import escaped

PAIR = ["service manager", "senior service manager"]
SHARED = {
    "occupation": """
        occupation_id | title        | occupation_kind
        nurses        | Nurses       | group
        day           | Day Nurses   | occupation
        night         | Night Nurses | occupation
        weaver        | Weavers      | occupation""",
    "source": "source_id | source_name | publisher\nsurvey | Survey | Office",
    "release": "release_id | source_id | release_name | precedence\nsurvey-2025 | survey | Survey 2025 | 30",
    "definition": "definition_id | metric_id | meaning\nmean | annual_pay | Mean.",
    "source_metric": "source_id | metric_id | definition_id\nsurvey | annual_pay | mean",
    "measured_for": """
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        day           | survey    | nurses   | false          | list
        night         | survey    | nurses   | false          | list""",
    "pay": """
        occupation_id | release_id  | annual_mean_usd
        nurses        | survey-2025 | 90000
        weaver        | survey-2025 | 40000""",
}


def test_a_workbook_goes_to_a_boss_as_it_is(bundled, run: Run, tmp_path):
    assert ended(run("-d", bundled, "compare", *PAIR, "-o", "o.xlsx")).stderr == "o.xlsx: written\n"
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert book.sheetnames == ["Comparison", "Skills", "Tasks", "Data", "Sources"]
    sheet = book["Comparison"]
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    assert "more than that of a Service Manager" in " ".join(rows)
    left, right, difference, percent = rows["Average salary"][1:5]
    assert (left.value, left.number_format) == (74009, "$#,##0") and right.font.bold and not left.font.bold
    assert (difference.value, percent.value) == (55056, 74.4) and difference.number_format.startswith("+$")
    assert rows["Male"][1].number_format == '0.0"%"' and rows["Pay"][0].font.bold
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0 and sheet.freeze_panes
    data = book["Data"]
    assert list(data.tables) == ["Data"] and [cell.value for cell in data[1]][:3] == [
        "occupation_id",
        "title",
        "section",
    ]
    assert [cell.value for cell in book["Sources"][1]] == [
        "Source",
        "Release",
        "Period",
        "Figure",
        "Definition",
        "Licence",
    ]
    cells = [cell for each in book for row in each.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}


@pytest.mark.thorough
def test_a_workbook_of_shared_figures_keeps_them_numbers_and_says_whose_they_are(run: Run, tmp_path):
    seeds = write_seeds(tmp_path / "seeds", **SHARED)
    build(tmp_path / "shared.duckdb", [SeedFolder("seeds", seeds)])
    for titles, words in (
        (["day", "weaver"], None),
        (["day", "night"], "same figure"),
        (["day", "night", "weaver"], None),
    ):
        ended(run("-d", tmp_path / "shared.duckdb", "compare", *titles, "-o", "o.xlsx"))
        sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["Comparison"]
        rows = {str(row[0].value): row for row in sheet.iter_rows()}
        shared, *others = rows["Average salary"][1:]
        assert isinstance(shared.value, int | float) and shared.number_format == "$#,##0\\‡"
        assert "‡ of a whole group: Nurses" in rows
        assert words is None or others[1].value == words
        own = others[len(titles) - 2]
        assert words or (isinstance(own.value, int | float) and own.number_format == "$#,##0")
        assert sheet["A1"].value.startswith("Day Nurses") and sheet["A1"].value.endswith(", compared")
        heads = next(row for row in sheet.iter_rows() if row[1].value == "Day Nurses")
        assert [cell.value for cell in heads[3:]] == {2: ["Difference", "In percent"], 3: ["Weavers"]}[len(titles)]


def test_no_row_of_a_workbook_is_lower_than_its_text(bundled, run: Run, tmp_path):
    ended(run("-d", bundled, "compare", *PAIR, "customer service/operations manager", "-o", "o.xlsx"))
    for sheet in openpyxl.load_workbook(tmp_path / "o.xlsx"):
        merged = {cells.min_row for cells in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                columns = sheet.column_dimensions.values()
                width = next((each.width for each in columns if each.min <= cell.column <= each.max), 13)
                if isinstance(cell.value, str) and cell.row not in merged and len(cell.value) > 1.3 * width:
                    lines = len(cell.value) / (1.3 * width)
                    assert (sheet.row_dimensions[cell.row].height or 15) >= 15 * int(lines), (
                        sheet.title,
                        cell.coordinate,
                    )


def test_a_table_too_wide_for_a_page_is_printed_on_several(bundled, run: Run, tmp_path):
    for name, pages in (("occupation", 1), ("occupation_profile", 2)):
        ended(run("-d", bundled, "export", name, "-o", "o.xlsx"))
        sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
        assert min(sheet.page_setup.fitToWidth or 1, 2) == pages and sheet.page_setup.fitToHeight == 0


def test_any_table_has_formats_by_unit_and_a_filter(bundled, run: Run, tmp_path):
    asked = "select title, annual_pay, hourly_pay, growth from occupation_profile"
    for command in (["sql", asked], ["export", "--sql", asked]):
        ended(run("-d", bundled, *command, "-o", "o.xlsx"))
        sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
        assert [cell.number_format for cell in sheet[2]] == ["General", "$#,##0", "$#,##0.00", '0.0"%"']
        assert sheet.auto_filter.ref == "A1:D8" and sheet.page_setup.orientation == "landscape"


def test_a_report_in_markdown_shows_text_as_text(run: Run, tmp_path):
    for text in (
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "a|b",
        "https://x.test",
        "![i](u)",
        "`c`",
        "a\nb",
    ):
        shown = escaped(text)
        assert not re.search(r"<(?!br>)|(?<!\\)[\[\]`|]|://|\n", shown), shown
    for text, expected in (
        ("_www.x.test", "\\_www&#46;x.test"), ("1HTTP://x", "1HTTP&#58;//x"), ("xmpp:a@x", "xmpp:a@&#8203;x"),
        ("@octocat", "@&#8203;octocat"), (":tada: 12:30:00", ":&#8203;tada: 12:30:00"), ("# x", "\\# x"), ("- x", "\\- x"),
        ("---", "\\---"), ("1. x", "1&#8203;. x"), ("-5", "-5"), ("C# x", "C# x"), ("29-1141.00", "29-1141.00"),
    ):  # fmt: skip
        assert escaped(text) == expected
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id | title | description\na | <b>Baker</b> | [x](javascript:y)\nb | Miller | b",
        pay="occupation_id | annual_stated_usd\na | 10000\nb | 20000",
    )
    build(tmp_path / "hard.duckdb", [SeedFolder("seeds", seeds)])
    text = ended(run("-d", tmp_path / "hard.duckdb", "compare", "a", "b", "--format", "markdown")).stdout
    assert "&lt;b&gt;Baker" in text and "<b>" not in text and "\\[x\\]" in text and "+\\$10,000 (+100%)" in text
    assert "## Pay\n\n|   | &lt;b" in text and "## Sources\n\n- " in text


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("11-2021", True), ("3/4", True), ("Mar-21", True), ("3 March", True), ("12:30", True), ("007", True),
        ("1.50", True), ("1E5", True), ("12345678901234567", True), ("=1+1", True), ("  =1+1", True), ('"=1', True),
        ("'@x", True), ("＝1", True), ("＋1", True), ("-x", True), ("\tx", True), ("Marketing", False), ("Decker 5", False),
        ("\ufeff=1", True), ("\u200b =1", True), ("\u3000＝1", True), ("2025-01-02 10:00", True), ("1 3/4", True),
        ("2021年3月", True), ("1 000", True), ("1'000", True), ("1e-5", True), ("$5", True), ("(5)", True), ("5%", True),
        ("００７", True), ("TRUE", True), (" false", True), ("#N/A", True), ("#REF!", True), ("12:30:00 pm", True),
        ("1 cup", False), ("(a)", False), ("C#", False), ("True colours", False), ("5% or more", False), ("#1 seller", False),
        ("2021", False), ("29-1141.00", False), ("5 years", False), ("a=1", False), ("", False),
    ],
)  # fmt: skip
def test_a_spreadsheet_takes_no_text_for_something_else(text, is_taken):
    (row,) = protected(Rows(["c"], [(text,)])).rows
    assert row == (f"'{text}" if is_taken else text,)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "asked",
    [
        ["compare", *PAIR],
        ["find"],
        ["describe", "pay"],
        ["sql", "select '11-2021' as code"],
        ["query"],
        ["export", "pay"],
    ],
    ids=lambda asked: asked[0],
)
def test_every_command_writes_for_excel(bundled, run: Run, tmp_path, asked):
    ended(run("-d", bundled, *asked, "--excel", "-o", "o.csv"))
    content = (tmp_path / "o.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and not re.search(rb"(^|,)[=+@]", content, re.MULTILINE)
    assert asked[0] != "sql" or content.endswith(b"'11-2021\n")
    assert "found json" in ended(run("-d", bundled, *asked, "--excel", "--format", "json"), 2).stderr


def test_a_csv_stands_alone(run: Run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id | title\na | Baker\nb | Miller",
        pay="occupation_id | hourly_p90_usd\na | 10.00\nb |",
        pay_unpublished="occupation_id | pay_column | reason | at_least_usd\nb | hourly_p90_usd | at_least | 115.00",
    )
    build(tmp_path / "top.duckdb", [SeedFolder("seeds", seeds)])
    rows = list(
        csv.DictReader(io.StringIO(ended(run("-d", "top.duckdb", "compare", "a", "b", "--section", "pay")).stdout))
    )
    assert (rows[0]["metric_id"], rows[0]["a"], rows[0]["b"]) == ("title", "Baker", "Miller")
    pay = next(row for row in rows if row["metric_id"] == "hourly_pay_p90")
    assert (pay["a"], pay["b"], pay["b_status"], pay["b_at_least"]) == ("10.00", "", "at_least", "115.00")
    long = rows_of(ended(run("-d", "top.duckdb", "compare", "a", "b", "--long")).stdout)
    assert {row["title"] for row in long} == {"Baker", "Miller"}
