"""Published files, recognised by what is in them and staged as text.

The kinds of files and the columns by which they are known are declared in `seeds/<publisher>/files.toml`. Every cell is
staged as text into one table per kind; what the cells mean is said in the publisher's SQL.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from occupare.database import literal
from occupare.errors import DataError, UsageError, quoted
from occupare.importer.declarations import Clue, FileKind
from occupare.importer.downloading import RECORD

if TYPE_CHECKING:
    import duckdb

WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".xlsm")
TEXTS = (".txt", ".tsv", ".csv")
# Titles and notes are read from this many rows; a header is looked for in this many, and may be this many rows high.
ROWS_SEARCHED = 60
HEADER_ROWS_SEARCHED = 30
HEADER_HEIGHT = 4
CELLS_SEARCHED = 200

Row = list[str]


@dataclass
class PublishedFile:
    """A file of the folder of downloads, or a member of a .zip in it; its path is as seen from that folder."""

    path: PurePosixPath
    disk_path: Path
    member: str | None = None

    def content(self) -> bytes:
        """Return the file's bytes."""
        if self.member is None:
            return self.disk_path.read_bytes()
        with zipfile.ZipFile(self.disk_path) as archive:
            return archive.read(self.member)

    @cached_property
    def sha256(self) -> str:
        """A digest of the file's bytes."""
        return hashlib.sha256(self.content()).hexdigest()


@dataclass
class Sheet:
    """One table of a file: its sheet's name and the head and the rest of its rows."""

    name: str
    head: list[Row]
    rest: Iterator[Row]

    @cached_property
    def headers(self) -> list[tuple[int, int, Row]]:
        """Every run of rows that may be the header: its first row, its height and its cells in plain words."""
        return [
            (first_row, height, _header(self.head[first_row : first_row + height]))
            for first_row in range(min(HEADER_ROWS_SEARCHED, len(self.head)))
            for height in range(1, min(HEADER_HEIGHT, len(self.head) - first_row) + 1)
        ]


@dataclass(frozen=True)
class Match:
    """Where a kind's header was found in a sheet and which cell holds which column."""

    kind: FileKind
    first_row: int
    height: int
    header: Row
    cells: dict[str, int]

    @property
    def missing(self) -> list[str]:
        """The required columns that the header lacks."""
        return [name for name in self.kind.columns if name not in self.cells and name not in self.kind.optional]

    @property
    def is_certain(self) -> bool:
        """True where the header holds every column that the kind is recognised by."""
        return all(name in self.cells for name in self.kind.recognised_by)


@dataclass
class Reading:
    """What became of one file: the kinds that it was staged as, with their row counts."""

    file: PublishedFile
    rows: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    same_as: PurePosixPath | None = None


def find_files(downloads: Path) -> list[PublishedFile]:
    """Return every file below the folder (or the one file given), members of .zip files among them, sorted by path.

    Raises UsageError where there is no such folder and DataError where a .zip is damaged.
    """
    if not downloads.exists():
        raise UsageError(f"{downloads}: found nothing, expected a folder of published files")
    root = downloads if downloads.is_dir() else downloads.parent
    found: list[PublishedFile] = []
    for path in sorted(downloads.rglob("*")) if downloads.is_dir() else [downloads]:
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name != RECORD:
            shown = PurePosixPath(path.relative_to(root).as_posix())
            found.extend(_members(path, shown) if path.suffix.lower() == ".zip" else [PublishedFile(shown, path)])
    return found


def _members(archive_path: Path, shown: PurePosixPath) -> Iterator[PublishedFile]:
    try:
        with zipfile.ZipFile(archive_path) as archive:
            names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{shown}: cannot be read as a .zip file ({error}); download it again") from error
    for name in names:
        if not PurePosixPath(name).name.startswith((".", "~$")) and not name.startswith("__MACOSX/"):
            yield PublishedFile(shown / name, archive_path, name)


def create_staged_tables(connection: duckdb.DuckDBPyConnection, kinds: Iterable[FileKind]) -> None:
    """Create the staged table of every kind, so that SQL can name it even where no file was found."""
    for kind in kinds:
        if kind.is_used:
            columns = ", ".join(f'"{name}" {_staged_type(name)}' for name in kind.staged_columns)
            connection.execute(f'create table "{kind.table}" ({columns})')


def _staged_type(column: str) -> str:
    return "BIGINT" if column == "file_row" else "VARCHAR"


def stage_file(
    connection: duckdb.DuckDBPyConnection,
    kinds: list[FileKind],
    file: PublishedFile,
    neighbours: list[PublishedFile],
    scratch: Path,
) -> Reading:
    """Stage every table of the file that is of a known kind and return what became of it.

    `neighbours` are the files of the same folder, `scratch` is a folder for temporary files.
    Raises DataError where the file is of a known kind but lacks columns of it; names file, columns and expectation.
    """
    reading = Reading(file)
    sheets = list(_sheets(file))
    notes = [sheet.name + "\n" + _text(sheet.head) for sheet in sheets]
    for sheet, match in [(sheet, _certain_match(kinds, sheet)) for sheet in sheets]:
        if match is None:
            continue
        if match.missing:
            raise DataError(_changed(file, sheet, match))
        if not match.kind.is_used:
            reading.unused.append(match.kind.name)
            continue
        facts = {name: _fact(clues, match, sheet, file, notes, neighbours) for name, clues in match.kind.facts.items()}
        _refuse_unstated(match.kind, facts, file)
        path = scratch / "staged.csv"
        count = _write_staged(path, match, sheet, facts, file)
        _load_staged(connection, match.kind, path)
        reading.rows[match.kind.table] = reading.rows.get(match.kind.table, 0) + count
    if not reading.rows and not reading.unused:
        _refuse_changed(kinds, sheets, file)
    return reading


def _sheets(file: PublishedFile) -> Iterator[Sheet]:
    suffix = file.path.suffix.lower()
    if suffix in WORKBOOKS:
        yield from _workbook_sheets(file)
    elif suffix in TEXTS:
        rows = _text_rows(file.content())
        yield Sheet("", list(islice(rows, ROWS_SEARCHED)), rows)


def _workbook_sheets(file: PublishedFile) -> Iterator[Sheet]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise DataError(
            f"{file.path}: reading a workbook needs python-calamine: pip install 'occupare[import]'"
        ) from error
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.content()))
        for name in workbook.sheet_names:
            rows = ([_cell_text(cell) for cell in row] for row in workbook.get_sheet_by_name(name).iter_rows())
            yield Sheet(name, list(islice(rows, ROWS_SEARCHED)), rows)
    except CalamineError as error:
        raise DataError(f"{file.path}: cannot be read as a workbook ({error}); download it again") from error


def _cell_text(cell: object) -> str:
    """Return a workbook's cell as text: a whole number without decimals, a truth value as TRUE or FALSE."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def _text_rows(content: bytes) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\t" in text[: text.find("\n")]:
        # Tab-separated releases hold double quotes that mean nothing, one of them unbalanced.
        lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
        return ([cell.strip() for cell in line.split("\t")] for line in lines)
    return ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline="")))


def _certain_match(kinds: list[FileKind], sheet: Sheet) -> Match | None:
    """Return the kind whose identifying columns the sheet holds, of several the one with most columns found."""
    matches = [match for kind in kinds if (match := _match(kind, sheet)) is not None and match.is_certain]
    return max(matches, key=lambda match: len(match.cells), default=None)


def _refuse_changed(kinds: list[FileKind], sheets: list[Sheet], file: PublishedFile) -> None:
    """Raise DataError where the file is named as one of a kind and holds half of its columns or more."""
    likely = [
        (match, sheet)
        for kind in kinds
        if kind.named and re.fullmatch(kind.named, file.path.stem.lower())
        for sheet in sheets
        if (match := _match(kind, sheet)) is not None and 2 * len(match.cells) >= len(kind.columns) - len(kind.optional)
    ]
    if likely:
        match, sheet = max(likely, key=lambda pair: len(pair[0].cells))
        raise DataError(_changed(file, sheet, match))


def _refuse_unstated(kind: FileKind, facts: dict[str, str], file: PublishedFile) -> None:
    """Raise DataError where the file says nowhere what must be known of it."""
    for name in kind.required_facts:
        if not facts.get(name):
            places = ", ".join(dict.fromkeys(clue.where for clue in kind.facts[name]))
            raise DataError(
                f"{file.path}: found no {name} (looked in its {places}), expected a year such as 2025; "
                "keep the publisher's file name, or put the file into a folder whose name holds the year"
            )


def _match(kind: FileKind, sheet: Sheet) -> Match | None:
    """Return the rows of the sheet that hold most columns of the kind, or None where they are of another kind."""
    best: Match | None = None
    for first_row, height, header in sheet.headers:
        cells = _resolve(kind, header)
        if cells and (best is None or len(cells) > len(best.cells)):
            best = Match(kind, first_row, height, header, cells)
    if best is None or not _is_of_kind(best, sheet):
        return None
    return best


def _is_of_kind(match: Match, sheet: Sheet) -> bool:
    kind = match.kind
    if any(re.fullmatch(pattern, cell) for pattern in kind.without for cell in match.header):
        return False
    if kind.titled and not re.search(kind.titled, _normal(sheet.name + " " + _text(sheet.head[: match.first_row]))):
        return False
    data = sheet.head[match.first_row + match.height :]
    return all(
        any(re.fullmatch(pattern, _cell(row, match.cells.get(name))) for row in data[:5])
        for name, pattern in kind.only_where.items()
    )


def _header(rows: list[Row]) -> Row:
    """Return the cells of a header that may be spread over several rows, in plain lower-case words."""
    width = min(max(map(len, rows), default=0), CELLS_SEARCHED)
    return [_normal(" ".join(_cell(row, position) for row in rows)) for position in range(width)]


def _normal(text: str) -> str:
    """Return text as lower-case words: no footnote marks, punctuation or runs of blanks."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"\[\d+\]", "", text.lower())).strip()


def _resolve(kind: FileKind, header: Row) -> dict[str, int]:
    """Return the position of each column, in the declared order, each the first match that none before it took."""
    cells: dict[str, int] = {}
    for name, patterns in kind.columns.items():
        for position, cell in enumerate(header):
            if cell and position not in cells.values() and any(re.fullmatch(pattern, cell) for pattern in patterns):
                cells[name] = position
                break
    return cells


def _cell(row: Row, position: int | None) -> str:
    return row[position] if position is not None and position < len(row) else ""


def _text(rows: list[Row]) -> str:
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def _changed(file: PublishedFile, sheet: Sheet, match: Match) -> str:
    place = f"{file.path}, sheet {quoted(sheet.name)}" if sheet.name else str(file.path)
    header = ", ".join(cell for cell in match.header if cell)
    lines = [
        f"{place}: column {name} is missing: expected a header like {match.kind.wording(name)}, found {header}"
        for name in match.missing
    ]
    return "\n".join([*lines, f"{place} was recognised as {match.kind.name} ({match.kind.publisher})"])


def _fact(
    clues: tuple[Clue, ...],
    match: Match,
    sheet: Sheet,
    file: PublishedFile,
    notes: list[str],
    neighbours: list[PublishedFile],
) -> str:
    """Return the first clue's groups that are found, joined, or an empty text."""
    header_end = match.first_row + match.height
    for clue in clues:
        texts: list[str] = []
        if clue.where == "beside":
            beside = [other for other in neighbours if re.fullmatch(clue.beside, other.path.name.lower())]
            texts = [other.content().decode("utf-8", errors="replace") for other in beside]
        elif clue.where == "title":
            texts = [_text(sheet.head[:header_end])]
        elif clue.where == "notes":
            texts = notes
        elif clue.where == "sheet":
            texts = [sheet.name]
        elif clue.where == "path":
            texts = list(reversed(file.path.parts))
        for text in texts:
            found = re.search(clue.pattern, text)
            if found:
                return clue.join.join(group for group in found.groups() if group)
    return ""


def _write_staged(path: Path, match: Match, sheet: Sheet, facts: dict[str, str], file: PublishedFile) -> int:
    """Write the rows below the header as CSV with the kind's staged columns; return their number."""
    kind = match.kind
    header_end = match.first_row + match.height
    positions = [match.cells.get(name) for name in kind.columns]
    others = [
        (position, re.sub(r"\s*\[\d+\]", "", name))
        for position, name in enumerate(_raw_header(sheet.head[match.first_row : header_end]))
        if name and position not in positions
    ]
    origin = [*facts.values(), str(file.path), str(file.path.parent)]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as staged:
        writer = csv.writer(staged, lineterminator="\n")
        for number, row in enumerate(chain(sheet.head[header_end:], sheet.rest), 1):
            cells = [_cell(row, position) for position in positions]
            if not any(cells):
                continue
            melted = [[name, _cell(row, position)] for position, name in others] if kind.unpivot else [[]]
            for pair in melted:
                writer.writerow([*cells, *pair, *origin, number])
                count += 1
    return count


def _raw_header(rows: list[Row]) -> Row:
    width = max(map(len, rows), default=0)
    return [" ".join(filter(None, (_cell(row, position) for row in rows))) for position in range(width)]


def _load_staged(connection: duckdb.DuckDBPyConnection, kind: FileKind, path: Path) -> None:
    types = ", ".join(f"'{name}': '{_staged_type(name)}'" for name in kind.staged_columns)
    escaped = str(path).replace("'", "''")
    connection.execute(
        f"insert into \"{kind.table}\" select * from read_csv('{escaped}', auto_detect = false, header = false, "
        f"columns = {{{types}}}, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = {literal(['', *kind.missing])}, max_line_size = 16777216)"
    )
