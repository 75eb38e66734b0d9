"""JSON: an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator

from occupare.result import Rows
from occupare.write.formats import Format
from occupare.write.formats.jsonl import records


def _text(rows: Rows) -> Iterator[str]:
    before = "[\n  "
    for record in records(rows):
        yield before + json.dumps(record, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        before = ",\n  "
    yield "\n]\n" if before[0] == "," else "[]\n"


FORMAT = Format(
    "json",
    (".json",),
    text=_text,
    copy_options="format json, array true",
    copy_frame=(b"[\n\t", b",\n\t", b"\n]\n"),
)
