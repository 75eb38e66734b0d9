"""Text and tables in Markdown, in which no cell can make HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from occupare.errors import printable
from occupare.write.readable import Column

# GitHub makes links of these wherever they stand, behind a digit or a low line too.
_LINK = re.compile(r"(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
# It looks for addresses and mentions (@) and names of emoji after it has read the entities: those would not hide them.
_READ_LATER = re.compile(r"(@|:(?=[a-z+-][\w+-]*:))", re.IGNORECASE)
_NO_WIDTH = "&#8203;"
_BEGINS_A_BLOCK = re.compile(r"^(\s*)([#+=-](?=[\s#+=-]|$)|\d+(?=[.)](\s|$)))")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it stands: marks escaped, line ends as breaks, no link made of it."""
    flat = re.sub(r"([\\`*_\[\]~|$])", r"\\\1", printable(text))
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    flat = _READ_LATER.sub(rf"\1{_NO_WIDTH}", flat)
    flat = _LINK.sub(lambda match: f"&#{ord(match[0])};", flat)
    flat = _BEGINS_A_BLOCK.sub(_as_text, flat)
    return flat.replace("\n", "<br>")


def _as_text(match: re.Match[str]) -> str:
    """Return what would begin a heading or a list so that it begins none."""
    blanks, mark = match[1], match[2]
    return f"{blanks}{mark}{_NO_WIDTH}" if mark.isdigit() else f"{blanks}\\{mark}"


def table(found: list[Column]) -> Iterator[str]:
    """Yield columns as a table, numbers at the right."""
    yield "| " + " | ".join(escaped(column.heading) or " " for column in found) + " |\n"
    yield "| " + " | ".join("---:" if column.is_number else "---" for column in found) + " |\n"
    for cells in zip(*(column.cells for column in found), strict=True):
        yield "| " + " | ".join(map(escaped, cells)) + " |\n"
