"""The faults of seed folders, as they are told: each with its file, line and column, the first hundred of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from occupare.errors import DataError

FAULTS_SHOWN_PER_FILE = 100


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a seed file: where it is, what is wrong, what was found and what is expected."""

    file: str
    line: int
    column: str
    wrong: str
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        parts = [f"{self.column}: {self.wrong}" if self.column else self.wrong]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        return place + ", ".join(parts)


class SeedFaults(DataError):
    """The faults of the seed folders, sorted by file and line: the first hundred of each file, and how many more."""

    def __init__(self, faults: list[Fault], untold: Counter[str]) -> None:
        self.faults: list[Fault] = []
        lines: list[str] = []
        for file, of_file in groupby(sorted(set(faults)), key=attrgetter("file")):
            found = list(of_file)
            self.faults += found[:FAULTS_SHOWN_PER_FILE]
            lines += map(str, found[:FAULTS_SHOWN_PER_FILE])
            more = len(found[FAULTS_SHOWN_PER_FILE:]) + untold[file]
            if more:
                lines.append(f"{file}: and {more} more fault{'s' if more != 1 else ''}")
        total = len(set(faults)) + untold.total()
        lines.append(f"{total} fault{'s' if total != 1 else ''} in the seed folders; nothing was built")
        super().__init__("\n".join(lines))


class Faults:
    """The faults found so far, and by file how many were not kept because a rule has a hundred of them already."""

    def __init__(self) -> None:
        self.told: list[Fault] = []
        self.untold: Counter[str] = Counter()

    def extend(self, faults: Iterable[Fault]) -> None:
        """Keep these faults."""
        self.told.extend(faults)
