"""A table for reading, on a terminal or in a text file."""

from __future__ import annotations

from occupare.write.formats import Format
from occupare.write.table import table_text

FORMAT = Format("table", (".txt",), text=table_text, is_laid_out=True)
