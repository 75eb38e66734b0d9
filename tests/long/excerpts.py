"""Excerpts of the publishers' own files, as rows of cells, and what damage folders of downloads do to such cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from published_files import REAL
from python_calamine import CalamineWorkbook

from occupare.importer.declarations import FileKind, publishers
from occupare.importer.found_files import find_files
from occupare.importer.recognition import Matcher
from occupare.importer.sheets import sheets_of

# Of crosswalks all rows, so that the others are joined.
ROWS_KEPT = 330
CROSSWALK_ROWS_KEPT = 2000
Rows = list[list[object]]
Damage = Callable[[object], object]


@dataclass
class Excerpt:
    """The first rows of each table of a published file and its last ones, which are notes."""

    path: Path
    tables: dict[str, Rows]

    @property
    def is_workbook(self) -> bool:
        return self.path.suffix == ".xlsx"

    def write(self, folder: Path, tables: dict[str, Rows] | None = None) -> Path:
        """Write it below a folder as its publisher would, with these tables in place of its own."""
        path = folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        tables = self.tables if tables is None else tables
        if not self.is_workbook:
            (rows,) = tables.values()
            out = io.StringIO(newline="")
            if path.suffix == ".csv":
                csv.writer(out, lineterminator="\r\n").writerows(rows)
            else:
                out.write("".join("\t".join(map(str, row)) + "\r\n" for row in rows))
            path.write_text(out.getvalue(), encoding="utf-8", newline="")
            return path
        with xlsxwriter.Workbook(str(path)) as workbook:
            for name, rows in tables.items():
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    for position, cell in enumerate(row):
                        if isinstance(cell, str) and cell:
                            sheet.write_string(number, position, cell)
                        elif not isinstance(cell, str):
                            sheet.write(number, position, cell)
        return path

    def known_tables(self, folder: Path) -> Iterator[tuple[str, FileKind, dict[str, int], int]]:
        """Yield each table that is known, with the positions of its columns and the number of rows above its data."""
        matcher = Matcher([kind for publisher in publishers() for kind in publisher.kinds])
        (file,) = find_files(self.write(folder).parent)
        for sheet in sheets_of(file):
            match = matcher.certain(sheet)
            if match is not None and match.kind.is_used and len(match.positions) > 1:
                name = sheet.name or next(iter(self.tables))
                yield name, match.kind, match.positions, match.header.end


def excerpts() -> list[Excerpt]:
    """Return an excerpt of every published file, those of past releases and of the current layout too."""
    shared = REAL.parent
    roots = [REAL, shared / "past_releases", shared / "onet_31_csv"]
    found = [path for root in roots for path in sorted(root.rglob("*")) if path.suffix in (".xlsx", ".xls", ".csv", ".txt")]  # fmt: skip
    return [_excerpt(path, path.relative_to(shared)) for path in found]


def _excerpt(path: Path, name: Path) -> Excerpt:
    if path.suffix in (".xlsx", ".xls"):
        workbook = CalamineWorkbook.from_path(str(path))
        tables = {sheet: list(workbook.get_sheet_by_name(sheet).iter_rows()) for sheet in workbook.sheet_names}
        name = name.with_suffix(".xlsx")
    else:
        text = path.read_text(encoding="utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline="")) if path.suffix == ".csv" else (line.split("\t") for line in text.splitlines())  # fmt: skip
        tables = {"": list(rows)}
    most = CROSSWALK_ROWS_KEPT if "crosswalk" in path.parent.name else ROWS_KEPT
    short = {sheet: rows if len(rows) < most else rows[: most - 8] + rows[-8:] for sheet, rows in tables.items()}
    return Excerpt(name, short)  # type: ignore[arg-type]


NUMBER = re.compile(r"-?\d+\.\d+")
CODE = re.compile(r"(\d\d)-(\d{4})(\.\d\d)?")


def _number(form: Callable[[str], str]) -> Damage:
    def damage(cell: object) -> object:
        if isinstance(cell, float) and not cell.is_integer():
            return form(repr(cell))
        return form(cell) if isinstance(cell, str) and NUMBER.fullmatch(cell) else cell

    return damage


def _whole(form: Callable[[str], str]) -> Damage:
    def damage(cell: object) -> object:
        if isinstance(cell, float) and cell.is_integer():
            return form(str(int(cell)))
        return form(cell) if isinstance(cell, str) and cell.isdigit() else cell

    return damage


def _code(form: Callable[[re.Match[str]], str]) -> Damage:
    def damage(cell: object) -> object:
        found = CODE.fullmatch(cell) if isinstance(cell, str) else None
        return form(found) if found else cell

    return damage


# What is done to a cell that it fits.
CELL_DAMAGE: dict[str, Damage] = {
    "blank": lambda _: "",
    "dollars": _number(lambda text: f"${text}"),
    "narrow blanks": _number(lambda text: f"\u202f{text}\u00a0"),
    "tilde": _number(lambda _: "~"),
    "letters": _number(lambda text: f"{text}e?"),
    "no number": _whole(lambda _: "#N/A"),
    "decimals": _whole(lambda text: f"{text}.0"),
    "en dash": _code(lambda code: code.group().replace("-", "–")),
    "no dash": _code(lambda code: code.group().replace("-", "")),
    "a date": _code(lambda code: f"Nov-{code[2][:2]}"),
    "a long date": _code(lambda code: f"2011-{code[2][:2]}-01 00:00:00"),
    "cut code": _code(lambda code: code.group()[:-1]),
}
# What is done to every number of a file.
FILE_DAMAGE: dict[str, Damage] = {
    "decimal commas": _number(lambda text: text.replace(".", ",")),
    "points and commas": lambda cell: _european(cell),
    "thin thousands": lambda cell: _grouped(cell, "\u202f", "."),
    "apostrophes": lambda cell: _grouped(cell, "’", "."),
}


def _grouped(cell: object, thousands: str, decimal: str) -> object:
    text = repr(cell) if isinstance(cell, float) else str(cell)
    if not NUMBER.fullmatch(text):
        return cell
    whole, rest = text.split(".")
    sign = "-" if text.startswith("-") else ""
    return sign + f"{abs(int(whole)):,}".replace(",", thousands) + (f"{decimal}{rest}" if rest.strip("0") else "")


def _european(cell: object) -> object:
    return _grouped(cell, ".", ",")
