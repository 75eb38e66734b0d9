"""What a table is: the kind of file whose header it has, found among its first rows.

The kinds and the patterns of their headers are declared in `seeds/<publisher>/files.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from occupare.importer.declarations import FileKind
from occupare.importer.sheets import Row, Sheet

# A header is looked for in this many rows, may be this many rows high and this many cells wide.
HEADER_ROWS_SEARCHED = 30
HEADER_HEIGHT = 4
CELLS_SEARCHED = 200


@dataclass(frozen=True)
class Header:
    """Rows of a sheet that may be its header: the first, their number, and their cells in plain words."""

    first_row: int
    height: int
    cells: tuple[str, ...]

    @property
    def end(self) -> int:
        """The number of rows before the first row of data."""
        return self.first_row + self.height


@dataclass(frozen=True)
class Match:
    """Where a kind's header was found in a sheet and which cell holds which column."""

    kind: FileKind
    header: Header
    positions: dict[str, int]

    @property
    def missing(self) -> list[str]:
        """The required columns that the header lacks."""
        return [name for name in self.kind.columns if name not in self.positions and name not in self.kind.optional]

    @property
    def repeated(self) -> list[str]:
        """The headers of columns of the kind that stand twice, word for word."""
        held = [self.header.cells[position] for position in self.positions.values()]
        return [cell for cell in held if self.header.cells.count(cell) > held.count(cell)]

    @property
    def unknown(self) -> list[str]:
        """The header's cells that are no column of the kind."""
        taken = set(self.positions.values())
        return [cell for position, cell in enumerate(self.header.cells) if cell and position not in taken]

    @property
    def is_certain(self) -> bool:
        """True where the header holds every column that the kind is recognised by."""
        return all(name in self.positions for name in self.kind.recognised_by)

    def is_named(self, stem: str) -> bool:
        """Return whether a file of this name is named as the kind's are."""
        return bool(self.kind.named) and re.fullmatch(self.kind.named, stem) is not None

    def is_near(self, stem: str) -> bool:
        """Return whether the header holds half of the kind's columns, or one that only this publisher has and another.

        Of a file that is named as the kind's are one column is enough where that is half of them.
        """
        required = [name for name in self.kind.columns if name not in self.kind.optional]
        held = sum(name in self.positions for name in required)
        signed = any(name in self.positions for name in self.kind.signature)
        least = 1 if self.is_named(stem) else 2
        return (2 * held >= len(required) and held >= least) or (signed and len(self.positions) > 1)


class Matcher:
    """Finds the kinds of sheets; what each header cell may be is worked out once."""

    def __init__(self, kinds: list[FileKind]) -> None:
        self._patterns = [
            (index, column, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
            for index, kind in enumerate(kinds)
            for column, patterns in kind.columns.items()
        ]
        # Most cells are in no header: one pattern for all of them says so at once.
        self._any = re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in self._patterns))
        self._kinds = kinds
        self._columns: dict[str, list[tuple[int, str]]] = {}

    def certain(self, sheet: Sheet) -> Match | None:
        """Return the kind whose identifying columns the sheet holds, of several the one with most columns found."""
        return self._best([match for match in self._matches(sheet) if match.is_certain and _is_of_kind(match, sheet)])

    def near(self, sheet: Sheet, stem: str) -> Match | None:
        """Return the kind that the sheet of a file of this name nearly is of, or None."""
        near = [
            match
            for match in self._matches(sheet)
            if match.kind.is_used and match.is_near(stem) and _is_titled(match, sheet)
        ]
        return self._best([match for match in near if match.is_named(stem)] or near)

    @staticmethod
    def _best(matches: list[Match]) -> Match | None:
        return max(
            matches,
            key=lambda match: (len(match.positions), len(match.kind.recognised_by), -match.header.height),
            default=None,
        )

    def _matches(self, sheet: Sheet) -> Iterator[Match]:
        for header in _headers(sheet):
            found: dict[int, dict[str, int]] = {}
            for position, cell in enumerate(header.cells):
                for index, column in self._columns_of(cell):
                    positions = found.setdefault(index, {})
                    if column not in positions and position not in positions.values():
                        positions[column] = position
            for index, positions in found.items():
                yield Match(self._kinds[index], header, positions)

    def _columns_of(self, cell: str) -> list[tuple[int, str]]:
        if cell not in self._columns:
            patterns = self._patterns if cell and self._any.fullmatch(cell) else []
            self._columns[cell] = [(index, column) for index, column, pattern in patterns if pattern.fullmatch(cell)]
        return self._columns[cell]


def _headers(sheet: Sheet) -> Iterator[Header]:
    for first_row in range(min(HEADER_ROWS_SEARCHED, len(sheet.head))):
        for height in range(1, min(HEADER_HEIGHT, len(sheet.head) - first_row) + 1):
            rows = [row[:CELLS_SEARCHED] for row in sheet.head[first_row : first_row + height]]
            yield Header(first_row, height, _joined(rows))
            # A cell that spans several columns is given once: the next ones are its too.
            spread = [_spread(row) for row in rows[:-1] or rows] + rows[1:][-1:]
            yield Header(first_row, height, _joined(spread))


def _spread(row: Row) -> Row:
    spread: Row = []
    for cell in row:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def _joined(rows: list[Row]) -> tuple[str, ...]:
    width = max(map(len, rows), default=0)
    return tuple(
        plain_words(" ".join(row[position] for row in rows if position < len(row))) for position in range(width)
    )


@lru_cache(maxsize=100_000)
def plain_words(text: str) -> str:
    """Return text as lower-case words: no footnote marks, punctuation or runs of blanks."""
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"\[\d+\]|\(\d\)", "", text.lower())).strip()


def _is_of_kind(match: Match, sheet: Sheet) -> bool:
    kind = match.kind
    if any(re.fullmatch(pattern, cell) for pattern in kind.without for cell in match.header.cells):
        return False
    if not _is_titled(match, sheet):
        return False
    data = sheet.head[match.header.end :]
    return all(
        any(re.fullmatch(pattern, cell_at(row, match.positions.get(name))) for row in data[:5])
        for name, pattern in kind.only_where.items()
    )


def _is_titled(match: Match, sheet: Sheet) -> bool:
    title = plain_words(sheet.name + " " + text_of(sheet.head[: match.header.first_row]))
    return not match.kind.titled or re.search(match.kind.titled, title) is not None


def cell_at(row: Row, position: int | None) -> str:
    """Return the cell of a row, empty where it has none there."""
    return row[position] if position is not None and position < len(row) else ""


def text_of(rows: list[Row]) -> str:
    """Return the cells of rows as a text, line by line."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)
