"""Leads and changes that lie within the error, in the publisher's own files of several years, read here once more."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO

import duckdb
import pytest
from published_files import REAL
from python_calamine import CalamineWorkbook

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.importer.conversion import import_published

YEARS = REAL.parent / "oews_years"
pytestmark = pytest.mark.skipif(not YEARS.is_dir() or not REAL.is_dir(), reason=f"{YEARS} is not here")
NOT_STATES = {"Guam", "Puerto Rico", "Virgin Islands"}
Mean = tuple[float, float | None]  # a mean wage with its standard error, where one is published


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of the wage survey's national files of 2022, 2023 and 2025 and its states of 2025."""
    folder = tmp_path_factory.mktemp("years")
    downloads = folder / "downloads"
    shutil.copytree(YEARS, downloads / "oews_years")
    shutil.copytree(REAL / "crosswalks", downloads / "crosswalks")
    for file in ("oews/national_M2025_dl.xlsx", "oews/state_M2025_dl.xlsx", "onet_30_1_text/Occupation Data.txt"):
        (downloads / file).parent.mkdir(exist_ok=True)
        shutil.copy(REAL / file, downloads / file)
    import_published(downloads, folder / "seeds")
    build(folder / "x.duckdb", [SeedFolder("seeds", folder / "seeds")])
    with duckdb.connect(str(folder / "x.duckdb"), read_only=True) as opened:
        yield opened


def sheet(content: bytes) -> list[dict[str, object]]:
    """The rows of a workbook's first sheet, by the names of its columns in small letters."""
    header, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    names = [str(name).lower() for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def national(year: int) -> dict[str, Mean]:
    """The mean wage and its standard error of each code in a year's national file, where that is published."""
    if year == 2025:
        content = (REAL / "oews" / "national_M2025_dl.xlsx").read_bytes()
    else:
        with zipfile.ZipFile(YEARS / f"oesm{year % 100}nat.zip") as archive:
            [name] = [name for name in archive.namelist() if "national" in name and name.endswith(".xlsx")]
            content = archive.read(name)
    return {str(row["occ_code"]): mean_of(row) for row in sheet(content) if is_published(row)}


def is_published(row: dict[str, object]) -> bool:
    return is_number(row["a_mean"])


def is_number(cell: object) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.replace(".", "", 1).isdigit())


def mean_of(row: dict[str, object]) -> Mean:
    mean = float(str(row["a_mean"]))
    return mean, mean * float(str(row["mean_prse"])) / 100 if is_number(row["mean_prse"]) else None


def is_within(left: Mean, right: Mean) -> bool | None:
    """Whether two means can't be told apart; None where not both errors are published."""
    if left[1] is None or right[1] is None:
        return None
    return abs(left[0] - right[0]) <= 1.96 * (left[1] ** 2 + right[1] ** 2) ** 0.5


@pytest.mark.parametrize(("earlier", "later", "within", "beyond"), [(2022, 2023, 282, 1106), (2023, 2025, 211, 1176)])
def test_changes_within_the_error(made: duckdb.DuckDBPyConnection, earlier: int, later: int, within: int, beyond: int):
    rows = made.execute(
        "select occupation_id, difference, is_beyond_error from figure_change where metric_id = 'annual_pay' "
        f"and earlier_release_id = 'oews-{earlier}' and release_id = 'oews-{later}' and is_beyond_error is not null"
    ).fetchall()
    before, after = national(earlier), national(later)
    for code, difference, is_beyond in rows:
        code = code.removesuffix(".00")
        assert float(difference) == after[code][0] - before[code][0], code
        assert is_beyond is not is_within(before[code], after[code]), code
    assert (sum(not row[2] for row in rows), sum(row[2] for row in rows)) == (within, beyond)


def test_leads_within_the_error(made: duckdb.DuckDBPyConnection):
    places: dict[str, list[tuple[Mean, float | None]]] = {}
    for row in sheet((REAL / "oews" / "state_M2025_dl.xlsx").read_bytes()):
        if row["o_group"] == "detailed" and row["area_title"] not in NOT_STATES and is_published(row):
            jobs = float(str(row["tot_emp"])) if is_number(row["tot_emp"]) else None
            places.setdefault(str(row["occ_code"]), []).append((mean_of(row), jobs))
    expected = {}
    for code, found in places.items():
        if len(found) > 1:
            (first, jobs), (second, _), *_ = sorted(found, key=lambda each: each[0][0], reverse=True)
            lead = first[0] - second[0]
            expected[code] = (lead, is_within(first, second), jobs is not None and jobs < 500)
    rows = made.execute(
        "select distinct best_paying.occupation_id, lead_usd, lead_usd <= lead_margin_usd, coalesce(leader_employment < 500, false) "
        "from best_paying inner join pay using (occupation_id) where leader_kind = 'state' and lead_usd is not null "
        "and pay.group_level = 'detailed' and pay.area_id = 'US' and pay.release_id = 'oews-2025'"
    ).fetchall()
    found = {code.removesuffix(".00"): (float(lead), *rest) for code, lead, *rest in rows}
    # A lead over a place whose wage is top-coded is no lead that is known.
    assert {code: expected[code] for code in found} == found
    assert (len(found), sum(row[1] or 0 for row in found.values()), sum(row[2] for row in found.values())) == (
        820,
        535,
        352,
    )
