"""Workbooks: real types, a frozen header, text never taken for a formula or a link."""

from __future__ import annotations

import io
import math
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from occupare.errors import DataError
from occupare.result import Rows
from occupare.write.cells import text_of

# What a sheet holds, below its header.
SHEET_ROWS, SHEET_COLUMNS, CELL_CHARACTERS = 1_048_575, 16_384, 32_767
OTHER_FORMAT = "choose another format, such as csv or parquet"


def save(rows: Rows, target: Path) -> None:
    """Write rows as a workbook of one sheet; they wait in files beside the target.

    Raises DataError where they are more than a sheet holds, and OSError where they can't be written.
    """
    import xlsxwriter

    content = io.BytesIO()  # a full disk would leave a zip file that complains when it is collected
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".workbook.", dir=target.parent) as folder,
            xlsxwriter.Workbook(content, options | {"constant_memory": True, "tmpdir": folder}) as workbook,
        ):
            _sheet(workbook, rows)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
    target.write_bytes(content.getbuffer())


def _sheet(workbook: Any, rows: Rows) -> None:
    sheet = workbook.add_worksheet()
    header = workbook.add_format({"bold": True, "valign": "top"})
    cell = workbook.add_format({"text_wrap": True, "valign": "top"})
    dates = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    times = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
    refuse_what_no_sheet_holds(0, len(rows.columns))
    sheet.write_row(0, 0, rows.columns, header)
    sheet.freeze_panes(1, 0)
    widths = [len(name) for name in rows.columns]
    for number, row in enumerate(rows.rows, 1):
        refuse_what_no_sheet_holds(number, len(rows.columns))
        for column, value in enumerate(row):
            if isinstance(value, str) and len(value) > CELL_CHARACTERS:
                found = f"{len(value):,} characters in row {number:,}, column {rows.columns[column]}"
                raise DataError(f"xlsx: found {found}, a cell holds {CELL_CHARACTERS:,}; {OTHER_FORMAT}")
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value, cell)
            elif isinstance(value, int | float | Decimal) and math.isfinite(value):
                sheet.write_number(number, column, float(value), cell)
            elif isinstance(value, date) and value.year >= 1900 and getattr(value, "tzinfo", None) is None:
                sheet.write_datetime(number, column, value, times if isinstance(value, datetime) else dates)
            elif value is not None:
                sheet.write_string(number, column, text_of(value), cell)
            widths[column] = max(widths[column], len(text_of(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, 8), 50))


def refuse_what_no_sheet_holds(rows: int, columns: int) -> None:
    """Raise DataError where a sheet can't hold so many rows and columns."""
    if rows > SHEET_ROWS or columns > SHEET_COLUMNS:
        found, held = f"at least {rows:,} rows and {columns:,} columns", f"{SHEET_ROWS:,} and {SHEET_COLUMNS:,}"
        raise DataError(f"xlsx: found {found}, a sheet holds {held}; {OTHER_FORMAT}")
