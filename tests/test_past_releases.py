"""Older years: each import gives the figures of the file, read here once more by other means.

The publishers' own files are looked for beside the published ones; made-up ones show the layouts of the other years.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from published_files import REAL, made_from, make_published, write_workbook
from python_calamine import CalamineWorkbook

from occupare.importer.conversion import import_published

PAST = REAL.parent / "past_releases"
needs_files = pytest.mark.skipif(not PAST.is_dir(), reason=f"{PAST} is not here")

Rows = list[dict[str, str]]


def imported(downloads: Path, out: Path) -> dict[str, Rows]:
    import_published(downloads, out)
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in out.glob("*.csv")}


def sheet_rows(path: Path, sheet: str | int) -> list[list[object]]:
    workbook = CalamineWorkbook.from_path(str(path))
    name = workbook.sheet_names[sheet] if isinstance(sheet, int) else sheet
    return workbook.get_sheet_by_name(name).to_python()


def number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def given(text: str) -> float | None:
    return float(text) if text else None


def with_published(name: str, folder: Path) -> Path:
    """Lay a past release beside the published files."""
    shutil.copytree(REAL, folder / "published")
    shutil.copytree(PAST / name, folder / name)
    return folder


@needs_files
@pytest.mark.parametrize(("name", "file", "sheet", "attained"), [
    ("projections_2014_24", "occupation.xlsx", "Table 1.7", "Table 1.11"),
    ("projections_2022_32", "occupation_2023_final.xlsx", "Table 1.7", "Table 5.3"),
])  # fmt: skip
@pytest.mark.parametrize("is_beside", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_projections(name: str, file: str, sheet: str, attained: str, is_beside: bool, tmp_path: Path) -> None:
    downloads = with_published(name, tmp_path / "downloads") if is_beside else PAST / name
    made = imported(downloads, tmp_path / "out")
    start = int(name[12:16])
    release = f"employment-projections-{start}-{start + 10}"
    # Columns as they stand in the sheets of these two years.
    at = {"self": 7, "openings": None, "wage": 9, "education": 10} if start == 2014 else {"self": 7, "openings": 8, "wage": 9, "education": 10}  # fmt: skip
    expected = {}
    for row in sheet_rows(PAST / name / file, sheet):
        if row[2] == "Line item" or row[1] == "00-0000":
            openings = number(row[at["openings"]]) if at["openings"] else None
            expected[row[1]] = (
                round(float(row[3]) * 1000), round(float(row[4]) * 1000), number(row[6]),
                number(row[at["self"]]), None if openings is None else round(openings * 1000) or None,
                None if row[at["education"]] == "—" else row[at["education"]],
            )  # fmt: skip
    found = {
        row["occupation_id"]: (
            int(row["employment_start"]), int(row["employment_end"]), given(row["growth_pct"]),
            given(row["self_employed_pct"]), given(row["openings_per_year"]), row["entry_education"] or None,
        )
        for row in made["outlook"] if row["release_id"] == release
    }  # fmt: skip
    assert len(expected) > 800 and found == expected
    shares = {
        (row[1], position): round(float(cell), 1)
        for row in sheet_rows(PAST / name / file, attained)
        for position, cell in enumerate(row[2:9])
        if isinstance(row[1], str) and re.fullmatch(r"\d\d-\d{4}", row[1]) and isinstance(cell, float)
    }
    degrees = ["less-than-high-school", "high-school", "some-college", "associate", "bachelors", "masters", "doctoral-or-professional"]  # fmt: skip
    attained_shares = {
        (row["occupation_id"], degrees.index(row["degree_id"])): float(row["share_pct"])
        for row in made["degree_share"]
        if row["release_id"] == release
    }
    assert len(shares) > 5000 and attained_shares == shares
    marked = {row[1] for row in sheet_rows(PAST / name / file, attained) if str(row[0]).endswith("(1)")}
    wider = {row["occupation_id"] for row in made["degree_share"] if row["release_id"] == release and row["is_from_wider_group"] == "true"}  # fmt: skip
    assert marked and wider == marked
    titles = {row["title"] for row in made["occupation"]}
    assert not [title for title in titles if re.search(r"\(\d\)|\[\d\]", title)]


@needs_files
@pytest.mark.parametrize("is_beside", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_wages_of_2013(is_beside: bool, tmp_path: Path) -> None:
    downloads = with_published("oews_2013", tmp_path / "downloads") if is_beside else PAST / "oews_2013"
    made = imported(downloads, tmp_path / "out")
    rows = sheet_rows(PAST / "oews_2013" / "national_M2013_dl.xls", 0)
    header = rows[0]
    lines = [dict(zip(header, row, strict=True)) for row in rows[1:]]
    columns = {
        "TOT_EMP": "employment", "A_MEAN": "annual_mean_usd", "H_MEAN": "hourly_mean_usd", "A_PCT10": "annual_p10_usd",
        "A_MEDIAN": "annual_median_usd", "A_PCT90": "annual_p90_usd", "H_PCT75": "hourly_p75_usd",
        "EMP_PRSE": "employment_rse_pct", "MEAN_PRSE": "mean_rse_pct",
    }  # fmt: skip
    detailed = {line["OCC_CODE"] for line in lines if line["OCC_GROUP"] == "detailed"}
    kept = [line for line in lines if not (line["OCC_GROUP"] == "broad" and line["OCC_CODE"] in detailed)]
    expected = {line["OCC_CODE"]: [number(line[column]) for column in columns] for line in kept}
    pay = [row for row in made["pay"] if row["release_id"] == "oews-2013"]
    found = {row["occupation_id"]: [given(row[name]) for name in columns.values()] for row in pay}
    assert len(pay) == len(kept) > 1300 and found == expected
    levels = {row["occupation_id"]: row["group_level"] for row in pay}
    assert levels == {line["OCC_CODE"]: line["OCC_GROUP"].replace("total", "") for line in kept}
    bounds = {
        (row["reason"], row["at_least_usd"]) for row in made["pay_unpublished"] if row["release_id"] == "oews-2013"
    }
    assert bounds == {("at_least", "90.00"), ("at_least", "187200.00")}
    (release,) = [row for row in made["release"] if row["release_id"] == "oews-2013"]
    assert release["classification"] == "SOC 2010"


@needs_files
@pytest.mark.slow
def test_a_code_that_changed_its_meaning_has_no_change(tmp_path: Path) -> None:
    """Codes of two editions: of a new title, of what has no code of its own, and of groups whose members changed or did not."""
    made = made_from("two editions", with_published("oews_2013", tmp_path / "downloads"), tmp_path)
    changed = made.connection.execute(
        "select occupation_id, earlier_title = title, difference, percent_difference, caution from figure_change "
        "where metric_id = 'annual_pay' and occupation_id in ('33-1099', '13-2051', '13-2050') order by occupation_id"
    ).fetchall()
    caution = "The code is of another edition (SOC 2010, then SOC 2018) and does not mean the same occupations."
    members = caution.replace("does not mean", "its group is not known to hold")
    assert changed == [
        ("13-2050", True, None, None, members), ("13-2051", False, None, None, caution), ("33-1099", True, None, None, caution)
    ]  # fmt: skip
    # Guards and cleaners are the same groups, of the same members, in both.
    same = made.connection.execute(
        "select occupation_id, is_same_meaning, number_value - earlier_number = difference from figure_change "
        "where metric_id = 'annual_pay' and occupation_id in ('37-0000', '37-2010', '00-0000') order by occupation_id"
    ).fetchall()
    assert same == [("00-0000", True, True), ("37-0000", True, True), ("37-2010", True, True)]


@needs_files
@pytest.mark.parametrize("is_beside", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_onet_24_2_has_codes_of_2010(is_beside: bool, tmp_path: Path) -> None:
    downloads = with_published("onet_24_2_text", tmp_path / "downloads") if is_beside else PAST / "onet_24_2_text"
    made = imported(downloads, tmp_path / "out")
    lines = (PAST / "onet_24_2_text" / "Occupation Data.txt").read_text(encoding="utf-8").splitlines()[1:]
    expected = dict(line.split("\t")[:2] for line in lines)
    found = {row["occupation_id"]: row["title"] for row in made["occupation"] if row["release_id"] == "onet-24.2"}
    newer = {row["occupation_id"] for row in made["occupation"] if row["release_id"] == "onet-30.1"}
    assert len(expected) == 1110
    assert found == {code: title for code, title in expected.items() if code not in newer}
    systems = {
        row["code"]: row["code_system"] for row in made["occupation_code"] if row["code_system"].startswith("O*NET")
    }
    assert {systems[code] for code in found} == {"O*NET-SOC 2010"}
    assert {systems[code] for code in newer} <= {"O*NET-SOC 2019"}


@needs_files
def test_a_crosswalk_of_2019_joins_onet_24_2_to_the_years_it_is_for(tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    for name in ("onet_24_2_text", "crosswalks_2019", "oews_2013"):
        shutil.copytree(PAST / name, downloads / name)
    made = imported(downloads, tmp_path / "out")
    rows = sheet_rows(PAST / "crosswalks_2019" / "nem-onet-to-soc-crosswalk.xlsx", 0)[5:]
    links = {(row[1], row[3]) for row in rows}
    detailed = {row["occupation_id"] for row in made["pay"] if row["group_level"] == "detailed"}
    described = {row["occupation_id"] for row in made["occupation"] if row["occupation_kind"] == "occupation"}
    found = {(row["occupation_id"], row["group_id"]) for row in made["measured_for"] if row["source_id"] == "oews"}
    assert len(found) > 700
    assert found == {(code, group) for code, group in links if group in detailed and code in described}


@needs_files
@pytest.mark.slow
def test_a_crosswalk_of_2019_changes_nothing_beside_current_files(tmp_path: Path) -> None:
    made = imported(with_published("crosswalks_2019", tmp_path / "downloads"), tmp_path / "out")
    plain = imported(REAL, tmp_path / "plain")
    assert {name for name in plain if name != "release_file" and made[name] != plain[name]} == set()


def matrix(start: int, head: Sequence[Sequence[object]], rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    return [[f"Table 1.7 Prospects, {start}"], *head, *rows, ["Footnotes:"], ["(1) Wages leave out kite flyers."]]


@pytest.mark.thorough
@pytest.mark.parametrize("start", [2016, 2018, 2019, 2021, 2023])
def test_projections_of_other_years(start: int, tmp_path: Path) -> None:
    end, span = start + 10, f"{start}-{(start + 10) % 100}"
    training = "Typical on-the-job training needed to attain competency in the occupation"
    if start <= 2018:
        head = [
            [f"{start} National Employment Matrix title and code", "", "Occupation type", "Employment", "",
             f"Employment change, {span}", "", f"Percent self employed, {start}",
             f"Occupational openings, {span} annual average", f"Median annual wage, {start + 1}(1)",
             "Typical education needed for entry", "Work experience in a related occupation", training],
            ["", "", "", start, end, "Number", "Percent"],
        ]  # fmt: skip
    else:
        head = [
            [f"{start} National Employment Matrix title", f"{start} National Employment Matrix code", "Occupation type",
             f"Employment, {start}", f"Employment, {end}", f"Employment change, numeric, {span}",
             f"Employment change, percent, {span}", f"Percent self employed, {start}",
             f"Occupational openings, {span} annual average", f"Median annual wage, {start}(1)",
             "Typical education needed for entry", "Work experience in a related occupation", training],
        ]  # fmt: skip
    rows = [
        ["Total, all occupations", "00-0000", "Summary", 1000.5, 1010.5, 10, 1.0, 5.8, 99.9, 49000, "—", "—", "—"],
        ["  Kite programmers(1)", "15-1252", "Line item", 12.3, 14.1, 1.8, 14.6, 2.2, 1.1, ">=$208,000", "Bachelor's degree", "None", "None"],
    ]  # fmt: skip
    write_workbook(tmp_path / "downloads" / "occupation.xlsx", Index=[["x"]], Table_1_7=matrix(start, head, rows))
    made = imported(tmp_path / "downloads", tmp_path / "out")
    (kite,) = [row for row in made["outlook"] if row["occupation_id"] == "15-1252"]
    assert kite["release_id"] == f"employment-projections-{start}-{end}"
    assert (kite["growth_start_year"], kite["growth_end_year"]) == (str(start), str(end))
    figures = ("employment_start", "employment_end", "growth_pct", "openings_per_year", "self_employed_pct", "footnote")
    assert [kite[name] for name in figures] == ["12300", "14100", "14.6", "1100", "2.2", "Wages leave out kite flyers."]
    assert {row["title"] for row in made["occupation"]} == {"Total, all occupations", "Kite programmers"}
    assert [(row["reason"], row["at_least_usd"]) for row in made["pay_unpublished"]] == [("at_least", "208000.00")]


def test_household_survey_of_older_years(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    write_workbook(downloads / "cps2015" / "cpsaat11.xlsx", cpsaat11=[
        ["HOUSEHOLD DATA\nANNUAL AVERAGES\n11. Made-up people by detailed occupation"], ["[Numbers in thousands]"],
        ["Occupation", 2015],
        ["", "Total\nemployed", "Percent of total employed"],
        ["", "", "Women", "Black or\nAfrican\nAmerican", "Asian", "Hispanic\nor Latino"],
        ["Total, 16 years and over", 900, 47, 13, 7, 19],
        ["Kite and sail programmers", 11, 20.1, 6.4, 36.1, 5.9],
        ["NOTE: Dash indicates no data."],
    ])  # fmt: skip
    write_workbook(downloads / "crosswalks" / "2018-occupation-code-list-and-crosswalk.xlsx", List=[
        ["A list of codes"], ["", "2018 Census Title", "2018 Census Code", "2018 SOC Code"],
        ["", "Kite programmers", "1021", "15-1252"], ["", "Lantern nurses", "3255", "29-114X"],
    ], Crosswalk=[
        ["2010 SOC code", "2010 Census Code", "2010 Census Title", "2018 SOC Code", "2018 Census Code", "2018 Census Title"],
        ["15-113X", 1020, "Kite and sail programmers", "", "", ""],
        ["", "", "", "15-1252", 1021, "Kite programmers"],
    ])  # fmt: skip
    made = imported(downloads, tmp_path / "out")
    shares = {
        row["demographic_group"]: row["share_pct"]
        for row in made["demographic_share"]
        if row["occupation_id"] == "cps-kite-and-sail-programmers"
    }
    assert shares == {"female": "20.1", "black": "6.4", "asian": "36.1", "hispanic": "5.9"}
    linked = {row["occupation_id"]: row["group_id"] for row in made["measured_for"] if row["source_id"] == "cps"}
    assert linked["15-1252.00"] == "cps-kite-programmers"


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "head", "place", "area"), [
    ("state_M2014_dl", ["AREA", "ST", "STATE"], ["02", "AK", "Alaska"], ("AK", None)),
    ("MSA_M2014_dl", ["PRIM_STATE", "AREA", "AREA_NAME"], ["AK", "11260", "Windton, AK"], ("11260", "metro")),
    ("BOS_M2014_dl", ["PRIM_STATE", "AREA", "AREA_NAME"], ["AK", "200006", "Rest of Alaska"], ("0200006", "nonmetro")),
    ("natsector_M2014_dl", ["NAICS", "NAICS_TITLE"], ["44-45", "Trade"], ("US", None)),
    ("nat4d_M2014_dl", ["NAICS", "NAICS_TITLE"], ["113300", "Logging"], ("US", None)),
])  # fmt: skip
def test_wage_files_before_2019(name: str, head: list[str], place: list[str], area: tuple[str, str | None], tmp_path: Path) -> None:  # fmt: skip
    columns = ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10",
               "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"]  # fmt: skip
    line = ["29-1141", "Lantern Nurses", "detailed", 300, 0.3, 48.5, 101420, 0.2, 30, 35, 45, 50, "#", 60000, 70000, 90000, 99000, "#"]  # fmt: skip
    write_workbook(tmp_path / "downloads" / f"{name}.xlsx", Sheet1=[[*head, *columns], [*place, *line]])
    made = imported(tmp_path / "downloads", tmp_path / "out")
    (pay,) = made["pay"]
    assert (pay["release_id"], pay["area_id"], pay["annual_mean_usd"]) == ("oews-2014", area[0], "101420")
    assert [(row["area_id"], row["area_kind"]) for row in made.get("area", [])] == ([area] if area[1] else [])
    industry = {"natsector_M2014_dl": "44-45", "nat4d_M2014_dl": "1133"}.get(name, "all")
    assert pay["industry_id"] == industry
