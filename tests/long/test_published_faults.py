"""Damage of each kind, done when the test runs to each publisher's own files: none is lost in silence.

A damaged row either comes out with the figures that it had or is told by its number. So what is imported of a damaged
file is what is imported of the same file without the rows that were told.
"""

from __future__ import annotations

import csv
import gzip
import re
import zipfile
from pathlib import Path

import pytest
from published_files import REAL

from long.excerpts import CELL_DAMAGE, FILE_DAMAGE, Excerpt, Rows, excerpts
from long.tally import Chance, Tally
from occupare.errors import DataError
from occupare.importer import report
from occupare.importer.conversion import Imported, import_published

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"{REAL} is not here")
ALL = excerpts() if REAL.is_dir() else []
TOLD = re.compile(r"(?:, sheet '(.*)')?, row (\d+)[,:]")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Take the share of the files that is to be tried, others for each test."""
    options = metafunc.config.option
    chance = Chance(
        options.seed, 1 if options.long else options.share, f"published faults {metafunc.function.__name__}"
    )
    metafunc.parametrize("excerpt", chance.some(ALL) if ALL else [], ids=lambda excerpt: str(excerpt.path))


@pytest.fixture(autouse=True)
def _counted(tally: Tally) -> None:
    tally.tries += 1


@pytest.fixture(autouse=True)
def _every_fault_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "FAULTS_SHOWN", 10**6)


def downloads_with(excerpt: Excerpt, folder: Path, tables: dict[str, Rows] | None = None) -> Path:
    """Lay an excerpt beside those of its own and of what its rows are joined to."""
    place = excerpt.path.parts[:2]
    joined = {("published", "crosswalks"), ("published", "cps")}
    for other in ALL:
        is_joined = place in joined and other.path.parts[:2] in joined
        if is_joined or (other.path.name in ("Occupation Data.txt", "Read Me.txt") and other.path.parts[0] == place[0]):
            other.write(folder)
    excerpt.write(folder, tables)
    return folder


def seeds(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(out.glob("*.csv")) if path.name != "release_file.csv"}  # fmt: skip


def made(downloads: Path, out: Path) -> tuple[dict[str, str], Imported]:
    imported = import_published(downloads, out, accept_left_out=True)
    return seeds(out), imported


def faults(downloads: Path, out: Path) -> str:
    """Return what an import says is at fault, nothing where it says nothing."""
    try:
        import_published(downloads, out)
    except DataError as error:
        return str(error)
    return ""


def differing(found: dict[str, str], expected: dict[str, str]) -> dict[str, list[str]]:
    return {
        name: sorted(set(found.get(name, "").splitlines()) ^ set(expected.get(name, "").splitlines()))[:6]
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    }


def damaged_cells(excerpt: Excerpt, scratch: Path) -> dict[str, Rows]:
    """Do each damage to one cell of each column that it fits, each in a row of its own."""
    tables = {name: [list(row) for row in rows] for name, rows in excerpt.tables.items()}
    done = 0
    for name, kind, positions, above in excerpt.known_tables(scratch):
        rows, taken = tables[name], set(range(above))
        for column, position in positions.items():
            for damage_name, damage in CELL_DAMAGE.items():
                if damage_name == "blank" and column in kind.blank:
                    continue
                for number, row in enumerate(rows):
                    if number in taken or position >= len(row) or sum(cell not in ("", None) for cell in row) < 2:
                        continue
                    cell = damage(row[position])
                    if cell != row[position]:
                        row[position] = cell
                        taken.add(number)
                        done += 1
                        break
    assert done or not list(excerpt.known_tables(scratch))
    return tables


def test_each_cell_damaged_is_told_or_mended(excerpt: Excerpt, tmp_path: Path) -> None:
    tables = damaged_cells(excerpt, tmp_path / "scratch")
    if tables == excerpt.tables:
        return  # a file of notes
    damaged = downloads_with(excerpt, tmp_path / "damaged", tables)
    told = faults(damaged, tmp_path / "refused")
    assert str(excerpt.path) in told and "--accept-left-out" in told and not (tmp_path / "refused").exists()
    lost: dict[str, set[int]] = {}
    for line in told.splitlines():
        if line.startswith(str(excerpt.path)) and (found := TOLD.match(line.removeprefix(str(excerpt.path)))):
            lost.setdefault(found[1] or "", set()).add(int(found[2]))
    rest = {
        name: [row for number, row in enumerate(rows, 1) if number not in lost.get(name, ())]
        for name, rows in excerpt.tables.items()
    }
    expected, _ = made(downloads_with(excerpt, tmp_path / "rest", rest), tmp_path / "expected")
    found_seeds, _ = made(damaged, tmp_path / "found")
    assert differing(found_seeds, expected) == {}


def test_numbers_written_otherwise_are_read_or_refused(excerpt: Excerpt, tmp_path: Path) -> None:
    expected, _ = made(downloads_with(excerpt, tmp_path / "whole"), tmp_path / "expected")
    for name, damage in FILE_DAMAGE.items():
        tables = {sheet: [list(row) for row in rows] for sheet, rows in excerpt.tables.items()}
        for sheet, _, _, above in excerpt.known_tables(tmp_path / "scratch"):
            tables[sheet][above:] = [[damage(cell) for cell in row] for row in tables[sheet][above:]]
        downloads = downloads_with(excerpt, tmp_path / name, tables)
        told = faults(downloads, tmp_path / f"{name} out")
        assert str(excerpt.path) in told or (not told and differing(seeds(tmp_path / f"{name} out"), expected) == {}), name  # fmt: skip


def test_a_column_of_another_name_is_told(excerpt: Excerpt, tmp_path: Path) -> None:
    for sheet, kind, positions, above in list(excerpt.known_tables(tmp_path / "scratch")):
        for column, position in positions.items():
            if column in kind.optional:
                continue
            tables = {name: [list(row) for row in rows] for name, rows in excerpt.tables.items()}
            for row in tables[sheet][:above]:
                if position < len(row) and row[position] and sum(cell not in ("", None) for cell in row) > 1:
                    row[position] = "Zebras"
            if tables == excerpt.tables:
                continue  # its name is that of the cell before it, over both
            folder = tmp_path / f"{sheet} {column}"
            try:
                imported = import_published(downloads_with(excerpt, folder / "in", tables), folder / "out")
            except DataError as error:
                assert re.search(rf"{re.escape(str(excerpt.path))}.*: column \w+ is missing", str(error)), column
                continue
            assert any(str(excerpt.path) in note and "zebras" in note.lower() for note in imported.notes), column


def test_two_copies_are_one_and_a_copy_that_differs_is_told(excerpt: Excerpt, tmp_path: Path) -> None:
    known = list(excerpt.known_tables(tmp_path / "scratch"))
    if not known:
        return
    expected, _ = made(downloads_with(excerpt, tmp_path / "whole"), tmp_path / "expected")
    copy = Excerpt(excerpt.path.with_name(f"{excerpt.path.stem} (1){excerpt.path.suffix}"), excerpt.tables)
    downloads = downloads_with(excerpt, tmp_path / "copies")
    path = copy.write(downloads)
    found, imported = made(downloads, tmp_path / "found")
    assert differing(found, expected) == {} and any(str(copy.path) in note for note in imported.notes)
    path.unlink()
    for sheet, kind, positions, above in known:
        figures = [positions[name] for name, holds in kind.cells.items() if holds in ("number", "whole") and name in positions]  # fmt: skip
        for position in figures[:4]:
            rows = [list(row) for row in copy.tables[sheet]]
            changed = next((row for row in rows[above:] if position < len(row) and re.fullmatch(r"\d+(\.\d+)?", str(row[position]))), None)  # fmt: skip
            if changed is None:
                continue
            changed[position] = float(str(changed[position])) + 1 if excerpt.is_workbook else str(float(str(changed[position])) + 1)  # fmt: skip
            path = copy.write(downloads, copy.tables | {sheet: rows})
            told = faults(downloads, tmp_path / f"{sheet} {position}")
            path.unlink()
            assert copy.path.name in told and excerpt.path.name in told, (sheet, position)


def test_a_file_of_no_known_year_is_not_given_one(excerpt: Excerpt, tmp_path: Path) -> None:
    def without_year(cell: object) -> object:
        if isinstance(cell, str):
            return re.sub(r"\b(19|20)\d\d\b|(?<=_M)20\d\d", "", cell)
        return "" if isinstance(cell, float) and 2000 <= cell < 2040 and cell.is_integer() else cell

    known = list(excerpt.known_tables(tmp_path / "scratch"))
    if not any("release" in kind.required_facts for _, kind, _, _ in known):
        return
    heads = {name: above for name, _, _, above in known}
    tables = {
        re.sub(r"20\d\d", "", name): [
            [without_year(cell) for cell in row] if number < heads.get(name, len(rows)) else row
            for number, row in enumerate(rows)
        ]
        for name, rows in excerpt.tables.items()
    }
    undated = Excerpt(Path("files") / f"table{excerpt.path.suffix}", tables)
    (tmp_path / "in").mkdir()
    undated.write(tmp_path / "in")
    told = faults(tmp_path / "in", tmp_path / "out")
    assert str(undated.path) in told and re.search("found no release|is missing|not recognised", told), told


def test_other_packings_are_read_and_damaged_ones_named(excerpt: Excerpt, tmp_path: Path) -> None:
    known = list(excerpt.known_tables(tmp_path / "scratch"))
    if not known:
        return
    expected, _ = made(downloads_with(excerpt, tmp_path / "whole"), tmp_path / "expected")
    downloads = downloads_with(excerpt, tmp_path / "in")
    path = downloads / excerpt.path
    content = path.read_bytes()
    path.unlink()
    packed = path.with_name(path.name + ".gz")
    packed.write_bytes(gzip.compress(content))
    assert differing(made(downloads, tmp_path / "of gz")[0], expected) == {}
    packed.unlink()
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in {excerpt.path.name, "Read Me.txt"}:  # O*NET packs what tells the release's date with its tables
            if (tmp_path / "whole" / excerpt.path.with_name(name)).exists():
                archive.write(tmp_path / "whole" / excerpt.path.with_name(name), name)
    assert differing(made(downloads, tmp_path / "of zip")[0], expected) == {}
    whole = bytearray(path.with_suffix(".zip").read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 40] = b"\x55" * 40
    path.with_suffix(".zip").write_bytes(bytes(whole))
    assert named(downloads, tmp_path / "of damaged zip", path.stem)
    path.with_suffix(".zip").unlink()
    path.write_bytes(b"<!DOCTYPE html>\n<html><body>Access denied</body></html>")
    assert named(downloads, tmp_path / "of html", path.name)
    if excerpt.is_workbook:
        path.write_bytes(content[: len(content) // 2])
        assert named(downloads, tmp_path / "of half", path.name)
        return
    text = content.decode("utf-8")
    path.write_text(text, encoding="utf-16", newline="")
    assert differing(made(downloads, tmp_path / "of utf-16")[0], expected) == {}
    rows = next(iter(excerpt.tables.values()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert differing(made(downloads, tmp_path / "of semicolons")[0], expected) == {}


def named(downloads: Path, out: Path, name: str) -> bool:
    """Return whether an import of the rest names this file, or refuses to import it."""
    try:
        notes = import_published(downloads, out).notes
    except DataError as error:
        notes = str(error).splitlines()
    return any(name in note and ("left out" in note or "not recognised" in note or "row" in note) for note in notes)
