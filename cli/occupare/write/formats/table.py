"""A table for reading, on a terminal or in a text file."""

from __future__ import annotations

from occupare.write.formats import Format
from occupare.write.table import table_text
from occupare.write.terminal import without_styles

FORMAT = Format(
    "table", (".txt",), text=lambda rows: map(without_styles, table_text(rows)), screen=table_text, is_formatted=True
)
