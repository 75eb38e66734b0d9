"""The tables of a file as rows of cells: sheets of a workbook, or a text with one of the usual separators."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice

from occupare.errors import DataError
from occupare.importer.found_files import PublishedFile, UnreadableFile

# Titles and notes are read from this many rows.
ROWS_SEARCHED = 60
SEPARATORS = "\t,;|"

# Two bytes that are one letter in UTF-8, and that no text of cp1252 has side by side.
_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")

Row = list[str]


class DamagedText(Exception):
    """A text of a known kind that can't be read to its end; its text names the row, and the remedy."""


@dataclass
class Sheet:
    """One table of a file: its sheet's name, its first rows as text, and a way to read all its rows.

    Cells of a text are text; those of a workbook keep their type, so that a number is known from a text that looks
    like one.
    """

    name: str
    head: list[Row]
    rows: Callable[[], Iterator[Sequence[object]]]
    is_typed: bool
    separator: str = ""


def cell_text(cell: object) -> str:
    """Return a cell as text: a whole number without decimals, a truth value as TRUE or FALSE."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        # Without an exponent, which in a text is a number that was cut short.
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    if isinstance(cell, bool):
        return str(cell).upper()
    return str(cell)


def sheets_of(file: PublishedFile) -> Iterator[Sheet]:
    """Yield every table of a file; of a text one for each separator that may be its own.

    Raises UnreadableFile where the file holds no table, and DataError where the reader of workbooks is missing.
    """
    workbook = file.table_content()
    if workbook is None:
        yield from _text_sheets(file)
    else:
        yield from _workbook_sheets(workbook)


def _workbook_sheets(content: io.BytesIO) -> Iterator[Sheet]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError as error:
        raise DataError("reading a workbook needs python-calamine: pip install 'occupare[import]'") from error
    try:
        workbook = CalamineWorkbook.from_filelike(content)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            head = [[cell_text(cell) for cell in row] for row in islice(sheet.iter_rows(), ROWS_SEARCHED)]
            yield Sheet(name, head, sheet.iter_rows, is_typed=True)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(f"a damaged workbook ({error}); download it again") from error


def _text_sheets(file: PublishedFile) -> Iterator[Sheet]:
    encoding = _encoding(file.head)
    head = codecs.getincrementaldecoder(encoding)(errors="replace").decode(file.head)
    if len(file.head) < file.size:
        head = head[: head.rfind("\n") + 1] or head
    first_lines = "\n".join(head.splitlines()[:ROWS_SEARCHED])
    for separator in [mark for mark in SEPARATORS if mark in first_lines] or [","]:
        rows = list(islice(_text_rows(head, separator), ROWS_SEARCHED))
        whole = partial(_whole_rows, file, separator)
        yield Sheet("", rows, whole, is_typed=False, separator=separator)


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _text(file: PublishedFile) -> str:
    """Return the whole text; raises DamagedText where its bytes are of no encoding, or of two."""
    content = file.content()
    encoding = _encoding(file.head)
    try:
        if encoding != "cp1252":
            return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise DamagedText("cut off within a letter of UTF-16; download it again") from error
    letter = _LETTER.search(content)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DamagedText(f"{_row_of(content, error.start)} has bytes that are no letter; download it again") from error
    if letter:
        raise DamagedText(
            f"{_row_of(content, letter.start())} has letters in UTF-8, and other rows have letters in another "
            "encoding; save the file as UTF-8, or download it again"
        )
    return text


def _row_of(content: bytes, place: int) -> str:
    line_end = b"\n"
    return f"row {content.count(line_end, 0, place) + 1}"


def _whole_rows(file: PublishedFile, separator: str) -> Iterator[Row]:
    """Yield the rows of a whole text; raises DamagedText where a quote swallows what follows it."""
    text = _text(file)
    if separator == "\t":
        yield from _text_rows(text, separator)
        return
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
            swallowed = [line for cell in row if "\n" in cell for line in cell.splitlines()[1:]]
            if len(row) > 1 and any(line.count(separator) >= len(row) - 1 for line in swallowed):
                raise DamagedText(f"row {number} has a quote that swallows the rows after it; download the file again")
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise DamagedText(f"row {number + 1} can't be read ({error}); mend its quotes, or download it again") from error


def _text_rows(text: str, separator: str) -> Iterator[Row]:
    if separator != "\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return ([cell.strip() for cell in row] for row in rows)
    # Quotes in tab-separated releases mean nothing, and one is unbalanced; but a cell may be quoted whole.
    lines = text.replace("\r\n" if "\n" in text else "\r", "\n").rstrip("\n").split("\n")
    return (_unquoted(line.split("\t")) if '"' in line else [c.strip() for c in line.split("\t")] for line in lines)


def _unquoted(cells: list[str]) -> Row:
    stripped = [cell.strip() for cell in cells]
    return [cell[1:-1].replace('""', '"') if re.fullmatch(r'"(?:[^"]|"")+"', cell) else cell for cell in stripped]
