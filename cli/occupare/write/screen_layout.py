"""How much a screen holds and how closely: what is tried in turn, until all fits."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from occupare.ask.comparison import Comparison
from occupare.errors import printable
from occupare.write.table import UNBROKEN, cell_width, wrapped

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
        for tables in (3, 2, 1):
            yield from (Layout(density, tables=tables) for density in (Density.OPEN, Density.LINES, Density.RUNNING))
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
    """Yield which letter stands for which title: on one line where all fit it."""
    letters = zip(string.ascii_uppercase, comparison.occupations, strict=False)
    told = [f"{letter}{UNBROKEN}{UNBROKEN}{printable(occupation.title)}" for letter, occupation in letters]
    together = "   ".join(told)
    for text in [together] if cell_width(together) <= width else told:
        yield from hanging(text, width, "   ")


def hanging(text: str, width: int, indent: str = "  ") -> Iterator[str]:
    """Yield a text as lines of which all but the first are indented."""
    first, *others = (line.replace(UNBROKEN, " ") for line in wrapped(text, width - len(indent)))
    yield first
    yield from (f"{indent}{line}" for line in others)


def clipped(text: str, width: int) -> str:
    """Return a text on one line; where it is longer than the width it ends after a word, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if cell_width(flat) <= width else f"{wrapped(flat, width - 2)[0]} …"
