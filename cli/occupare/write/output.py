"""What goes to stdout and to files: one grammar of formats for every command.

`-o FILE` picks the format by its suffix and `--format` overrides; without either a table on a terminal, CSV in a pipe.
For text formats `-o FILE` and `> FILE` give the same bytes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import math
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from occupare.database import literal
from occupare.errors import DataError, UsageError, printable, quoted, say
from occupare.result import Result

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "parquet", "xlsx")
BINARY_FORMATS = ("parquet", "xlsx")
BY_SUFFIX = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
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
OTHER_FORMAT = "choose another format, such as csv or parquet"

Row = Sequence[Any]


def chosen_format(given: str | None, output: str | None) -> str:
    """Return the format: as given, else by the suffix of the file, else by where stdout goes.

    Raises UsageError for a suffix that names no format, and for a binary format without a file or pipe to go to.
    """
    if given is None and output is not None:
        suffix = Path(output).suffix.lower()
        if suffix not in BY_SUFFIX:
            found = quoted(suffix) if suffix else "no suffix"
            raise UsageError(f"{output}: found {found}, expected one of {', '.join(BY_SUFFIX)}; or name a --format")
        return BY_SUFFIX[suffix]
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
        _emit("".join(text_pieces(name, result.columns, result.rows)).encode("utf-8"), output)


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


def text_pieces(name: str, columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows piece by piece as the text of a format: csv, tsv, json, jsonl or markdown."""
    if name in ("csv", "tsv"):
        yield from _delimited(columns, rows, "," if name == "csv" else "\t")
    elif name == "markdown":
        yield from map(_markdown_line, itertools.chain([columns, ["---"] * len(columns)], rows))
    elif name == "jsonl":
        for record in _records(columns, rows):
            yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
    else:
        before = "[\n  "
        for record in _records(columns, rows):
            yield before + json.dumps(record, ensure_ascii=False, indent=2).replace("\n", "\n  ")
            before = ",\n  "
        yield "\n]\n" if before[0] == "," else "[]\n"


class _UnixLine:
    """Ends each line with LF. The csv module quotes a cell with CR or LF only where both end its lines."""

    def write(self, line: str) -> str:
        """Return the line to the csv module, which returns it to its caller."""
        return line.removesuffix("\r\n") + "\n"


def _delimited(columns: list[str], rows: Iterable[Row], delimiter: str) -> Iterator[str]:
    writer: Any = csv.writer(_UnixLine(), delimiter=delimiter, lineterminator="\r\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([text_of(value) for value in row])


def _records(columns: list[str], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    return (dict(zip(columns, map(_plain, row), strict=True)) for row in rows)


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


def _markdown_line(cells: Sequence[Any]) -> str:
    shown = (printable(text_of(cell)).replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return "| " + " | ".join(shown) + " |\n"


def _parquet(result: Result) -> bytes:
    """Return the rows as Parquet, each column of its SQL type."""
    import tempfile

    types = [_stored_type(result, index) for index in range(len(result.columns))]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "result.parquet")
        write_parquet(result.columns, types, result.rows, target)
        return target.read_bytes()


def write_parquet(columns: list[str], types: list[str], rows: Iterable[Row], target: Path) -> None:
    """Write rows as Parquet, each column of its SQL type; they wait as text in a file that stays beside the target."""
    import duckdb

    typed = ", ".join(f"{literal(name)}: {literal(type_)}" for name, type_ in zip(columns, types, strict=True))
    waiting = target.with_name(f"{target.name}.rows")
    with contextlib.closing(duckdb.connect()) as connection:
        try:
            with waiting.open("w", encoding="utf-8") as lines:
                for row in rows:
                    texts = (None if value is None else text_of(value) for value in row)
                    lines.write(json.dumps(dict(zip(columns, texts, strict=True))) + "\n")
            connection.execute(
                f"copy (from read_json({literal(waiting.as_posix())}, format = 'newline_delimited', "
                f"columns = {{{typed}}})) to {literal(target.as_posix())} (format parquet)"
            )
        except (duckdb.Error, OSError) as error:
            raise DataError(f"cannot be written as Parquet: {str(error).splitlines()[0]}") from error


# A query's own types that a column is stored with; others, nested ones among them, are stored as text.
STORED_TYPES = re.compile(
    r"BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|DATE|TIME|TIMESTAMP( WITH TIME ZONE)?"
)


def _stored_type(result: Result, index: int) -> str:
    """Return the SQL type to store a column with: the query's own, or one that holds its values unchanged."""
    if result.types and STORED_TYPES.fullmatch(result.types[index]):
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
    refuse_what_no_sheet_holds(len(result.rows), len(result.columns))
    content = io.BytesIO()
    write_workbook(result.columns, result.rows, content)
    return content.getvalue()


def write_workbook(columns: list[str], rows: Iterable[Row], content: IO[bytes], folder: Path | None = None) -> None:
    """Write rows as a workbook: real types, a frozen header, text never taken for a formula or a link.

    They wait in memory, or in files of the folder. Raises DataError where they are more than a sheet holds.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    waiting = {"constant_memory": True, "tmpdir": str(folder)} if folder else {"in_memory": True}
    with xlsxwriter.Workbook(content, options | waiting) as workbook:
        sheet = workbook.add_worksheet()
        header = workbook.add_format({"bold": True, "valign": "top"})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        dates = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        times = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
        sheet.write_row(0, 0, columns, header)
        sheet.freeze_panes(1, 0)
        widths = [len(name) for name in columns]
        for number, row in enumerate(rows, 1):
            refuse_what_no_sheet_holds(number, len(columns))
            for column, value in enumerate(row):
                if isinstance(value, str) and len(value) > CELL_CHARACTERS:
                    found = f"{len(value):,} characters in row {number:,}, column {columns[column]}"
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
