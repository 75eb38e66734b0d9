"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from occupare.result import Rows
from occupare.write.cells import plain
from occupare.write.formats import Format


def records(rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield each row as an object of its columns."""
    return (dict(zip(rows.columns, map(plain, row), strict=True)) for row in rows.rows)


def _text(rows: Rows) -> Iterator[str]:
    for record in records(rows):
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), text=_text, copy_options="format json, array false")
