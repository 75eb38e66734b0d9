"""Comma-separated values: UTF-8, a header, LF at the end of each line, missing cells empty."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from occupare.result import Rows
from occupare.write.cells import text_of
from occupare.write.formats import Format


class _UnixLine:
    """Ends each line with LF. The csv module quotes a cell with CR or LF only where both end its lines."""

    def write(self, line: str) -> str:
        """Return the line to the csv module, which returns it to its caller."""
        return line.removesuffix("\r\n") + "\n"


def delimited(rows: Rows, delimiter: str) -> Iterator[str]:
    """Yield a header and a line for each row, cells quoted where they need it."""
    writer: Any = csv.writer(_UnixLine(), delimiter=delimiter, lineterminator="\r\n")
    yield writer.writerow(rows.columns)
    for row in rows.rows:
        yield writer.writerow([text_of(value) for value in row])


FORMAT = Format(
    "csv",
    (".csv",),
    text=lambda rows: delimited(rows, ","),
    copy_options="format csv, header true, delimiter ',', nullstr ''",
    delimiter=",",
)
