"""Workbooks: real types, numbers in their units, text never taken for a formula or a link."""

from __future__ import annotations

import contextlib
import io
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from occupare.errors import DataError
from occupare.result import Rows
from occupare.write.cells import text_of
from occupare.write.readable import DIFFERENCE_OF_THE_ROW, OF_THE_ROW, is_number

# What a sheet holds, below its header.
SHEET_ROWS, SHEET_COLUMNS, CELL_CHARACTERS = 1_048_575, 16_384, 32_767
OTHER_FORMAT = "choose another format, such as csv or parquet"
NARROWEST, WIDEST = 8, 60
WIDEST_PAGE = 400  # characters that can still be read on a landscape page


class Book:
    """A workbook being written: its sheets, and one format for each way that a cell looks."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.formats: dict[str, Any] = {}

    def look(self, number_format: str = "", **properties: Any) -> Any:
        """Return the format of cells that look so."""
        key = repr((number_format, sorted(properties.items())))
        if key not in self.formats:
            given = {"num_format": number_format} if number_format else {}
            self.formats[key] = self.workbook.add_format({"valign": "top"} | given | properties)
        return self.formats[key]

    def sheet(self, name: str | None = None) -> Any:
        """Return a new sheet, to be printed one landscape page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    @staticmethod
    def fit_height(sheet: Any, row: int, texts: Iterable[str], width: int) -> None:
        """Make a row high enough for texts that columns of that width wrap; call it before its cells are written."""
        lines = max((len(textwrap.wrap(text, width)) for text in texts if len(text) > width), default=1)
        if lines > 1:
            sheet.set_row(row, min(15 * lines, 400))

    def write_across(self, sheet: Any, row: int, columns: int, text: str, widths: int, **properties: Any) -> None:
        """Write a text over so many columns, which together are that wide, on as many lines as it needs."""
        self.fit_height(sheet, row, [text], widths)
        look = self.look(text_wrap=True, **properties)
        if columns > 1:
            sheet.merge_range(row, 0, row, columns - 1, "", look)
        sheet.write_string(row, 0, text, look)

    def write(self, sheet: Any, row: int, column: int, value: Any, unit: str | None = None, **properties: Any) -> None:
        """Write a value as what it is, a number as its unit asks."""
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.look(**properties))
        elif is_number(value):
            shape = properties.pop("number_format", None) or number_format(unit)
            sheet.write_number(row, column, float(value), self.look(shape, **properties))
        elif isinstance(value, date) and value.year >= 1900 and getattr(value, "tzinfo", None) is None:
            moment = "yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd"
            sheet.write_datetime(row, column, value, self.look(moment, **properties))
        elif value is not None:
            sheet.write_string(row, column, text_of(value), self.look(text_wrap=True, **properties))


class _Content(io.BytesIO):
    """A workbook's bytes, which stay open for the zip file that a full disk leaves half-written."""

    def close(self) -> None:
        """Leave it to the collector."""


@contextlib.contextmanager
def workbook_at(target: Path, is_streamed: bool = True) -> Iterator[Book]:
    """Yield a workbook that is written to the target when the block ends well; streamed rows wait beside it.

    The target lies in a workplace of `occupare.files`, which is cleared of what a killed run leaves. Raises OSError
    where it can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    content = _Content()
    options: dict[str, bool | str] = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    waiting = target.with_name(f"{target.name}.rows")
    try:
        waiting.mkdir()
        options |= {"constant_memory": is_streamed, "tmpdir": str(waiting)}
        with xlsxwriter.Workbook(content, options) as workbook:
            yield Book(workbook)
    except FileCreateError as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    target.write_bytes(content.getbuffer())


def save(rows: Rows, target: Path) -> None:
    """Write rows as a workbook of one sheet; raises DataError where they are more than a sheet holds."""
    with workbook_at(target) as book:
        write_rows(book, book.sheet(), rows)


def write_rows(book: Book, sheet: Any, rows: Rows, table_name: str | None = None) -> None:
    """Write rows below a frozen header with a filter, the columns as wide as their cells; a table if named."""
    refuse_what_no_sheet_holds(0, len(rows.columns))
    units = rows.units or [None] * len(rows.columns)
    own_unit = rows.columns.index("unit") if "unit" in rows.columns else None
    sheet.write_row(0, 0, rows.columns, book.look(bold=True, bottom=1))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    widths, number = [len(name) + 2 for name in rows.columns], 0
    for number, row in enumerate(rows.rows, 1):
        refuse_what_no_sheet_holds(number, len(rows.columns))
        book.fit_height(sheet, number, (value for value in row if isinstance(value, str)), WIDEST)
        for column, value in enumerate(row):
            if isinstance(value, str) and len(value) > CELL_CHARACTERS:
                found = f"{len(value):,} characters in row {number:,}, column {rows.columns[column]}"
                raise DataError(f"xlsx: found {found}, a cell holds {CELL_CHARACTERS:,}; {OTHER_FORMAT}")
            unit = units[column]
            if unit in (OF_THE_ROW, DIFFERENCE_OF_THE_ROW):
                unit = row[own_unit] if own_unit is not None else None
                unit = "percentage points" if unit == "percent" and units[column] == DIFFERENCE_OF_THE_ROW else unit
            book.write(sheet, number, column, value, unit)
            widths[column] = max(widths[column], len(text_of(value)))
    if table_name and number:
        headers = [{"header": name} for name in rows.columns]
        shape = {"name": table_name, "columns": headers, "style": "Table Style Light 1"}
        sheet.add_table(0, 0, number, len(rows.columns) - 1, shape)
    elif rows.columns:
        sheet.autofilter(0, 0, max(number, 1), len(rows.columns) - 1)
    widths = [min(max(width + 2, NARROWEST), WIDEST) for width in widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if sum(widths) > WIDEST_PAGE:  # on one page nobody could read it
        sheet.fit_to_pages(-(-sum(widths) // WIDEST_PAGE), 0)
        sheet.repeat_columns(0)


def number_format(unit: str | None) -> str:
    """Return the number format of a spreadsheet for a unit."""
    if unit is None:
        return ""
    if unit.startswith("US dollars"):
        return "$#,##0.00" if unit.endswith("an hour") else "$#,##0"
    if unit == "percent":
        return '0.0"%"'
    if unit == "percentage points":
        return '0.0" points"'
    if unit in ("years", "months"):
        return "General"
    return "0.00" if unit.startswith("points") else "#,##0"


def signed(format_: str) -> str:
    """Return a number format with a plus before what is above zero."""
    return f"+{format_};-{format_};{format_}"


def refuse_what_no_sheet_holds(rows: int, columns: int) -> None:
    """Raise DataError where a sheet can't hold so many rows and columns."""
    if rows > SHEET_ROWS or columns > SHEET_COLUMNS:
        found, held = f"at least {rows:,} rows and {columns:,} columns", f"{SHEET_ROWS:,} and {SHEET_COLUMNS:,}"
        raise DataError(f"xlsx: found {found}, a sheet holds {held}; {OTHER_FORMAT}")
