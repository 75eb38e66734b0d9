"""A recognised table into its staged table: every cell written down plainly, every row that can't be read set aside.

`left_out` holds the rows set aside: where they stand, the cell, what was expected, and whether that is a fault.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.database import identifier, literal
from occupare.errors import quoted
from occupare.importer import cells
from occupare.importer.recognition import Match
from occupare.importer.sheets import Sheet, cell_text

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.declarations import FileKind
    from occupare.importer.found_files import PublishedFile

LEFT_OUT = (
    "file_name text, file_sheet text, file_row bigint, column_name text, cell text, reason text, is_fault boolean"
)


class AmbiguousNumbers(Exception):
    """A table whose numbers can be read in two ways; its text names row and cell."""


class BlankColumn(Exception):
    """A table with a column that every file of its kind fills, blank from top to bottom; its text names the column."""


def create_staged_tables(connection: duckdb.DuckDBPyConnection, kinds: Iterable[FileKind]) -> None:
    """Create the staged table of every kind, so that SQL can name it even where no file was found, and `left_out`."""
    connection.execute(f"create table left_out ({LEFT_OUT})")
    for kind in kinds:
        if kind.is_used:
            columns = ", ".join(f"{identifier(name)} {_type(name)}" for name in kind.staged_columns)
            connection.execute(f"create table {identifier(kind.table)} ({columns})")


def _type(column: str) -> str:
    return "bigint" if column == "file_row" else "varchar"


def stage(
    connection: duckdb.DuckDBPyConnection,
    file: PublishedFile,
    sheet: Sheet,
    match: Match,
    facts: dict[str, str],
    scratch: Path,
) -> tuple[int, str, list[str]]:
    """Add the sheet's rows to its kind's staged table, those that can't be read to `left_out`.

    Returns the number of rows read, the convention of its numbers, and in words how many cells of a column are blank
    that its publisher may leave blank. Raises AmbiguousNumbers and BlankColumn.
    """
    kind = match.kind
    path = scratch / "staged.csv"
    origin = [*facts.values(), str(file.path), str(file.path.parent), sheet.name]
    count, ragged = _write_rows(path, sheet, match, origin)
    types = ", ".join(f"'{name}': '{_type(name)}'" for name in kind.staged_columns)
    connection.execute(
        f"create or replace temp table raw as select * from read_csv({literal(str(path))}, auto_detect = false, "
        f"header = false, columns = {{{types}}}, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = '', max_line_size = 16777216)"
    )
    convention = _convention(connection, kind, sheet)
    blanks = _blanks(connection, kind, [*match.positions, *(kind.unpivot or ())[1:]])
    written = ", ".join(
        f"{cells.plain(kind, name, convention, is_typed=sheet.is_typed)} as {identifier(name)}"
        for name in kind.staged_columns
    )
    connection.execute(f"create or replace temp table plain as select {written} from raw")
    _set_aside(connection, kind)
    for row, found in ragged:
        place = f"{literal(str(file.path))}, nullif({literal(sheet.name)}, '')"
        _leave_out(connection, f"select {place}, {row}, null, null, {literal(found)}, true")
    connection.execute(
        f"insert into {identifier(kind.table)} select * from plain where file_row not in "
        f"(select left_out.file_row from left_out where left_out.file_name = {literal(str(file.path))} "
        f"and left_out.file_sheet is not distinct from nullif({literal(sheet.name)}, ''))"
    )
    return count, convention if any(declared in cells.NUMBERS for declared in kind.cells.values()) else "", blanks


def _write_rows(path: Path, sheet: Sheet, match: Match, origin: list[str]) -> tuple[int, list[tuple[int, str]]]:
    """Write the rows below the header as CSV with the kind's staged columns.

    Returns their number and the rows of a text that have fewer or more cells than its header.
    """
    kind, header = match.kind, match.header
    positions = [match.positions.get(name, -1) for name in kind.columns]
    is_number = [kind.cells.get(name) in cells.NUMBERS and sheet.is_typed for name in kind.columns]
    melted = _melted(sheet, match) if kind.unpivot else []
    width = len(header.cells)
    count, ragged = 0, []
    with path.open("w", encoding="utf-8", newline="") as staged:
        writer = csv.writer(staged, lineterminator="\n")
        for number, row in enumerate(sheet.rows(), 1):
            if number <= header.end or not any(row):
                continue
            length = len(row)
            found = [
                "" if not 0 <= position < length or (cell := row[position]) is None or cell == ""
                else f"'{cell.strip()}" if marked and isinstance(cell, str) and cell.strip()
                else cell_text(cell)
                for position, marked in zip(positions, is_number, strict=True)
            ]  # fmt: skip
            if not any(found):
                continue
            count += 1
            if not sheet.is_typed and _is_ragged(row, width):
                ragged.append((number, f"found {length} cells, expected {width}, as many as the header has"))
            if kind.unpivot:
                for position, name in melted:
                    cell = row[position] if position < length else ""
                    text = cell_text(cell)
                    is_text = sheet.is_typed and isinstance(cell, str) and text
                    writer.writerow([*found, name, f"'{text}" if is_text else text, *origin, number])
            else:
                writer.writerow([*found, *origin, number])
    return count, ragged


def _is_ragged(row: Sequence[object], width: int) -> bool:
    return any(row[width:]) if len(row) >= width else sum(1 for cell in row if cell) > 1


def _melted(sheet: Sheet, match: Match) -> list[tuple[int, str]]:
    """Return the header's other cells as published, each with its position."""
    rows = sheet.head[match.header.first_row : match.header.end]
    names = [
        " ".join(row[position] for row in rows if position < len(row) and row[position])
        for position in range(len(match.header.cells))
    ]
    taken = set(match.positions.values())
    return [
        (position, re.sub(r"\s*(\[\d+\]|\(\d\))", "", name))
        for position, name in enumerate(names)
        if name and position not in taken
    ]


def _convention(connection: duckdb.DuckDBPyConnection, kind: FileKind, sheet: Sheet) -> str:
    found = cells.evidence(connection, "raw", kind, is_typed=sheet.is_typed)
    if found.point is not None and found.comma is not None:
        point, comma = _place(connection, kind, found.point), _place(connection, kind, found.comma)
        raise AmbiguousNumbers(
            f"{point} has a decimal point and {comma} a decimal comma; save the file with one of them, "
            "or download it again"
        )
    if found.point is None and found.comma is None and found.either is not None:
        raise AmbiguousNumbers(
            f"{_place(connection, kind, found.either)} can be a decimal or a thousand, and no other cell tells which; "
            "save the file without separators of thousands, or download it again"
        )
    return "comma" if found.comma is not None else "point"


def _place(connection: duckdb.DuckDBPyConnection, kind: FileKind, cell: str) -> str:
    columns = [name for name, declared in kind.cells.items() if declared in cells.NUMBERS]
    for name in columns:
        rows = connection.execute(
            f"select min(file_row) from raw where {identifier(name)} = {literal(cell)}"
        ).fetchall()
        if rows[0][0] is not None:
            return f"row {rows[0][0]}, {name}: {quoted(cell.removeprefix(cells.TEXT_MARK))}"
    return quoted(cell)


def _blanks(connection: duckdb.DuckDBPyConnection, kind: FileKind, present: list[str]) -> list[str]:
    """Set aside the rows of `raw` with a blank cell where the publisher leaves none, and count the other blanks.

    Publishers write a mark for what has no figure; a blank cell of a row that has others is a figure lost, but for the
    columns declared as `blank`. A note fills one cell, which is no figure.
    """
    codes = [name for name in present if name in kind.key and kind.cells.get(name) in cells.ROW_CODES]
    coded = "".join(
        f" or regexp_full_match({identifier(name)}, {literal(cells.CODES[str(kind.cells[name])].pattern)})"
        for name in codes
    )
    names = [*kind.columns, *(kind.unpivot or ())[1:]]
    figures = [name for name in names if kind.cells.get(name) in cells.NUMBERS]
    is_row = f"({_filled([*names, *figures])} > 1{coded})"
    counts = ", ".join(f"count(*) filter (where {identifier(name)} is null)" for name in present)
    rows, *found = connection.execute(f"select count(*), {counts} from raw where {is_row}").fetchall()[0]
    told = []
    for name, count in zip(present, found, strict=True):
        if not count:
            continue
        if name in kind.blank or (count == rows and name in kind.optional):
            told.append(f"{name.replace('_', ' ')} ({'all' if count == rows else count})")
        elif count == rows:
            raise BlankColumn(f"column {name} is blank in every row, expected {cells.expected(kind, name)}")
        else:
            expected = literal("found nothing, expected " + cells.expected(kind, name))
            _leave_out(
                connection,
                f"select file_name, file_sheet, file_row, {literal(name)}, null, {expected}, true from raw "
                f"where {is_row} and {identifier(name)} is null",
            )
    return told


def _leave_out(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    connection.execute(f"insert into left_out {query}")


def _set_aside(connection: duckdb.DuckDBPyConnection, kind: FileKind) -> None:
    """Add the rows of `plain` with a cell that is none of its kind to `left_out`.

    A note fills one cell; a row that fills more, or is what is left of a row that was cut, is at fault.
    """
    names = [*kind.columns, *(kind.unpivot or ())[1:]]
    checks = {name: condition for name in kind.cells if (condition := cells.misfit(kind, name))}
    if checks:
        counts = ", ".join(f"count(*) filter (where {condition})" for condition in checks.values())
        found = connection.execute(f"select {counts} from plain").fetchall()[0]
        for name, count in zip(checks, found, strict=True):
            if count:
                expected = literal("expected " + cells.expected(kind, name))
                _leave_out(
                    connection,
                    f"select file_name, file_sheet, file_row, {literal(name)}, ltrim({identifier(name)}, ''''), "
                    f"if(is_fault, {expected}, 'a heading or a note'), is_fault from "
                    f"(select *, {_filled(names)} > 1 or {_is_cut_code(kind, name)} as is_fault from plain "
                    f"where {checks[name]}) as misfit",
                )


def _is_cut_code(kind: FileKind, name: str) -> str:
    """Return the SQL that is true of digits and dashes alone: no note, but what is left of a row that was cut."""
    is_code = kind.cells.get(name) in cells.ROW_CODES
    return f"regexp_full_match({identifier(name)}, '\\d[\\d.–-]*')" if is_code else "false"


def _filled(names: list[str]) -> str:
    """Return the SQL of how many of these cells hold something."""
    return " + ".join(f"if({identifier(name)} is null, 0, 1)" for name in names)
