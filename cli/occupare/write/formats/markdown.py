"""A table in Markdown, as GitHub renders it; no cell becomes HTML, a link or another piece of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from occupare.errors import printable
from occupare.result import Rows
from occupare.write.formats import Format
from occupare.write.readable import Column, columns

_LINK = re.compile(r"\b(https?|ftp|mailto|www)([:.])", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it stands: marks escaped, line ends as breaks, no link made of it."""
    flat = re.sub(r"([\\`*_\[\]~|$])", r"\\\1", printable(text))
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return _LINK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", flat).replace("\n", "<br>")


def table(found: list[Column]) -> Iterator[str]:
    """Yield columns as a table, numbers at the right."""
    yield "| " + " | ".join(escaped(column.heading) or " " for column in found) + " |\n"
    yield "| " + " | ".join("---:" if column.is_number else "---" for column in found) + " |\n"
    for cells in zip(*(column.cells for column in found), strict=True):
        yield "| " + " | ".join(map(escaped, cells)) + " |\n"


def _text(rows: Rows) -> Iterator[str]:
    yield from table(columns(rows))


def _comparison(*compared: Any) -> Any:
    from occupare.write.comparison_markdown import comparison_markdown

    return comparison_markdown(*compared)


FORMAT = Format("markdown", (".md", ".markdown"), text=_text, comparison=_comparison, is_formatted=True)
