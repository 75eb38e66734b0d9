"""A table for reading, on a terminal or in a text file."""

from __future__ import annotations

from typing import Any

from occupare.write.formats import Format
from occupare.write.table import table_text
from occupare.write.terminal import without_styles


def _comparison(*compared: Any) -> Any:
    from occupare.write.comparison_text import comparison_text

    return comparison_text(*compared)


FORMAT = Format(
    "table",
    (".txt",),
    text=lambda rows: map(without_styles, table_text(rows)),
    screen=table_text,
    comparison=_comparison,
    is_formatted=True,
)
