"""A table in Markdown, as GitHub renders it; no cell becomes HTML, a link or another piece of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from occupare.result import Rows
from occupare.write.formats import Format
from occupare.write.markdown import table
from occupare.write.readable import columns


def _text(rows: Rows) -> Iterator[str]:
    yield from table(columns(rows))


def _comparison(*compared: Any) -> Any:
    from occupare.write.comparison_markdown import comparison_markdown

    return comparison_markdown(*compared)


FORMAT = Format("markdown", (".md", ".markdown"), text=_text, comparison=_comparison, is_formatted=True)
