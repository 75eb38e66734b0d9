"""How much a screen holds and how closely: what is tried in turn, until all fits."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from occupare.ask.comparison import Comparison
from occupare.errors import printable
from occupare.write import figures
from occupare.write.readable import Column
from occupare.write.table import UNBROKEN, below_titles, cell_width, fits, wrapped

SCREEN_LINES = 40
# As many occupations stand side by side; more have a line each.
MOST_SIDE_BY_SIDE = 3
_FEWEST_ROWS, _NARROW = 4, 80


class Density(IntEnum):
    """How closely things stand; each does what those before it do."""

    OPEN = 0  # blank lines between the parts
    LINES = 1  # each sentence, note and source on lines of its own
    RUNNING = 2  # sentences run on, and notes, and sources
    TIGHT = 3  # sources follow the notes, tasks begin beside their heading
    COUNTED = 4  # skills are counted in one paragraph, groups go without their names, no sentence on experience


class Layout(NamedTuple):
    """How much a screen holds, and how closely."""

    density: Density
    tasks: int = 0  # of each occupation
    tables: int = 1  # of figures, where each occupation has a line
    has_letters: bool = False  # whether letters stand for titles, which are told once
    rows: int | None = None  # the figures that are shown; all where it is None


def layouts(occupations: int, rows: int, width: int) -> Iterator[Layout]:
    """Yield layouts of a screen of so many occupations, rows of figures and columns, the roomiest first.

    A narrow screen scrolls rather than leaving out figures or tasks of two or three.
    """
    if occupations > MOST_SIDE_BY_SIDE:
        for has_letters in (False, True)[: 1 + (occupations <= len(string.ascii_uppercase))]:
            for density in Density:
                yield from (Layout(density, tables=tables, has_letters=has_letters) for tables in (3, 2, 1))
        for density in (Density.TIGHT, Density.COUNTED):
            yield from (Layout(density, rows=most) for most in range(rows, _FEWEST_ROWS - 1, -1))
        return
    for has_letters in (False, True):
        yield from (Layout(density, 3, has_letters=has_letters) for density in list(Density)[: 4 + has_letters])
    if width < _NARROW:
        yield Layout(Density.TIGHT, 3, has_letters=True)
        return
    for tasks in (2, 1):
        yield Layout(Density.COUNTED, tasks, has_letters=True)
    yield from (Layout(Density.COUNTED, 1, 1, True, most) for most in range(rows - 1, _FEWEST_ROWS - 1, -1))


@dataclass
class Sources:
    """The sources of a screen, by number, and which of them are named on it."""

    names: list[str]

    def __post_init__(self) -> None:
        self.cited: set[int] = set()

    def cite(self, releases: Iterable[str]) -> str:
        """Return the numbers of sources, to stand behind what they feed; nothing where all comes from one."""
        numbers = sorted(self.names.index(name) + 1 for name in set(releases))
        self.cited |= set(numbers)
        return f" [{', '.join(map(str, numbers))}]" if len(self.names) > 1 and numbers else ""

    def told(self) -> Iterator[str]:
        """Yield each source that is named, with its number."""
        if len(self.names) == 1:
            yield f"Source: {printable(self.names[0])}"
        else:
            named = enumerate(map(printable, self.names), 1)
            yield from (f"[{number}]{UNBROKEN}{name}" for number, name in named if number in self.cited)


def lettered(comparison: Comparison) -> Comparison:
    """Return a comparison in which a letter stands for each title."""
    letters = zip(comparison.occupations, string.ascii_uppercase, strict=False)
    named = [replace(occupation, title=letter, is_plural=True) for occupation, letter in letters]
    return comparison._replace(occupations=named)


def legend(comparison: Comparison, width: int) -> Iterator[str]:
    """Yield which letter stands for which title: as many on a line as fit it."""
    indent, joint = "   ", "   "
    lines: list[str] = []
    for letter, occupation in zip(string.ascii_uppercase, comparison.occupations, strict=False):
        told = f"{letter}{UNBROKEN}{UNBROKEN}{printable(occupation.title)}"
        if lines and cell_width(lines[-1] + joint + told) <= width - len(indent):
            lines[-1] += joint + told
        else:
            lines.append(told)
    for line in lines:
        yield from hanging(line, width, indent)


def figures_by_occupation(
    titles: list[str], rows: list[figures.Row], sources: Sources, width: int, most: int
) -> tuple[list[figures.Row], list[str]]:
    """Return the rows of figures that fit so many tables with the titles before the figures, and the tables' lines."""
    tables: list[list[Column]] = [[]]
    shown: list[figures.Row] = []
    cited = set(sources.cited)
    for row in rows:
        cells = [cell + mark for cell, mark in zip(row.cells, row.marks, strict=True)]
        column = Column(row.label + sources.cite(row.releases), cells, row.is_number)
        if tables[-1] and not fits(titles, [*tables[-1], column], width):
            if len(tables) == most:
                break
            tables.append([])
        tables[-1].append(column)
        shown.append(row)
    sources.cited = cited
    for row in shown:
        sources.cite(row.releases)
    text: list[str] = []
    for columns in tables:
        text += [*[""] * bool(text), *below_titles(titles, columns, width)]
    return shown, text


def marks_explained(rows: list[figures.Row], groups: list[str], self_employed: str, is_short: bool) -> Iterator[str]:
    """Yield what the marks of rows mean, with the groups of shared figures, and what a wage survey leaves out."""
    marks = "".join(mark for row in rows for mark in row.marks)
    if figures.BETTER in marks:
        yield figures.BETTER_NOTE
    if figures.SHARED in marks:
        yield figures.SHARED_NOTE if is_short else figures.shared_note(groups)
    if self_employed:
        yield self_employed
    unlike = [reason for row in rows for reason in row.unlike]
    if unlike:
        yield "† not alike" if is_short else figures.unlike_note(unlike)


def hanging(text: str, width: int, indent: str = "  ") -> Iterator[str]:
    """Yield a text as lines of which all but the first are indented."""
    first, *others = (line.replace(UNBROKEN, " ") for line in wrapped(text, width - len(indent)))
    yield first
    yield from (f"{indent}{line}" for line in others)


def clipped(text: str, width: int) -> str:
    """Return a text on one line; where it is longer than the width it ends after a word, with an ellipsis."""
    return next(clipped_to(text, width, 1))


def clipped_to(text: str, width: int, most: int, indent: str = "  ") -> Iterator[str]:
    """Yield a text on so many lines at most, all but the first indented; a longer one ends with an ellipsis."""
    rest = " ".join(text.split())
    for number in range(most):
        before = indent * (number > 0)
        room = width - cell_width(before)
        is_last = number == most - 1 and cell_width(rest) > room
        line = wrapped(rest, room - 2 * is_last)[0]
        yield f"{before}{line}{' …' * is_last}".replace(UNBROKEN, " ")
        rest = rest[len(line) :].lstrip()
        if not rest:
            return
