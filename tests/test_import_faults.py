"""No cell is lost in silence: what can't be read is counted and shown, what is read comes out with its figure.

Each kind of damage that folders of downloads have is done, when the test runs, to a file of each publisher.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter
from conftest import Run
from published_files import make_published, write_crosswalks, write_workbook

from occupare.errors import DataError
from occupare.importer import reading
from occupare.importer.conversion import import_published
from occupare.importer.declarations import publishers, spoken
from occupare.importer.found_files import find_files

Rows = list[list[object]]


def rows_of_workbook(path: Path) -> dict[str, Rows]:
    """Return the rows of each sheet of a workbook."""
    workbook = openpyxl.load_workbook(path)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}


def rewrite(path: Path, change: Callable[[object], object]) -> int:
    """Change the cells of a file in place; returns how many cells became others."""
    changed = 0

    def changing(cell: object) -> object:
        nonlocal changed
        new = change(cell)
        changed += new != cell
        return new

    if path.suffix == ".xlsx":
        sheets = rows_of_workbook(path)
        with xlsxwriter.Workbook(str(path)) as workbook:
            for name, rows in sheets.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    for position, cell in enumerate(row):
                        value = changing(cell)
                        if isinstance(value, str):
                            sheet.write_string(number, position, value)
                        elif value is not None:
                            sheet.write(number, position, value)
    else:
        separator = "," if path.suffix == ".csv" else "\t"
        text = path.read_text(encoding="utf-8")
        quoting = csv.QUOTE_MINIMAL if separator == "," else csv.QUOTE_NONE
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, quoting=quoting))
        out = io.StringIO()
        if separator == ",":
            csv.writer(out, lineterminator="\n").writerows([[changing(cell) for cell in row] for row in rows])
        else:
            out.write("\n".join("\t".join(str(changing(cell)) for cell in row) for row in rows) + "\n")
        path.write_text(out.getvalue(), encoding="utf-8")
    return changed


NUMBER = re.compile(r"-?\d+\.\d+")
CODE = re.compile(r"(\d\d)-(\d{4})(\.\d\d)?")


def number_as(form: Callable[[str], str]) -> Callable[[object], object]:
    def change(cell: object) -> object:
        if isinstance(cell, float) and not cell.is_integer():
            return form(repr(cell))
        if isinstance(cell, str) and NUMBER.fullmatch(cell):
            return form(cell)
        return cell

    return change


def code_as(form: Callable[[re.Match[str]], str]) -> Callable[[object], object]:
    def change(cell: object) -> object:
        found = CODE.fullmatch(cell) if isinstance(cell, str) else None
        return form(found) if found else cell

    return change


# What is done to every cell that it fits, and whether it can be undone: then every figure comes out as it was.
MUTATIONS: dict[str, tuple[Callable[[object], object], bool]] = {
    # Beside commas between thousands a decimal comma makes a file ambiguous: it is refused.
    "decimal comma": (number_as(lambda text: text.replace(".", ",")), False),
    "dollars": (number_as(lambda text: f"${text}"), True),
    "narrow blanks": (number_as(lambda text: f"\u202f{text}\u00a0"), True),
    "unknown mark": (number_as(lambda _: "~"), False),
    "letters": (number_as(lambda text: f"{text}e?"), False),
    "en dash": (code_as(lambda code: code.group().replace("-", "–")), True),
    "no dash": (code_as(lambda code: code.group().replace("-", "")), True),
    "a date": (code_as(lambda code: f"Nov-{code[2][:2]}"), False),
    "blank code": (code_as(lambda _: ""), False),
}
FILES = [
    "oews/national_M2023_dl.csv", "oews/state_M2025_dl.xlsx", "oews/natsector_M2024_dl.xlsx",
    "projections/occupation.xlsx", "projections/education.xlsx", "cps/cpsaat11.xlsx", "cps/cpsaat11b.xlsx",
    "crosswalks/2019_to_SOC_Crosswalk.csv", "crosswalks/nem-onet-to-soc-crosswalk.xlsx",
    "crosswalks/nem-occcode-cps-crosswalk.xlsx", "crosswalks/2018-occupation-code-list-and-crosswalk.xlsx",
    "excel/Skills.xlsx",
    "db_30_1_text/Education, Training, and Experience.txt", "db_30_1_text/Task Statements.txt",
    "db_30_1_text/Occupation Data.txt", "db_30_1_text/Technology Skills.txt",
]  # fmt: skip


def seeds(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.csv"))
        if path.name != "release_file.csv"
    }


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("expected")
    import_published(make_published(folder / "downloads"), folder / "out")
    return seeds(folder / "out")


# Each file and each damage once by default; every file with every damage takes minutes.
DAMAGED = [
    pytest.param(name, mutation, marks=() if (place - number) % len(MUTATIONS) == 0 else pytest.mark.slow)
    for place, name in enumerate(FILES)
    for number, mutation in enumerate(MUTATIONS)
]


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "mutation"), DAMAGED)
def test_a_damaged_file_loses_nothing_in_silence(
    name: str, mutation: str, expected: dict[str, str], tmp_path: Path
) -> None:
    downloads = make_published(tmp_path / "downloads")
    change, can_be_undone = MUTATIONS[mutation]
    if not rewrite(downloads / name, change):
        return  # nothing in this file is of the kind
    try:
        import_published(downloads, tmp_path / "out")
    except DataError as error:
        assert name in str(error) and not (tmp_path / "out").exists()
        assert "can't be read" in str(error) and "--accept-left-out" in str(error)
        assert not can_be_undone
        return
    found = seeds(tmp_path / "out")
    assert {table: text for table, text in found.items() if text != expected[table]} == {}


@pytest.mark.thorough
def test_accepted_rows_are_left_out_and_told(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "oews" / "national_M2023_dl.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("15-1252", "Nov-52"), encoding="utf-8")
    refused = run("import", "downloads", "--seeds", "out")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        "oews/national_M2023_dl.csv, row 6, occ_code: found 'Nov-52', expected a code such as 11-1011" in refused.stderr
    )
    assert "1 row can't be read; nothing was written" in refused.stderr
    assert not (tmp_path / "out").exists()
    accepted = run("import", "downloads", "--seeds", "out", "--accept-left-out")
    assert accepted.returncode == 0, accepted.stderr
    assert "read 7 rows, kept 5; left out: 1 AT FAULT" in accepted.stderr


@pytest.mark.thorough
def test_each_file_says_what_was_read_kept_and_left_out(run: Run, tmp_path: Path) -> None:
    make_published(tmp_path / "downloads")
    done = run("import", "downloads", "--seeds", "out")
    assert (
        "oews/national_M2023_dl.csv: release 2023, read 7 rows, kept 6; left out: 1 a broad line that its detailed "
        "line repeats" in done.stderr
    )
    assert "cps/cpsaat11.xlsx: release 2023, read 5 rows, kept 3; left out: 1 a heading or a note" in done.stderr


def test_ambiguous_numbers_are_refused_with_row_and_cell(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "db_30_1_text" / "Education, Training, and Experience.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("84.75", "84,75"), encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2, data_value: '84,75' a decimal comma"):
        import_published(downloads, tmp_path / "out")
    path.write_text(re.sub(r"\d+\.\d+", "1.234", text).replace("15-1.234.00", "15-1252.00"), encoding="utf-8")


WAGES = ["AREA,AREA_TITLE,AREA_TYPE,PRIM_STATE,NAICS,NAICS_TITLE,I_GROUP,OWN_CODE,OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,EMP_PRSE,H_MEAN,A_MEAN,MEAN_PRSE,H_PCT10,H_PCT25,H_MEDIAN,H_PCT75,H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90"]  # fmt: skip


def wages(place: str, industry: str = "000000,Cross-industry,cross-industry,1235", code: str = "29-1141") -> str:
    return f"{place},{industry},{code},Lantern Nurses,detailed,300,0.3,48.76,101420,0.2,33.14,38.62,46.90,54.02,#,68940,80330,97550,112350,#"


def imported(folder: Path, **files: str) -> dict[str, list[dict[str, str]]]:
    """Import files of these names (double underscores are dots) and texts; returns the seeds' rows."""
    downloads = folder / "downloads"
    downloads.mkdir()
    for name, text in files.items():
        (downloads / name.replace("__", ".")).write_text(text, encoding="utf-8")
    import_published(downloads, folder / "out")
    return {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in (folder / "out").glob("*.csv")}


def test_codes_that_became_numbers(tmp_path: Path) -> None:
    rows = [wages("0.00,U.S.,1.0,US"), wages("99.0,U.S.,1.0,US", code="111011"), wages("2.0,Alaska,2.0,AK")]
    made = imported(tmp_path, national_M2019_dl__csv="\n".join([*WAGES, *rows]))
    assert {(row["occupation_id"], row["area_id"]) for row in made["pay"]} == {
        ("29-1141", "US"), ("11-1011", "US"), ("29-1141", "AK"),
    }  # fmt: skip
    assert "area" not in made


def test_no_unknown_area_or_industry_becomes_another(tmp_path: Path) -> None:
    rows = [
        wages("12,Narnia,9,NA"),
        wages("123,Narnia,,NA"),
        wages("99,U.S.,1,US", "7X,Parrots,2-digit,5"),
    ]
    for number, row in enumerate(rows):
        with pytest.raises(DataError, match=r"row 2"):
            folder = tmp_path / str(number)
            folder.mkdir()
            imported(folder, all_data_M_2025__csv="\n".join([*WAGES, row]))


def test_fine_industries_are_kept(tmp_path: Path) -> None:
    rows = [
        wages("99,U.S.,1,US", f"{naics},Parrots,{level},5")
        for naics, level in (
            ("71", "sector"),
            ("711000", "3-digit"),
            ("711300", "4-digit"),
            ("711310", "5-digit"),
            ("711320", "5-digit"),
            ("541715", "6-digit"),
            ("44-45", "sector"),
        )
    ]
    made = imported(tmp_path, nat5d_6d_M2025_dl__csv="\n".join([*WAGES, *rows]))
    assert {(row["industry_id"], row["industry_level"]) for row in made["industry"]} == {
        ("71", "sector"), ("711", "subsector"), ("7113", "group"), ("71131", "industry"), ("71132", "industry"),
        ("541715", "national_industry"), ("44-45", "sector"),
    }  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("year", "hourly", "annual"),
    [(2025, 115, 239200), (2022, 115, 239200), (2021, 100, 208000), (2015, 90, 187200), (2010, 80, 166400)],
)
def test_the_top_code_is_that_of_its_year(year: int, hourly: int, annual: int, tmp_path: Path) -> None:
    text = "\n".join([*WAGES, wages("99,U.S.,1,US")])
    made = imported(tmp_path, **{f"national_M{year}_dl__csv": text})
    bounds = {row["pay_column"]: float(row["at_least_usd"]) for row in made["pay_unpublished"]}
    assert bounds == {"hourly_p90_usd": hourly, "annual_p90_usd": annual}


def test_the_top_code_beside_the_file_wins(tmp_path: Path) -> None:
    rows = [line.split(",") for line in [*WAGES, wages("99,U.S.,1,US")]]
    write_workbook(tmp_path / "field_descriptions.xlsx", Sheet1=[["# = equal to or greater than $77.00 per hour or $160,160 per year"]])  # fmt: skip
    write_workbook(tmp_path / "national_M2012_dl.xlsx", Sheet1=rows)
    (tmp_path / "downloads").mkdir()
    with zipfile.ZipFile(tmp_path / "downloads" / "oesm12nat.zip", "w") as archive:
        for name in ("field_descriptions.xlsx", "national_M2012_dl.xlsx"):
            archive.write(tmp_path / name, f"oesm12nat/{name}")
    import_published(tmp_path / "downloads", tmp_path / "out")
    text = (tmp_path / "out" / "pay_unpublished.csv").read_text()
    assert "77.00" in text and "160160.00" in text


def test_lines_without_a_group_are_detailed(tmp_path: Path) -> None:
    header = "OCC_CODE,OCC_TITLE,GROUP,TOT_EMP,EMP_PRSE,H_MEAN,A_MEAN,MEAN_PRSE,H_PCT10,H_PCT25,H_MEDIAN,H_PCT75,H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90"
    rows = [f"{code},T,{group},300,0.3,48.76,101420,0.2,1.5,2,3,4,5,6,7,8,9,10" for code, group in (("00-0000", "total"), ("29-0000", "major"), ("29-1141", ""))]  # fmt: skip
    made = imported(tmp_path, national_M2010_dl__csv="\n".join([header, *rows]))
    assert {(row["occupation_id"], row["group_level"]) for row in made["pay"]} == {
        ("00-0000", ""), ("29-0000", "major"), ("29-1141", "detailed"),
    }  # fmt: skip


def test_two_copies_that_differ_name_both_files(tmp_path: Path) -> None:
    text = "\n".join([*WAGES, wages("99,U.S.,1,US")])
    other = text.replace("101420", "1")
    with pytest.raises(
        DataError, match=r"national_M2025_dl \(1\).csv, row 2, a_mean: contradicts national_M2025_dl.csv"
    ):
        imported(tmp_path, **{"national_M2025_dl__csv": text, "national_M2025_dl (1)__csv": other})


def test_text_and_excel_of_one_release_are_read_once(expected: dict[str, str], tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    excel = downloads / "db_30_1_excel"
    for path in (downloads / "db_30_1_text").glob("*.txt"):
        if path.stem not in ("Read Me", "Scales Reference"):
            lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
            cells = [[float(cell) if NUMBER.fullmatch(cell) else "" if cell == "n/a" else cell for cell in row] for row in lines]  # fmt: skip
            write_workbook(excel / f"{path.stem}.xlsx", Sheet=cells)
    import_published(downloads, tmp_path / "out")
    assert seeds(tmp_path / "out") == expected


@pytest.mark.thorough
def test_undated_releases_are_asked_for(run: Run, tmp_path: Path) -> None:
    for folder, title in (("one", "Kite Pilots"), ("two", "Kite Sailors")):
        (tmp_path / "downloads" / folder).mkdir(parents=True)
        text = f"O*NET-SOC Code\tTitle\tDescription\n11-1011.00\t{title}\tFly.\n"
        (tmp_path / "downloads" / folder / "Occupation Data.txt").write_text(text)
    refused = run("import", "downloads", "--seeds", "out")
    assert refused.returncode == 1
    assert "one/Occupation Data.txt: states no release" in refused.stderr and "--release" in refused.stderr
    stated = run(
        "import", "downloads", "--seeds", "out", "--release", "one=29.3", "--release", "two/Occupation Data.txt=30.1"
    )
    assert stated.returncode == 0, stated.stderr
    assert "onet-30.1" in (tmp_path / "out" / "occupation.csv").read_text()
    assert run("import", "downloads", "--seeds", "other", "--release", "three=1.0").returncode == 2
    assert run("import", "downloads", "--seeds", "other", "--release", "three").returncode == 2


def test_paths_count_from_the_folders_own_name_on(tmp_path: Path) -> None:
    folder = tmp_path / "db_24_2_text"
    folder.mkdir()
    (folder / "Occupation Data.txt").write_text("O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tKite Pilots\tFly.\n")
    import_published(folder, tmp_path / "out")
    assert "O*NET-SOC 2010" in (tmp_path / "out" / "release.csv").read_text()
    assert "O*NET-SOC 2010" in (tmp_path / "out" / "occupation_code.csv").read_text()


def test_a_crosswalk_joins_only_its_own_taxonomy(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "crosswalks" / "2019_to_SOC_Crosswalk.csv"
    old = path.read_text(encoding="utf-8").replace("2019", "2010").replace("2018", "2010")
    path.with_name("2010_to_SOC_Crosswalk.csv").write_text(old, encoding="utf-8")
    import_published(downloads, tmp_path / "out")
    assert "SOC 2010" not in (tmp_path / "out" / "occupation_code.csv").read_text()


@pytest.mark.thorough
def test_bad_files_stop_nothing_but_themselves(expected: dict[str, str], tmp_path: Path, run: Run) -> None:
    downloads = make_published(tmp_path / "downloads")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("national_M2024_dl.csv", "\n".join([*WAGES, wages("99,U.S.,1,US")]))
    with zipfile.ZipFile(downloads / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    damaged = bytearray(inner.getvalue())
    damaged[60:70] = b"0123456789"
    (downloads / "damaged.zip").write_bytes(bytes(damaged))
    (downloads / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    (downloads / "national_M2024_dl.xlsx").write_text("<!DOCTYPE html><html>Access denied</html>")
    (downloads / "state_M2022_dl.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))  # fmt: skip
    (downloads / "natsector_M2022_dl.xlsx").write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(900))
    (downloads / "payslip.csv").write_text("Month,Pay\nMay,3000\n")
    (downloads / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 100)
    with (downloads / "huge.csv").open("wb") as file:
        file.truncate(3 * 2**30)
    done = run("import", "downloads", "--seeds", "out")
    assert done.returncode == 0, done.stderr
    for words in (
        "outer.zip/inner.zip: a .zip inside a .zip: unpack it first",
        "damaged.zip/national_M2024_dl.csv: damaged",
        "broken.zip: a damaged .zip",
        "national_M2024_dl.xlsx: a web page (HTML)",
        "state_M2022_dl.xlsx: encrypted",
        "natsector_M2022_dl.xlsx: a damaged workbook",
        "not recognised: payslip.csv\n",
        "film.mp4: a video",
        "huge.csv: no text",
    ):
        assert words in done.stderr, (words, done.stderr)
    assert seeds(tmp_path / "out") == expected


def test_other_forms_of_text_are_read(tmp_path: Path) -> None:
    text = "\n".join([*WAGES, wages("99,U.S.,1,US")])
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    (downloads / "national_M2021_dl.csv").write_text(text.replace(",", ";"), encoding="utf-8")
    (downloads / "national_M2022_dl.csv").write_text(text, encoding="utf-16")
    with gzip.open(downloads / "national_M2023_dl.csv.gz", "wt") as file:
        file.write(text)
    (downloads / "national_M2024_dl.csv").write_text(text.replace("Lantern Nurses", "Infirmières"), encoding="cp1252")
    (downloads / "national_M2025_dl.txt").write_text(text.replace(",", "\t"), encoding="utf-8-sig")
    import_published(downloads, tmp_path / "out")
    with (tmp_path / "out" / "pay.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["release_id"], row["annual_mean_usd"]) for row in rows] == [
        (f"oews-{year}", "101420") for year in range(2021, 2026)
    ]


def test_a_cell_quoted_whole_loses_its_quotes(tmp_path: Path) -> None:
    folder = tmp_path / "db_20_1_text"
    folder.mkdir()
    (folder / "Occupation Data.txt").write_text(
        'O*NET-SOC Code\tTitle\tDescription\n11-3031.02\t"Managers, Kites"\t"Run ""big"" kites."\n'
        '11-3031.03\t"Kite" and "Sail" Managers\tFly "kites.\n'
    )
    import_published(folder, tmp_path / "out")
    with (tmp_path / "out" / "occupation.csv").open() as file:
        described = [(row["title"], row["description"]) for row in csv.DictReader(file)]
    assert described == [("Managers, Kites", 'Run "big" kites.'), ('"Kite" and "Sail" Managers', 'Fly "kites.')]


def test_a_cut_row_is_a_fault(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "db_30_1_text" / "Task Statements.txt"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n").rsplit("\t", 3)[0], encoding="utf-8")
    with pytest.raises(DataError, match=r"Task Statements.txt, row \d+: found \d cells, expected 7"):
        import_published(downloads, tmp_path / "out")


@pytest.mark.thorough
def test_a_renamed_layout_is_reported_with_the_columns_that_differ(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    renamed = "O*NET-SOC Code\tRole Name\tShort Title\tSource(s)\n15-1252.00\tKite Coder\tn/a\t08\n"
    (downloads / "db_30_1_text" / "Role Names.txt").write_text(renamed)
    done = run("import", "downloads", "--seeds", "out")
    assert done.returncode == 0, done.stderr
    told = done.stderr[done.stderr.index("not recognised: db_30_1_text/Role Names.txt") :]
    assert "column alternate_title is missing" in told and "role name" in told


def test_a_file_of_a_known_name_with_half_of_its_columns_is_at_fault(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "db_30_1_text" / "Job Zones.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("O*NET-SOC Code", "Occupation Key", 1), encoding="utf-8")
    done = run("import", "downloads", "--seeds", "out")
    assert done.returncode == 1
    assert "db_30_1_text/Job Zones.txt: column onet_code is missing" in done.stderr
    assert "occupation key" in done.stderr


@pytest.mark.thorough
def test_other_classifications_are_named_for_what_they_are(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    (downloads / "occupations_en.csv").write_text("conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\nOccupation,u,2,l,a\n")  # fmt: skip
    (downloads / "2010_to_2019_Crosswalk.csv").write_text(
        "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n11-1011.00,A,11-1011.00,A\n"
    )
    done = run("import", "downloads", "--seeds", "out")
    assert "occupations_en.csv: ESCO, the European classification" in done.stderr
    assert "2010_to_2019_Crosswalk.csv: a crosswalk between two editions of O*NET-SOC" in done.stderr


def test_only_groups_or_crosswalks_say_what_is_missing(run: Run, tmp_path: Path) -> None:
    write_crosswalks(tmp_path / "downloads")
    done = run("import", "downloads", "--seeds", "out")
    assert "missing: O*NET's Occupation Data, so there is no occupation to compare" in done.stderr


def test_patterns_never_show_as_regular_expressions() -> None:
    for publisher in publishers():
        for kind in publisher.kinds:
            for patterns in kind.columns.values():
                for pattern in patterns:
                    assert not set(spoken(pattern)) & set("\\()[]{}*+?|^$"), pattern
                    assert re.fullmatch(pattern, spoken(pattern)), pattern
    assert spoken(r"(\d{4} )?total( employed)?") == "total"


def test_headers_of_unknown_files_are_read_alone(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"a\tb\n" + b"1\t2\n" * 1_000_000)
    (file,) = find_files(tmp_path)
    assert file.table_content() is None and len(file.head) < 300_000


def test_coverage_names_each_file_with_its_release(tmp_path: Path) -> None:
    imported = import_published(make_published(tmp_path / "downloads"), tmp_path / "out")
    files = {row[0]: row[5] for row in imported.coverage.rows}
    assert files["national pay"] == "national_M2023_dl.csv (2023)"
    assert files["rated skills"] == "Skills.xlsx"
    assert files["growth"] == "occupation.xlsx (2024)"


@pytest.mark.thorough
def test_a_household_title_that_no_list_has_is_told(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    for name in ("cpsaat11.xlsx", "cpsaat11b.xlsx"):
        rewrite(downloads / "cps" / name, lambda cell: "Lantern nurzes" if cell == "Lantern nurses" else cell)
    refused = run("import", "downloads", "--seeds", "out")
    assert refused.returncode == 1 and not (tmp_path / "out").exists()
    assert (
        "cps/cpsaat11.xlsx, sheet 'cpsaat11', row 9: expected an occupation's title from the Census list of 2018, "
        "found 'Lantern nurzes'" in refused.stderr
    )
    accepted = run("import", "downloads", "--seeds", "out", "--accept-left-out")
    assert accepted.returncode == 0 and "1 AT FAULT, expected an occupation's title" in accepted.stderr


def test_a_household_line_without_its_number_employed_is_told(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    rewrite(downloads / "cps" / "cpsaat11.xlsx", lambda cell: None if cell == 12 else cell)
    with pytest.raises(DataError, match=r"cpsaat11.xlsx, .*row 8, employed: found nothing, expected a number"):
        import_published(downloads, tmp_path / "out")


def test_a_blank_cell_where_its_publisher_leaves_none_is_told(run: Run, tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "oews" / "national_M2023_dl.csv"
    path.write_text(path.read_text(encoding="utf-8").replace('"124,800"', ""), encoding="utf-8")
    refused = run("import", "downloads", "--seeds", "out")
    assert refused.returncode == 1 and not (tmp_path / "out").exists()
    assert (
        "oews/national_M2023_dl.csv, row 6, a_mean: found nothing, expected a number without decimals" in refused.stderr
    )


def test_a_column_that_is_wholly_blank_is_told(run: Run, tmp_path: Path) -> None:
    rows = list(csv.reader([*WAGES, wages("99,U.S.,1,US"), wages("02,Alaska,2,AK")]))
    blank = {"A_MEDIAN": "", "O_GROUP": ""}
    for column, told in zip(blank, ("column a_median is blank in every row", "; blank: o group (all)"), strict=True):
        place = rows[0].index(column)
        text = "\n".join(",".join([*row[:place], "" if number else row[place], *row[place + 1 :]]) for number, row in enumerate(rows))  # fmt: skip
        (tmp_path / "downloads").mkdir(exist_ok=True)
        (tmp_path / "downloads" / "state_M2025_dl.csv").write_text(text, encoding="utf-8")
        done = run("import", "downloads", "--seeds", column)
        assert told in done.stderr and (done.returncode == 0) == (column == "O_GROUP")


def test_a_row_that_contradicts_another_of_its_file_is_told(tmp_path: Path) -> None:
    line = wages("99,U.S.,1,US")
    with pytest.raises(DataError, match=r"row 3, a_mean: contradicts another row of this file in a_mean"):
        imported(tmp_path, national_M2025_dl__csv="\n".join([*WAGES, line, line.replace("101420", "1")]))


def test_lines_that_name_one_place_in_two_ways_are_compared(tmp_path: Path) -> None:
    line = wages("99,U.S.,1,US")
    other = wages(",,,", industry=",,,")
    for number, text in enumerate((other, other.replace("101420", "101421"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        files = {"national_M2025_dl__csv": "\n".join([*WAGES, line]), "all_data_M_2025__csv": "\n".join([*WAGES, text])}
        if text == other:
            assert len(imported(folder, **files)["pay"]) == 1
            continue
        with pytest.raises(DataError, match=r"expected the figures of the same line in national_M2025_dl.csv"):
            imported(folder, **files)


def test_an_industry_that_lost_its_code_does_not_become_the_whole(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"row 2: expected an industry of a known kind, found none"):
        imported(tmp_path, natsector_M2025_dl__csv="\n".join([*WAGES, wages("99,U.S.,1,US", ",Parrots,sector,5")]))


@pytest.mark.thorough
def test_columns_that_are_not_used_are_told(run: Run, tmp_path: Path) -> None:
    make_published(tmp_path / "downloads")
    done = run("import", "downloads", "--seeds", "out")
    assert "columns not used: pct total, pct rpt" in done.stderr


def test_an_open_document_is_read(tmp_path: Path) -> None:
    rows = [line.split(",") for line in [*WAGES, wages("99,U.S.,1,US")]]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    (tmp_path / "downloads").mkdir()
    with zipfile.ZipFile(tmp_path / "downloads" / "national_M2025_dl.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
            f'<table:table table:name="national">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    import_published(tmp_path / "downloads", tmp_path / "out")
    with (tmp_path / "out" / "pay.csv").open() as file:
        assert [row["annual_mean_usd"] for row in csv.DictReader(file)] == ["101420"]


def test_each_kind_of_damage_is_done_to_each_publishers_files(tmp_path: Path) -> None:
    """What fits nothing would pass unseen: each kind fits each publisher whose files hold such cells."""
    downloads = make_published(tmp_path / "downloads")
    done = {
        (name.split("/")[0], mutation)
        for name in FILES
        for mutation, (change, _) in MUTATIONS.items()
        if rewrite(Path(shutil.copy(downloads / name, tmp_path / Path(name).name)), change)
    }
    numbers = {"oews", "projections", "cps", "db_30_1_text", "excel"}
    codes = {"oews", "projections", "crosswalks", "db_30_1_text", "excel"}
    expected = {
        (folder, mutation)
        for mutation in MUTATIONS
        for folder in (codes if mutation in ("en dash", "no dash", "a date", "blank code") else numbers)
    }
    assert expected <= done


def test_the_engine_reaches_nothing_but_its_workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that a text would slip in finds no file and no network, wherever in an import it came to run."""
    found: list[str] = []
    inside = reading.stage

    def slipped_in(connection: duckdb.DuckDBPyConnection, *arguments: object) -> object:
        outside = tmp_path / "outside.csv"
        outside.write_text("a\n1\n", encoding="utf-8")
        for statement in (
            f"from read_csv('{outside}')",
            f"copy (select 1) to '{outside}'",
            "from read_text('/etc/passwd')",
            f"attach '{tmp_path / 'x.duckdb'}'",
            "install httpfs",
            "set enable_external_access = true",
            f"set allowed_directories = ['{tmp_path}']",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
            found.append(statement)
        return inside(connection, *arguments)

    monkeypatch.setattr(reading, "stage", slipped_in)
    import_published(make_published(tmp_path / "published"), tmp_path / "out")
    assert len(found) > 50 and (tmp_path / "outside.csv").read_text(encoding="utf-8") == "a\n1\n"
    assert {path.name for path in tmp_path.iterdir()} == {"published", "out", "outside.csv"}


def test_a_table_of_another_header_is_told_beside_a_known_table(tmp_path: Path) -> None:
    names = ["2018 Census Title", "2018 Census Code", "2018 SOC Code"]
    lines = [["Kite programmers", "1021", "15-1252"], ["Lantern nurses", "3255", "29-114X"]]
    write_workbook(
        tmp_path / "in" / "2018-occupation-code-list-and-crosswalk.xlsx",
        Crosswalk=[["2010 SOC Code", "2010 Census Code", "2010 Census Title", "2018 SOC Code", "2018 Census Code", names[0]],
                   ["15-1130", "1020", "Kite programmers", "15-1252", "1021", "Kite programmers"]],
        List=[["Zebras", *names[1:]], *lines],
    )  # fmt: skip
    imported = import_published(tmp_path / "in", tmp_path / "out", accept_left_out=True)
    told = "\n".join(imported.notes)
    assert "sheet 'List': column census_title is missing" in told and "zebras" in told
    assert "read 1 rows" in told


OCCUPATIONS = "O*NET-SOC Code,Title,Description\n11-1011.00,Kite Pilots,{}\n11-1021.00,Kite Sailors,Sail.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OCCUPATIONS.format('"Fly.').encode(), r"row 2 can't be read \(unexpected end of data\)"),
        (OCCUPATIONS.format('"Fly.').replace("Sail.", 'Sail."').encode(), "row 2 has a quote that swallows"),
        (OCCUPATIONS.format('"Fly" high').encode(), "row 2 can't be read"),
        (OCCUPATIONS.format("Volé").encode() + "11-1031.00,Élan,x\n".encode("cp1252"), "row 2 has letters in UTF-8"),
        (OCCUPATIONS.format("F\x81ly").encode("latin-1"), "row 2 has bytes that are no letter"),
        (OCCUPATIONS.format("Fly").encode("utf-16")[:-1], "cut off within a letter"),
    ],
    ids=["open quote", "two open quotes", "words after a quote", "two encodings", "no letter", "half a letter"],
)
def test_a_text_that_cannot_be_read_to_its_end_is_a_fault(content: bytes, told: str, tmp_path: Path) -> None:
    folder = tmp_path / "db_30_1_csv"
    folder.mkdir()
    (folder / "occupation_data.csv").write_bytes(content)
    with pytest.raises(DataError, match=f"occupation_data.csv: {told}"):
        import_published(folder, tmp_path / "out")


def test_rows_that_end_in_carriage_returns_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "db_30_1_text"
    folder.mkdir()
    text = "O*NET-SOC Code\tTitle\tDescription\r11-1011.00\tKite Pilots\tFly.\r11-1021.00\tKite Sailors\tSail.\r"
    (folder / "Occupation Data.txt").write_bytes(text.encode())
    import_published(folder, tmp_path / "out")
    with (tmp_path / "out" / "occupation.csv").open() as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["Kite Pilots", "Kite Sailors"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    text = "\n".join([*WAGES, wages("99,U.S.,1,US")])
    (tmp_path / "downloads").mkdir()
    with zipfile.ZipFile(tmp_path / "downloads" / "oesm25nat.zip", "w") as archive:
        archive.writestr("national_M2025_dl.csv", text)
        archive.writestr("national_M2025_dl.csv", text.replace("101420", "9"))
    with pytest.raises(DataError, match=r"national_M2025_dl.csv, row 2, a_mean: contradicts"):
        import_published(tmp_path / "downloads", tmp_path / "out")


def test_whatever_lies_in_a_folder_is_told(tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    text = "\n".join([*WAGES, wages("99,U.S.,1,US")])
    with open(os.fsencode(downloads) + b"/national_M2025_\xff.csv", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(text)
    (downloads / "loop").symlink_to(downloads)
    (downloads / "itself").symlink_to("itself")
    (downloads / "gone.csv").symlink_to("nowhere")
    os.mkfifo(downloads / "pipe.csv")
    (downloads / "empty.csv").touch()
    for name, content in (
        ("a.csv", gzip.compress(text.encode())), ("b.csv.bz2", b"BZh9"), ("c.csv.xz", b"\xfd7zXZ\0"), ("d.csv.zst", b"\x28\xb5\x2f\xfd"),
    ):  # fmt: skip
        (downloads / name).write_bytes(content)
    told = "\n".join(import_published(downloads, tmp_path / "out").notes)
    for words in (
        "national_M2025_\ufffd.csv: release 2025, read 1 rows, kept 1",
        "loop: a link to a folder, which is not followed",
        "itself: a link to nothing",
        "gone.csv: a link to nothing",
        "pipe.csv: neither a file nor a folder",
        "empty.csv: empty",
        "a.csv: packed by gzip",
        "b.csv.bz2: a .bz2 file: unpack it first",
        "c.csv.xz: an .xz file: unpack it first",
        "d.csv.zst: a .zst file: unpack it first",
    ):
        assert words in told, (words, told)


def test_one_file_alone_is_imported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "national_M2025_dl.csv").write_text("\n".join([*WAGES, wages("99,U.S.,1,US")]), encoding="utf-8")
    done = run("import", "national_M2025_dl.csv", "--seeds", "out")
    assert done.returncode == 0 and "national_M2025_dl.csv: release 2025, read 1 rows, kept 1" in done.stderr


@pytest.mark.parametrize("cell", ["1.2e3", "5%", "€124800", "£124800", "-5", "300.5", "1e400", "9" * 20])
def test_what_is_no_amount_of_dollars_is_a_fault(cell: str, tmp_path: Path) -> None:
    text = "\n".join([*WAGES, wages("99,U.S.,1,US").replace("101420", cell)])
    with pytest.raises(
        DataError, match=r"national_M2025_dl.csv, row 2, a_mean: found .*, expected a number without decimals"
    ):
        imported(tmp_path, national_M2025_dl__csv=text)


def test_words_in_other_letters_mean_the_same(expected: dict[str, str], tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    rewrite(downloads / "excel" / "Skills.xlsx", lambda cell: cell.lower() if cell in ("IM", "LV", "Y", "N") else cell)  # type: ignore[attr-defined]
    path = downloads / "db_30_1_text" / "Technology Skills.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("\tY", "\ty").replace("\tN", "\tn"), encoding="utf-8")
    import_published(downloads, tmp_path / "out")
    assert seeds(tmp_path / "out") == expected


def test_figures_of_an_unnamed_place_or_industry_are_not_the_nations(tmp_path: Path) -> None:
    header, line = WAGES[0].split(","), wages("02,Alaska,2,AK", "71,Parrots,sector,5").split(",")
    for number, (name, dropped, told) in enumerate((
        ("state_M2025_dl", ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE"), "expected an area of a known kind"),
        ("pay_2025", ("AREA", "AREA_TITLE", "AREA_TYPE"), "expected an area of a known kind"),
        ("natsector_M2025_dl", ("NAICS", "NAICS_TITLE", "I_GROUP"), "expected an industry of a known kind"),
        ("pay_2025", ("NAICS", "I_GROUP"), "expected an industry of a known kind"),
    )):  # fmt: skip
        kept = [place for place, column in enumerate(header) if column not in dropped]
        text = "\n".join(",".join(row[place] for place in kept) for row in (header, line))
        (tmp_path / str(number)).mkdir()
        with pytest.raises(DataError, match=f"{name}.csv, row 2: {told}"):
            imported(tmp_path / str(number), **{f"{name}__csv": text})


def test_a_header_alone_or_a_column_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    for number, (text, told) in enumerate((
        (WAGES[0], "found a header and no row below it"),
        (f"{WAGES[0]},A_MEAN\n{wages('99,U.S.,1,US')},7", "found the column a mean twice"),
    )):  # fmt: skip
        (tmp_path / str(number)).mkdir()
        with pytest.raises(DataError, match=f"national_M2025_dl.csv: {told}"):
            imported(tmp_path / str(number), national_M2025_dl__csv=text)


def test_what_is_left_of_a_cut_row_is_a_fault(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    with (downloads / "db_30_1_text" / "Job Zones.txt").open("a", encoding="utf-8") as file:
        file.write("29-1141.0")
    with pytest.raises(DataError, match=r"Job Zones.txt, row 4, onet_code: found '29-1141.0', expected an O\*NET code"):
        import_published(downloads, tmp_path / "out")


def test_a_stated_year_is_a_year(run: Run, tmp_path: Path) -> None:
    (tmp_path / "national.csv").write_text("\n".join([*WAGES, wages("99,U.S.,1,US")]), encoding="utf-8")
    done = run("import", "national.csv", "--seeds", "out", "--release", "national.csv=foo")
    assert done.returncode == 2 and "expected a year, such as 2025" in done.stderr


def test_a_level_of_education_that_there_is_not_is_a_fault(tmp_path: Path) -> None:
    downloads = make_published(tmp_path / "downloads")
    path = downloads / "db_30_1_text" / "Education, Training, and Experience.txt"
    text = path.read_text(encoding="utf-8")
    assert "\tRL\t6\t" in text
    path.write_text(text.replace("\tRL\t6\t", "\tRL\t13\t", 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"category: found '13', expected one of 1, 2, "):
        import_published(downloads, tmp_path / "out")
