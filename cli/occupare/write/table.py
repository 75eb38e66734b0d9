"""Rows laid out for reading: a table where it fits the width, else one block of lines for each row.

Nothing is broken inside a word or a number. A column is never narrower than its longest word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations

from occupare.result import Rows
from occupare.write import terminal
from occupare.write.readable import Column, columns

GAP = 2
UNBROKEN = "\u00a0"  # a blank where no line is broken
# What a column of sentences needs, to be read: so many characters, and one more for each twenty of its longest cell.
NARROWEST, CHARACTERS_PER_COLUMN = 12, 20
_SHORT_TITLE = 3
_MOST_SHIFTED = 3  # columns of the terminal that one column may leave to another
_READ_WITH_EASE = 24  # the width of texts below titles, where lines are scarce and columns are not


def table_text(rows: Rows) -> Iterator[str]:
    """Yield the rows as text for the width of the terminal, with its styles; columns without a cell are named below.

    Where they are too wide for it, what is the same in all rows is told once, below them.
    """
    yield from laid_out(columns(rows), terminal.width())


def laid_out(found: list[Column], width: int) -> Iterator[str]:
    """Yield columns as the lines of a table that fits the width, or of blocks where it can't."""
    if not found or not found[0].cells:
        yield "No rows.\n"
        return
    shown = [column for column in found if any(column.cells)]
    same: list[Column] = []
    widths = _widths(shown, width)
    if widths is None and len(shown[0].cells) > 1:
        same = [column for column in shown if len(set(column.cells)) == 1]
        same = same if len(same) < len(shown) else []
        widths = _widths([column for column in shown if column not in same], width)
    told = [column for column in shown if column not in same]
    if told:
        yield from _blocks(told, width) if widths is None else _table(told, widths)
    if same:
        yield "\n" * (widths is not None)
        yield terminal.bold("The same in every row") + "\n"
        yield from _fields(same, 0, width)
    empty = [column.heading for column in found if column not in shown]
    if empty:
        yield "".join(f"{line}\n" for line in wrapped(f"Empty throughout: {', '.join(empty)}", width))


def _widths(columns: list[Column], width: int) -> list[int] | None:
    return fitted([wanted(column) for column in columns], width - GAP * (len(columns) - 1)) if columns else []


def side_by_side(columns: list[Column], width: int) -> list[str] | None:
    """Return columns as the lines of a table, as narrow as their longest words if need be; None where none fits."""
    sizes = [(_longest_word(column), _widest_line(column)) for column in columns]
    widths = fitted(sizes, width - GAP * (len(columns) - 1))
    if widths is None:
        return None
    widths = min(_shifted(widths, sizes), key=lambda each: _height(columns, each))
    return [line.rstrip("\n") for line in _table(columns, widths)]


def _shifted(widths: list[int], sizes: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the widths, then those in which one column leaves a little to another, which may then break less often."""
    yield widths
    for (giver, (least, _)), (taker, (_, widest)) in permutations(enumerate(sizes), 2):
        for moved in range(1, _MOST_SHIFTED + 1):
            if widths[giver] - moved >= least and widths[taker] + moved <= widest:
                yield [own + moved * ((index == taker) - (index == giver)) for index, own in enumerate(widths)]


def _height(columns: list[Column], widths: list[int]) -> int:
    rows = zip(*([column.heading, *column.cells] for column in columns), strict=True)
    return sum(max(map(_line_count, cells, widths)) for cells in rows)


@lru_cache(maxsize=10_000)
def _line_count(text: str, width: int) -> int:
    return len(wrapped(text, width))


def labelled(labels: list[str], columns: list[Column], width: int) -> list[str] | None:
    """Return columns side by side behind a column of labels.

    Labels and numbers are broken only where that takes fewer lines.
    """
    narrow = [Column("", labels, False), *columns]
    whole = [_unbroken(narrow[0]), *(_unbroken(column) if column.is_number else column for column in columns)]
    tables = [side_by_side(each, width) for each in (whole, [whole[0], *columns], [narrow[0], *whole[1:]], narrow)]
    return min((table for table in tables if table), key=len, default=None)


def _unbroken(column: Column) -> Column:
    return column._replace(cells=[cell.replace(" ", UNBROKEN) for cell in column.cells])


def wanted(column: Column) -> tuple[int, int]:
    """Return how narrow a column may be, and how wide it would like to be (columns of the terminal)."""
    widest = _widest_line(column)
    number = max(map(cell_width, column.cells)) if column.is_number else 0
    return min(widest, max(_longest_word(column), number or NARROWEST + widest // CHARACTERS_PER_COLUMN)), widest


def _widest_line(column: Column) -> int:
    return max(cell_width(line) for text in (column.heading, *column.cells) for line in text.split("\n"))


def _longest_word(column: Column) -> int:
    return max((cell_width(word) for text in (column.heading, *column.cells) for word in _words(text)), default=0)


def fitted(wanted: list[tuple[int, int]], width: int) -> list[int] | None:
    """Return the width of each column so that all fit, the wide ones wrapped alike; None where they can't."""
    if sum(least for least, _ in wanted) > width:
        return None

    def capped(most: int) -> list[int]:
        return [max(least, min(widest, most)) for least, widest in wanted]

    most = max(cap for cap in range(width + 1) if sum(capped(cap)) <= width)
    widths = capped(most)
    for index, (_, widest) in enumerate(wanted):  # what is left of a line
        if widths[index] < widest and sum(widths) < width:
            widths[index] += 1
    return widths


def fits(titles: list[str], columns: list[Column], width: int) -> bool:
    """Return whether columns fit the width below titles, with no number broken."""
    return _fitted_below_titles(titles, columns, width) is not None


def _fitted_below_titles(titles: list[str], columns: list[Column], width: int) -> list[int] | None:
    """Return the widths of columns that stand behind short titles, such as letters, or below longer ones."""
    sizes = [
        (least if column.is_number else max(least, min(widest, _READ_WITH_EASE)), widest)
        for column, (least, widest) in zip(columns, map(wanted, columns), strict=True)
    ]
    longest = max(map(cell_width, titles))
    return fitted(sizes, width - GAP * len(columns) - (longest if longest <= _SHORT_TITLE else 0))


def below_titles(titles: list[str], columns: list[Column], width: int) -> list[str]:
    """Return columns as the lines of a table whose rows have titles: before the cells, or above where they are longer.

    Columns that don't fit become blocks.
    """
    widths = _fitted_below_titles(titles, columns, width)
    if widths is None:
        return "".join(laid_out([Column("", titles, False), *columns], width)).rstrip("\n").split("\n")
    room = width - sum(widths) - GAP * len(columns)
    room = max((size for size in map(cell_width, titles) if size <= room), default=0)
    lines = list(_heads([Column("", titles, False), *columns], [room, *widths]))
    for number, title in enumerate(titles):
        is_before = cell_width(title) <= room
        lines += [] if is_before else wrapped(title, width)
        cells = [column.cells[number] for column in columns]
        lines += _row([Column("", titles, False), *columns], [room, *widths], [title if is_before else "", *cells])
    return lines


def _table(columns: list[Column], widths: list[int]) -> Iterator[str]:
    yield from (f"{line}\n" for line in _heads(columns, widths))
    for cells in zip(*(column.cells for column in columns), strict=True):
        yield from (f"{line}\n" for line in _row(columns, widths, cells))


def _heads(columns: list[Column], widths: list[int]) -> Iterator[str]:
    headings = [wrapped(column.heading, width) for column, width in zip(columns, widths, strict=True)]
    height = max(map(len, headings))
    headings = [[""] * (height - len(lines)) + lines for lines in headings]
    yield from map(terminal.bold, _lines(columns, widths, headings))
    yield (" " * GAP).join("─" * width for width in widths)


def _row(columns: list[Column], widths: list[int], cells: Iterable[str]) -> Iterator[str]:
    return _lines(columns, widths, list(map(wrapped, cells, widths)))


def _lines(columns: list[Column], widths: list[int], cells: list[list[str]]) -> Iterator[str]:
    for number in range(max(map(len, cells))):
        line = ""
        for column, width, lines in zip(columns, widths, cells, strict=True):
            text = lines[number] if number < len(lines) else ""
            padding = " " * (width - cell_width(text))
            line += (padding + text if column.is_number else text + padding) + " " * GAP
        yield line.replace(UNBROKEN, " ").rstrip()


def _blocks(columns: list[Column], width: int) -> Iterator[str]:
    """Yield each row as lines of a heading and its cell."""
    count = len(columns[0].cells)
    for number in range(count):
        yield terminal.bold(f"{number + 1:,} of {count:,}") + "\n"
        yield from _fields(columns, number, width)
        yield "\n"


def _fields(columns: list[Column], number: int, width: int) -> Iterator[str]:
    """Yield the cells of a row as lines, each behind its heading."""
    label = min(max(cell_width(column.heading) for column in columns), width // 2)
    for column in columns:
        headings, cells = wrapped(column.heading, label), wrapped(column.cells[number], width - label - GAP)
        if any(cell_width(line) > width - label - GAP for line in cells):  # a word that needs the whole line
            yield from (f"{line}\n" for line in [*headings, *wrapped(column.cells[number], width)])
            continue
        headings += [""] * (len(cells) - len(headings))
        cells += [""] * (len(headings) - len(cells))
        for heading, cell in zip(headings, cells, strict=True):
            padding = " " * (label - cell_width(heading) + GAP)
            yield (heading + padding + cell).replace(UNBROKEN, " ").rstrip() + "\n"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most that width, broken between words; a longer word has a line of its own.

    A word that no terminal holds is broken where the line ends, since nothing may be wider than it.
    """
    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        line = ""
        for part in re.findall(r"[^\S\u00a0]*[\S\u00a0]+", paragraph):
            if line and cell_width(line) + cell_width(part) > width:
                lines.append(line)
                line = part.lstrip()
            else:
                line += part
            while cell_width(line) > width:
                end = next(end for end in range(len(line), 0, -1) if cell_width(line[:end]) <= width or end == 1)
                lines.append(line[:end])
                line = line[end:]
        lines.append(line)
    return lines


def _words(text: str) -> list[str]:
    return re.findall(r"[\S\u00a0]+", text)


def cell_width(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
