"""What goes to stdout and to files: one grammar of formats for every command.

`-o FILE` picks the format by its suffix and `--format` overrides; without either a table on a terminal, CSV in a pipe.
For text formats `-o FILE` and `> FILE` give the same bytes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from occupare.diagnostics import DataError, UsageError, printable, quoted, say

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "csv", "tsv", "json", "markdown", "parquet", "xlsx")
BINARY_FORMATS = ("parquet", "xlsx")
_BY_SUFFIX = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
FILE_WIDTH = 120
ROWS_ON_A_TERMINAL = 1000
NARROWEST_COLUMN = 8


@dataclass(frozen=True)
class Result:
    """Rows to print, with the names of their columns."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def chosen_format(given: str | None, output: str | None) -> str:
    """Return the format: as given, else by the suffix of the file, else by where stdout goes.

    Raises UsageError for a suffix that names no format, and for a binary format without a file or pipe to go to.
    """
    if given is None and output is not None:
        suffix = Path(output).suffix.lower()
        if suffix not in _BY_SUFFIX:
            found = quoted(suffix) if suffix else "no suffix"
            raise UsageError(f"{output}: found {found}, expected one of {', '.join(_BY_SUFFIX)}; or name a --format")
        return _BY_SUFFIX[suffix]
    if given is None:
        return "table" if sys.stdout.isatty() else "csv"
    if given in BINARY_FORMATS and output is None and sys.stdout.isatty():
        raise UsageError(f"--format {given} is not text: add -o FILE.{given}, or send it to a file or pipe")
    return given


def write(result: Result, name: str, output: str | None) -> None:
    """Write the rows in the named format to the file, else to stdout; a file is written whole or not at all."""
    if name == "table":
        with text_target(output) as target:
            print_table(result, console(target))
    elif name == "parquet":
        _emit(_parquet(result), output)
    elif name == "xlsx":
        _emit(_xlsx(result), output)
    else:
        _emit(_TEXT[name](result).encode("utf-8"), output)


@contextlib.contextmanager
def text_target(output: str | None) -> Iterator[IO[str]]:
    """Yield stdout, or a text that is written to the file when the block ends well."""
    if output is None:
        yield sys.stdout
        return
    text = io.StringIO()
    yield text
    _emit(text.getvalue().encode("utf-8"), output)


def _emit(content: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.writing")
    try:
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{output}: cannot be written: {error.strerror}") from error


def text_of(value: Any) -> str:
    """Return a value as text: numbers raw, missing empty, truth as true and false, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, dict | list | tuple):
        return json.dumps(_plain(value), ensure_ascii=False)
    return str(value)


@dataclass(frozen=True)
class _UnixLines:
    """Ends each line with LF. The csv module quotes a cell with CR or LF only where both end its lines."""

    text: IO[str]

    def write(self, line: str) -> int:
        """Write one line of the csv module."""
        return self.text.write(line.removesuffix("\r\n") + "\n")


def _delimited(result: Result, delimiter: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(_UnixLines(text), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([text_of(value) for value in row] for row in result.rows)
    return text.getvalue()


def _json(result: Result) -> str:
    rows = [dict(zip(result.columns, map(_plain, row), strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return text_of(value)


def _markdown(result: Result) -> str:
    def line(cells: Sequence[Any]) -> str:
        shown = (printable(text_of(cell)).replace("|", "\\|").replace("\n", "<br>") for cell in cells)
        return "| " + " | ".join(shown) + " |\n"

    return line(result.columns) + line(["---"] * len(result.columns)) + "".join(map(line, result.rows))


_TEXT = {
    "csv": lambda result: _delimited(result, ","),
    "tsv": lambda result: _delimited(result, "\t"),
    "json": _json,
    "markdown": _markdown,
}


def _parquet(result: Result) -> bytes:
    """Return the rows as Parquet; a column of one type keeps it, any other is text."""
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder, contextlib.closing(duckdb.connect()) as connection:
        columns = ", ".join(
            f'"{name.replace(chr(34), chr(34) * 2)}" {_sql_type([row[index] for row in result.rows])}'
            for index, name in enumerate(result.columns)
        )
        connection.execute(f"create table result ({columns})")
        for row in result.rows:
            cells = ", ".join(
                "null" if value is None else "'" + text_of(value).replace("'", "''") + "'" for value in row
            )
            connection.execute(f"insert into result values ({cells})")
        path = Path(folder, "result.parquet")
        connection.execute(f"copy result to '{path.as_posix()}' (format parquet)")
        return path.read_bytes()


def _sql_type(values: list[Any]) -> str:
    types = {type(value) for value in values if value is not None}
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "bigint"
    if types and types <= {int, float, Decimal}:
        return "double" if float in types else "decimal(18, 4)"
    if types == {date}:
        return "date"
    return "timestamp" if types == {datetime} else "varchar"


def _xlsx(result: Result) -> bytes:
    """Return the rows as a workbook: real types, a frozen header, text never taken for a formula or a link."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        sheet = workbook.add_worksheet()
        header = workbook.add_format({"bold": True, "valign": "top"})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, result.columns, header)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(result.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(number, column, value, cell)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(number, column, float(value), cell)
                elif value is not None:
                    sheet.write_string(number, column, text_of(value), cell)
        for column, name in enumerate(result.columns):
            widest = max([len(name), *(len(text_of(row[column])) for row in result.rows)])
            sheet.set_column(column, column, min(max(widest + 2, 8), 50))
    return content.getvalue()


def console(target: IO[str] | None = None) -> Console:
    """Return a console for a text: as wide as the terminal; elsewhere as $COLUMNS says, or 120 columns.

    NO_COLOR is honoured.
    """
    from rich.console import Console

    target = target or sys.stdout
    if target.isatty():
        return Console(file=target, highlight=False, emoji=False, markup=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else FILE_WIDTH
    return Console(file=target, width=width, highlight=False, emoji=False, markup=False, color_system=None)


def print_table(result: Result, target: Console) -> None:
    """Print rows as a table that fits the width, cells wrapped; as one record below another where it can't fit."""
    from rich.table import Table

    shown = result.rows[:ROWS_ON_A_TERMINAL]
    if len(result.columns) * (NARROWEST_COLUMN + 3) > target.width and shown:
        for row in shown:
            table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
            for name, value in zip(result.columns, row, strict=True):
                table.add_row(printable(name), _cell(value))
            target.print(table)
            target.print()
    else:
        table = Table(box=table_box(target), header_style="bold")
        for index, name in enumerate(result.columns):
            numeric = all(isinstance(row[index], int | float | Decimal | None) for row in shown) and bool(shown)
            table.add_column(printable(name), justify="right" if numeric else "left", overflow="fold")
        for row in shown:
            table.add_row(*map(_cell, row))
        target.print(table)
    if len(result.rows) > len(shown):
        say(f"the first {len(shown):,} of {len(result.rows):,} rows; -o FILE or a pipe takes them all")


def table_box(target: Console) -> Any:
    from rich import box

    return box.SIMPLE_HEAD if target.encoding.lower().startswith("utf") else box.ASCII2


def _cell(value: Any) -> str:
    return printable(text_of(value))
