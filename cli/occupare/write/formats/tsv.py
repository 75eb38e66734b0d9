"""Tab-separated values, otherwise as CSV."""

from __future__ import annotations

from occupare.write.formats import Format
from occupare.write.formats.csv import delimited

FORMAT = Format(
    "tsv",
    (".tsv",),
    text=lambda rows: delimited(rows, "\t"),
    copy_options="format csv, header true, delimiter '\t', nullstr ''",
    delimiter="\t",
)
