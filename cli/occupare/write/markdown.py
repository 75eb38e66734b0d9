"""Text and tables in Markdown, in which no cell can make HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from occupare.errors import printable
from occupare.write.readable import Column

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
