"""A table in Markdown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from occupare.errors import printable
from occupare.result import Rows
from occupare.write.cells import text_of
from occupare.write.formats import Format


def _text(rows: Rows) -> Iterator[str]:
    return map(_line, itertools.chain([rows.columns, ["---"] * len(rows.columns)], rows.rows))


def _line(cells: Sequence[Any]) -> str:
    shown = (printable(text_of(cell)).replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return "| " + " | ".join(shown) + " |\n"


FORMAT = Format("markdown", (".md", ".markdown"), text=_text)
