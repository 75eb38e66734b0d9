"""What publishers offer, as declared in the `files.toml` of each folder of `seeds/`.

A declaration names each file kind, where it is published, the columns by which it is known, what their cells hold, and
the facts (such as the release) to be found in its titles, notes, name or neighbours. Adding a publisher adds a folder
and no Python.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from occupare.errors import quoted

DECLARATION = "files.toml"
ORIGIN_COLUMNS = ("file_name", "file_folder", "file_sheet", "file_row")


@dataclass(frozen=True)
class Clue:
    """A place in or about a file where a pattern's groups say a fact, such as the release's year."""

    where: str
    pattern: str
    beside: str = ""
    join: str = "-"


@dataclass(frozen=True)
class FileKind:
    """A kind of file that a publisher offers, and what makes it known."""

    publisher: str
    table: str
    name: str
    gives: str
    published_at: str
    columns: dict[str, tuple[str, ...]]
    recognised_by: tuple[str, ...]
    optional: tuple[str, ...] = ()
    named: str = ""
    titled: str = ""
    without: tuple[str, ...] = ()
    only_where: dict[str, str] = field(default_factory=dict)
    unpivot: tuple[str, str] | None = None
    facts: dict[str, tuple[Clue, ...]] = field(default_factory=dict)
    required_facts: tuple[str, ...] = ()
    # What a cell of a column holds: the name of a kind of cell, or the words that it may be. Other columns hold text.
    cells: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    # What may stand in place of a number, and in place of any cell that has no value.
    marks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    # The columns whose cells the publisher may leave blank; in others it writes a mark.
    blank: tuple[str, ...] = ()
    # The columns that tell a release's rows apart, and those that no other publisher's files have.
    key: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    # What can be done with a file of a kind that is not used.
    instead: str = ""
    is_used: bool = True

    @property
    def staged_columns(self) -> list[str]:
        """The columns of the staged table, all text."""
        return [*self.columns, *(self.unpivot or ()), *self.facts, *ORIGIN_COLUMNS]

    def wording(self, column: str) -> str:
        """Return the header that a column is known by, in words."""
        return " or ".join(dict.fromkeys(quoted(spoken(pattern)) for pattern in self.columns[column]))


@dataclass(frozen=True)
class Subject:
    """What the coverage table counts: a kind of fact, the file it needs, where it is staged and where it ends up."""

    name: str
    file: str
    reads: str
    fills: str
    where: str = "true"
    reads_where: str = "true"


@dataclass(frozen=True)
class Publisher:
    """A folder of `seeds/` that says how to make seeds from a publisher's files."""

    folder: Path
    title: str
    published_at: str
    kinds: tuple[FileKind, ...]
    subjects: tuple[Subject, ...]
    not_needed: frozenset[str] = frozenset()


def publishers() -> list[Publisher]:
    """Return every folder of `seeds/` that declares published files, sorted by name."""
    folder = Path(str(files("occupare.seeds")))
    return [_publisher(path.parent) for path in sorted(folder.glob(f"*/{DECLARATION}"))]


def _publisher(folder: Path) -> Publisher:
    declared = tomllib.loads((folder / DECLARATION).read_text(encoding="utf-8"))
    common = {
        "published_at": declared["published_at"],
        "facts": declared.get("facts", {}),
        "required_facts": declared.get("required_facts", []),
        "missing": declared.get("missing", []),
        "marks": declared.get("marks", []),
        "signature": declared.get("signature", []),
    }
    kinds = tuple(_kind(declared["title"], {**common, **kind}) for kind in declared["file"])
    subjects = tuple(Subject(**subject) for subject in declared.get("subject", ()))
    not_needed = frozenset(declared.get("not_needed", ()))
    return Publisher(folder, declared["title"], declared["published_at"], kinds, subjects, not_needed)


def _kind(publisher: str, declared: dict[str, Any]) -> FileKind:
    columns = {
        name: (patterns,) if isinstance(patterns, str) else tuple(patterns)
        for name, patterns in declared["columns"].items()
    }
    facts = {
        name: tuple(Clue(clue["in"], clue["pattern"], clue.get("file", ""), clue.get("join", "-")) for clue in clues)
        for name, clues in declared["facts"].items()
    }
    unpivot = declared.get("unpivot")
    return FileKind(
        publisher=publisher,
        table=declared.get("table", ""),
        name=declared["name"],
        gives=declared["gives"],
        published_at=declared["published_at"],
        columns=columns,
        recognised_by=tuple(declared.get("recognised_by", columns)),
        optional=tuple(declared.get("optional", ())),
        named=declared.get("named", ""),
        titled=declared.get("titled", ""),
        without=tuple(declared.get("without", ())),
        only_where=declared.get("only_where", {}),
        unpivot=(unpivot["name"], unpivot["value"]) if unpivot else None,
        facts=facts if "table" in declared else {},
        required_facts=tuple(declared["required_facts"]),
        cells=_cells(declared.get("cells", {})),
        marks=tuple(declared["marks"]),
        missing=tuple(declared["missing"]),
        blank=tuple(declared.get("blank", ())),
        key=tuple(declared.get("key", ())),
        signature=tuple(declared["signature"]),
        instead=declared.get("instead", ""),
        is_used="table" in declared,
    )


def _cells(declared: dict[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Return what each column's cells hold: `kind = [columns]` turned around, `words.column = [words]` as it stands."""
    cells: dict[str, str | tuple[str, ...]] = {}
    for kind, columns in declared.items():
        if kind == "words":
            cells |= {column: tuple(words) for column, words in columns.items()}
        else:
            cells |= dict.fromkeys(columns, kind)
    return cells


def spoken(pattern: str) -> str:
    """Return an example of what a header's pattern stands for: its first choices, and digits for digits."""
    text = re.sub(r"\(\.\* \)\?", "", pattern)
    while found := re.search(r"\(([^()]*)\)(\?)?", text):
        text = text.replace(found.group(), "" if found[2] else found[1].split("|")[0], 1)
    text = re.sub(r"\\d\{(?:\d,)?(\d)\}", lambda found: "2024"[: int(found[1])], text)
    return re.sub(r" +", " ", re.sub(r".\?", "", text)).strip()
