"""A folder of made-up files in the publishers' layouts: committed text and CSV, and workbooks that are written here."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import xlsxwriter
from conftest import ROOT

REAL = (ROOT / os.environ.get("OCCUPARE_PUBLISHED_DATA", "../shared/data/published")).resolve()
FOLDERS = ["made-up", *(["published"] if REAL.is_dir() else [])]
FIXTURES = Path(__file__).parent / "fixtures" / "published"

Rows = Sequence[Sequence[object]]

OEWS_HEADER = [
    "area", "area_title", "area_type", "prim_state", "naics", "naics_title", "i_group", "own_code",
    "occ_code", "occ_title", "o_group", "tot_emp", "emp_prse", "jobs_1000", "loc_quotient", "pct_total", "pct_rpt",
    "h_mean", "a_mean", "mean_prse", "h_pct10", "h_pct25", "h_median", "h_pct75", "h_pct90",
    "a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90", "annual", "hourly",
]  # fmt: skip
OEWS_NOTES = [["# = a wage equal to or greater than $115.00 per hour or $239,200 per year"], ["* = not available"]]
WAGES: list[object] = [10, 12.5, 20, 30.25, 40, 20800, 26000, 41600, 62920, 83200]


def write_workbook(path: Path, **sheets: Rows) -> Path:
    """Write a workbook of these sheets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name.replace("_", " ") if name.startswith("Table") else name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def oews_row(
    place: Sequence[object], industry: Sequence[object], code: str, title: str, employment: object, mean: object
) -> list[object]:
    """Return a line of the wage survey, its percentiles '#' where the mean is."""
    wages: list[object] = ["#" if mean == "#" else "*" if mean == "*" else wage for wage in WAGES]
    hourly = mean if isinstance(mean, str) else round(float(str(mean)) / 2080, 2)
    group = "total" if code == "00-0000" else "detailed"
    return [*place, *industry, code, title, group, employment, 1.1, "", "", "", "", hourly, mean, 0.7, *wages, "", ""]


def write_state_pay(path: Path) -> Path:
    """Write the wages of two states and a territory, with top-coded and withheld ones."""
    everything = ("000000", "Cross-industry", "cross-industry", "1235")
    rows: list[Sequence[object]] = [OEWS_HEADER]
    for place, mean in (
        (("02", "Alaska", "2", "AK"), 70000),
        (("56", "Wyoming", "2", "WY"), 65000),
        (("66", "Guam", "3", "GU"), 99000),
    ):
        rows.append(oews_row(place, everything, "15-1252", "Kite Programmers", 100, mean))
        rows.append(
            oews_row(place, everything, "13-1020", "Hay and Straw Buyers", 50, "#" if place[3] == "WY" else mean)
        )
    return write_workbook(path, state_M2025_dl=rows, Field_Descriptions=OEWS_NOTES)


def write_metropolitan_pay(path: Path, places: int = 2, codes: Sequence[str] = ("15-1252",)) -> Path:
    """Write the wages of so many metropolitan areas."""
    everything = ("000000", "Cross-industry", "cross-industry", "1235")
    rows: list[Sequence[object]] = [OEWS_HEADER]
    for number in range(places):
        place = (str(10000 + number), f"Windton {number}, AK", "4", "AK")
        rows.extend(oews_row(place, everything, code, "Kite Programmers", 10, 60000 + number) for code in codes)
    return write_workbook(path, MSA_M2025_dl=rows, Field_Descriptions=OEWS_NOTES)


def write_sector_pay(path: Path) -> Path:
    """Write the wages of two sectors, one year older."""
    place = ("99", "U.S.", "1", "US")
    rows: list[Sequence[object]] = [OEWS_HEADER]
    for industry, mean in (
        (("48-49", "Kite Transport", "sector", "59"), 80000),
        (("71", "Amusements", "sector", "57"), 85000),
    ):
        rows.append(oews_row(place, industry, "15-1252", "Kite Programmers", 30, mean))
    return write_workbook(path, natsector_M2024_dl=rows, Field_Descriptions=OEWS_NOTES)


def write_projections(folder: Path) -> None:
    """Write the three workbooks of the projections, each table on a later sheet."""
    names = ["2024 National Employment Matrix title", "2024 National Employment Matrix code"]
    outlook = [
        ["Table 1.2 Prospects by kind of work (in thousands)"],
        [*names, "Occupation type", "Employment, 2024", "Employment, 2034", "Employment distribution, percent, 2024",
         "Employment change, numeric, 2024–34", "Employment change, percent, 2024–34",
         "Occupational openings, 2024–34 annual average", "Median annual wage, dollars, 2024[1]",
         "Typical education needed for entry", "Work experience in a related occupation",
         "Typical on-the-job training needed to attain competency in the occupation"],
        ["Total, all occupations", "00-0000", "Summary", 1000.5, 1010.5, 100, 10, 1.0, 99.9, 49000, "—", "—", "—"],
        ["  Sellers of air", "41-0000", "Summary", 5, 5, 1, 0, 0, 1, 40000, "—", "—", "—"],
        ["    Kite programmers", "15-1252", "Line item", 12.3, 14.1, 1.2, 1.8, 14.6, 1.1, ">=$239,200",
         "Bachelor's degree", "None", "None"],
        ["    Lantern nurses", "29-1141", "Line item", 7, 6.5, 0.7, -0.5, -7.1, 0.4, 88000, "Master's degree", "None",
         "Internship/residency"],
        ["    Hay and straw buyers", "13-1020", "Line item", 5, 5, 0.5, 0, 0, 0.3, "—", "—", "—", "—"],
        ["Footnotes:"],
        ["[1] Wages leave out people who fly kites on their own account."],
    ]  # fmt: skip
    attained = [
        ["Table 5.3 Schooling of workers"],
        [*names, "Less than high school diploma", "High school diploma or equivalent", "Some college, no degree",
         "Associate's degree", "Bachelor's degree", "Master's degree", "Doctoral or professional degree"],
        ["Total, all occupations", "00-0000", 7, 22, 19, 9, 26, 12, 5],
        ["Kite programmers", "15-1252", 0.5, 2.2, 7.4, 3.9, 51.9, 30.2, 3.9],
        ["Lantern nurses[1]", "29-1141", 0.5, 1.2, 3.9, 25.6, 54.4, 11.7, 2.7],
        ["Footnotes:"],
        ["[1] Counted with the nurses of candles."],
    ]  # fmt: skip
    ranks = [
        ["Table 6.5 Percentile rank of detailed occupations by skill, 2024"],
        [*names, "Adaptability", "Fine motor"],
        ["Kite programmers", "15-1252", 89, 100],
        ["Lantern nurses[1]", "29-1141", 12, 0],
    ]
    index = [["Index of tables"]]
    write_workbook(folder / "occupation.xlsx", Index=index, Table_1_2=outlook)
    write_workbook(folder / "education.xlsx", Index=index, Table_5_3=attained)
    write_workbook(folder / "skills.xlsx", Index=index, Table_6_5=ranks)


def write_household_survey(folder: Path) -> None:
    """Write the two tables of the household survey, under headers of several rows."""
    write_workbook(folder / "cpsaat11.xlsx", cpsaat11=[
        ["HOUSEHOLD DATA\nANNUAL AVERAGES\n11. Made-up people by detailed occupation"],
        ["[Numbers in thousands]"],
        ["Occupation", 2023],
        ["", "Total\nemployed", "Percent of total employed"],
        ["", "", "Women", "White", "Black or\nAfrican\nAmerican", "Asian", "Hispanic\nor Latino"],
        ["Total, 16 years and over", 1000, 47, 76, 13, 7, 19],
        ["Flying occupations", 20, 30, 70, 10, 15, 8],
        ["Kite programmers", 12, 20.3, 54.6, 6.5, 36.2, 6],
        ["Lantern nurses", 7, "–", "–", "–", "–", "–"],
        ["NOTE: Dash indicates no data."],
    ])  # fmt: skip
    write_workbook(folder / "cpsaat11b.xlsx", cpsaat11b=[
        ["HOUSEHOLD DATA\nANNUAL AVERAGES\n11b. Made-up people by detailed occupation and age"],
        ["Occupation", "2025"],
        ["", "Total, 16 years and over", "16 to 19 years", "20 to 24 years", "65 years and over", "Median age"],
        ["Total employed", 1000, 50, 100, 70, 42.1],
        ["Kite programmers", 13, 1, 2, 1, 38.6],
        ["Lantern nurses", 7, 0, 1, 1, 44],
    ])  # fmt: skip


def write_crosswalks(folder: Path) -> None:
    """Write the three crosswalks that are workbooks."""
    write_workbook(folder / "nem-onet-to-soc-crosswalk.xlsx", Crosswalk=[
        ["Codes of one and of the other"],
        ["Sort Order", "O*NET-SOC Code", "O*NET-SOC Title", "NEM Code", "National Employment Matrix Occupational Title"],
        [1, "13-1021.00", "Hay Buyers", "13-1020", "Hay and straw buyers"],
        [2, "15-1252.00", "Kite Programmers", "15-1252", "Kite programmers"],
        [3, "29-1141.00", "Lantern Nurses", "29-1141", "Lantern nurses"],
        [4, "29-1141.01", "Night Lantern Nurses", "29-1141", "Lantern nurses"],
    ])  # fmt: skip
    write_workbook(folder / "nem-occcode-cps-crosswalk.xlsx", Crosswalk=[
        ["Sort Order", "Hybrid SOC Code", "National Employment Matrix/SOC Occupational Title", "CPS Code",
         "CPS Occupational Title"],
        [1, "15-1252", "Kite programmers", 1021, "Kite programmers"],
    ])  # fmt: skip
    write_workbook(folder / "2018-occupation-code-list-and-crosswalk.xlsx", Overview=[["Words"]], List=[
        ["A list of codes"],
        ["", "2018 Census Title", "2018 Census Code", "2018 SOC Code"],
        ["", "Flying Occupations:", "1005-1240", "15-0000"],
        ["", "Kite programmers", "1021", "15-1252"],
        ["", "Lantern nurses", "3255", "29-114X"],
    ])  # fmt: skip


def write_rated_skills(path: Path) -> Path:
    """Write the Excel release's skills: a title and a scale name beside the text release's columns."""
    header = ["O*NET-SOC Code", "Title", "Element ID", "Element Name", "Scale ID", "Scale Name", "Data Value", "N",
              "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Not Relevant", "Date",
              "Domain Source"]  # fmt: skip
    kite = ["15-1252.00", "Kite Programmers"]
    return write_workbook(path, Skills=[
        header,
        [*kite, "2.B.3.e", "Programming", "IM", "Importance", 4.12, 8, 0.125, 4, 4.4, "N", "n/a", "08/2024", "Analyst"],
        [*kite, "2.B.3.e", "Programming", "LV", "Level", 5, 8, 0.1637, 4.6, 5.3, "N", "N", "08/2024", "Analyst"],
        [*kite, "2.A.1.c", "Writing", "IM", "Importance", 1.5, 8, 0.2, 1, 2, "N", "", "08/2024", "Analyst"],
        [*kite, "2.A.1.c", "Writing", "LV", "Level", 0.75, 8, 0.6, 0, 2, "Y", "Y", "08/2024", "Analyst"],
    ])  # fmt: skip


def make_published(folder: Path) -> Path:
    """Fill the folder with one file of every kind, and with some that no publisher offers."""
    shutil.copytree(FIXTURES, folder, dirs_exist_ok=True)
    write_rated_skills(folder / "excel" / "Skills.xlsx")
    write_state_pay(folder / "oews" / "state_M2025_dl.xlsx")
    write_sector_pay(folder / "oews" / "natsector_M2024_dl.xlsx")
    write_projections(folder / "projections")
    write_household_survey(folder / "cps")
    write_crosswalks(folder / "crosswalks")
    (folder / "shopping.txt").write_text("milk\tbread\n1\t2\n", encoding="utf-8")
    return folder


class Made(NamedTuple):
    """An imported and built folder of published files: its coverage, its database and the memory it took."""

    name: str
    coverage: dict[str, dict[str, str]]
    connection: duckdb.DuckDBPyConnection
    kilobytes: int


_made: dict[str, tuple[Path, int]] = {}


def made_from(name: str, downloads: Path, folder: Path) -> Made:
    """Import and build as a person would, in processes of their own, and return what came of it.

    Of one name it is done once: the next folder gets a copy.
    """
    if name in _made:
        shutil.copytree(_made[name][0], folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("downloads"))
    else:
        _made[name] = folder, _make(downloads, folder)
    with (folder / "coverage.csv").open(encoding="utf-8", newline="") as file:
        coverage = {row["subject"]: row for row in csv.DictReader(file)}
    connection = duckdb.connect(str(folder / "made.duckdb"), read_only=True)
    return Made(name, coverage, connection, _made[name][1])


def _make(downloads: Path, folder: Path) -> int:
    """Import and build in a folder, and return how many kilobytes of memory it took."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    kilobytes = 0
    for arguments in (
        ("import", downloads, "--seeds", "seeds", "-o", "coverage.csv"),
        ("-d", "made.duckdb", "build", "seeds"),
    ):
        command = [sys.executable, "-m", "occupare", *map(str, arguments)]
        with (folder / "stderr.txt").open("w+", encoding="utf-8") as told:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=told)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told.seek(0)
            assert process.returncode == 0, told.read()
        kilobytes = max(kilobytes, usage.ru_maxrss)
    return kilobytes
