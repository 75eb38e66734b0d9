"""What goes to stdout and to files: one grammar of formats for every command.

`-o FILE` picks the format by its suffix and `--format` overrides; without either a table on a terminal, CSV in a pipe.
For text formats `-o FILE` and `> FILE` give the same bytes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from occupare.diagnostics import DataError, UsageError, printable, quoted, say

if TYPE_CHECKING:
    import duckdb
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
# What a sheet of a workbook holds, below its header.
SHEET_ROWS, SHEET_COLUMNS, CELL_CHARACTERS = 1_048_575, 16_384, 32_767


@dataclass(frozen=True)
class Result:
    """Rows to print, with the names of their columns and, where the engine gave them, their SQL types."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    types: list[str] | None = None


def result_of(connection: duckdb.DuckDBPyConnection) -> Result:
    """Return all rows of a connection's last query; a name that stands twice gets a number, as in a DuckDB table."""
    names: list[str] = []
    for column in connection.description:
        name, number = column[0], 0
        while name in names:
            number += 1
            name = f"{column[0]}_{number}"
        names.append(name)
    types = [str(column[1]) for column in connection.description]
    return Result(names, connection.fetchall(), types)


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
        if sys.stdout.isatty():
            content = printable(content.decode("utf-8")).encode("utf-8")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        with replacing(Path(output)) as target:
            target.write_bytes(content)
    except OSError as error:
        raise DataError(f"{output}: cannot be written: {error.strerror}") from error


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to, which takes the place of the named file once all is written.

    A link keeps its name, a file its permissions; what is no file, such as /dev/null or a named pipe, is written to
    as it is. Raises DataError for a DuckDB database: no command means to write a table over one.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    if path.is_file():
        with path.open("rb") as file:
            if file.read(12)[8:] == b"DUCK":
                raise DataError(f"{path}: found a DuckDB database, which would be lost; name another file with -o")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.writing")
    try:
        yield temporary
        if path.is_file():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


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
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no word for it
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
    """Return the rows as Parquet, each column of its SQL type."""
    import tempfile

    import duckdb

    types = {name: _stored_type(result, index).replace("'", "''") for index, name in enumerate(result.columns)}
    columns = ", ".join(f"'{name.replace(chr(39), chr(39) * 2)}': '{type_}'" for name, type_ in types.items())
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(duckdb.connect()) as connection:
        rows, parquet = Path(folder, "rows.json"), Path(folder, "result.parquet")
        try:
            with rows.open("w", encoding="utf-8") as lines:
                for row in result.rows:
                    texts = (None if value is None else text_of(value) for value in row)
                    lines.write(json.dumps(dict(zip(result.columns, texts, strict=True))) + "\n")
            connection.execute(
                f"copy (from read_json('{rows.as_posix()}', format = 'newline_delimited', columns = {{{columns}}})) "
                f"to '{parquet.as_posix()}' (format parquet)"
            )
            return parquet.read_bytes()
        except (duckdb.Error, OSError) as error:
            raise DataError(f"cannot be written as Parquet: {str(error).splitlines()[0]}") from error


# A query's own types that a column is stored with; others, nested ones among them, are stored as text.
_STORED_TYPES = re.compile(
    r"BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|DATE|TIME|TIMESTAMP( WITH TIME ZONE)?"
)


def _stored_type(result: Result, index: int) -> str:
    """Return the SQL type to store a column with: the query's own, or one that holds its values unchanged."""
    if result.types and _STORED_TYPES.fullmatch(result.types[index]):
        return result.types[index]
    values = [row[index] for row in result.rows if row[index] is not None]
    types = {type(value) for value in values}
    if types == {bool}:
        return "BOOLEAN"
    if types == {int} and all(-(2**63) <= value < 2**63 for value in values):
        return "BIGINT"
    if types and types <= {int, Decimal}:
        scale = max(-int(Decimal(value).as_tuple().exponent) for value in values)
        digits = max(len(str(abs(int(value)))) for value in values) + max(scale, 0)
        return f"DECIMAL({digits},{max(scale, 0)})" if digits <= 38 else "VARCHAR"
    return "VARCHAR"


def _xlsx(result: Result) -> bytes:
    """Return the rows as a workbook: real types, a frozen header, text never taken for a formula or a link.

    Raises DataError where the rows or a cell are more than a sheet holds.
    """
    import xlsxwriter

    _refuse_what_no_sheet_holds(result)
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        sheet = workbook.add_worksheet()
        header = workbook.add_format({"bold": True, "valign": "top"})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        dates = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        times = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
        sheet.write_row(0, 0, result.columns, header)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(result.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(number, column, value, cell)
                elif isinstance(value, int | float | Decimal) and math.isfinite(value):
                    sheet.write_number(number, column, float(value), cell)
                elif isinstance(value, date) and value.year >= 1900 and getattr(value, "tzinfo", None) is None:
                    sheet.write_datetime(number, column, value, times if isinstance(value, datetime) else dates)
                elif value is not None:
                    sheet.write_string(number, column, text_of(value), cell)
        for column, name in enumerate(result.columns):
            widest = max([len(name), *(len(text_of(row[column])) for row in result.rows)])
            sheet.set_column(column, column, min(max(widest + 2, 8), 50))
    return content.getvalue()


def _refuse_what_no_sheet_holds(result: Result) -> None:
    remedy = "choose another format, such as csv or parquet"
    if len(result.rows) > SHEET_ROWS or len(result.columns) > SHEET_COLUMNS:
        found = f"{len(result.rows):,} rows and {len(result.columns):,} columns"
        raise DataError(f"xlsx: found {found}, a sheet holds {SHEET_ROWS:,} and {SHEET_COLUMNS:,}; {remedy}")
    for number, row in enumerate(result.rows, 1):
        for name, value in zip(result.columns, row, strict=True):
            if isinstance(value, str) and len(value) > CELL_CHARACTERS:
                found = f"{len(value):,} characters in row {number:,}, column {name}"
                raise DataError(f"xlsx: found {found}, a cell holds {CELL_CHARACTERS:,}; {remedy}")


def console(target: IO[str] | None = None) -> Console:
    """Return a console for a text: as wide as the terminal; elsewhere as $COLUMNS says, or 120 columns.

    NO_COLOR is honoured.
    """
    from rich.console import Console

    class PlainConsole(Console):
        """Prints text as it is, and leaves a closed pipe to the program."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    target = target or sys.stdout
    if target.isatty():
        return PlainConsole(file=target, highlight=False, emoji=False, markup=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else FILE_WIDTH
    return PlainConsole(file=target, width=width, highlight=False, emoji=False, markup=False, color_system=None)


def print_table(result: Result, target: Console) -> None:
    """Print rows as a table that fits the width, cells wrapped; as one record below another where it can't fit.

    A terminal gets the first 1,000 rows and a word on stderr that there are more.
    """
    from rich.table import Table

    shown = result.rows[:ROWS_ON_A_TERMINAL] if target.is_terminal else result.rows
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
    """Return the lines of a table that the target's encoding can print."""
    from rich import box

    return box.SIMPLE_HEAD if target.encoding.lower().startswith("utf") else box.ASCII2


def _cell(value: Any) -> str:
    return printable(text_of(value))
