"""The formats of output: each module here is one, under the name that `--format` takes. A new one is one file.

What a module's FORMAT declares is all that any command knows of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from occupare.ask.comparison import Comparison
    from occupare.result import Rows


# The text of a comparison, or what saves it: from the database, what is compared, and whether its sections are whole.
Comparer = Callable[["duckdb.DuckDBPyConnection", "Comparison", bool], Iterator[str] | Callable[[Path], None]]


@dataclass(frozen=True)
class Format:
    """A format: its suffixes, the first one that of the files we name, and either its text or what saves it.

    The text comes in pieces. A format that the engine itself can copy a table to says with which options.
    """

    name: str
    suffixes: tuple[str, ...]
    text: Callable[[Rows], Iterator[str]] | None = None
    save: Callable[[Rows, Path], None] | None = None
    copy_options: str | None = None
    copy_frame: tuple[bytes, bytes, bytes] = (b"", b"", b"")  # what the engine writes before, between and after rows
    delimiter: str | None = None  # between the cells of a line, where a spreadsheet opens the text
    is_typed: bool = False  # stores each column under its SQL type
    comparison: Comparer | None = None  # how it shows a comparison, where not as rows
    is_formatted: bool = False  # shows numbers as people read them in their units
    screen: Callable[[Rows], Iterator[str]] | None = None  # as a terminal shows it, with styles; printable as it is
    refuse_size: Callable[[int, int], None] | None = None  # raises DataError for more rows and columns than it holds


def format_names() -> list[str]:
    """Return the names of all formats, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def format_named(name: str) -> Format:
    """Return the format of a name that `format_names` lists."""
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


@cache
def format_by_suffix() -> dict[str, Format]:
    """Return each suffix, with its dot, and the format that it means."""
    formats = map(format_named, format_names())
    return {suffix: found for found in formats for suffix in found.suffixes}
