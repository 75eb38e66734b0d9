"""The records of a CSV text, in linear time: each with its line, or with what keeps it from being read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from occupare.errors import quoted

# As much as one record may hold, in characters; the csv module would stop at an eighth of a megabyte a cell.
LONGEST_RECORD = 16 * 1024 * 1024
csv.field_size_limit(LONGEST_RECORD)

_LINE_END = r"(?:\r\n|\n|\r|\Z)"
_QUOTED = r'"[^"]*(?:""[^"]*)*"(?!")'
_CELL = rf'(?:{_QUOTED}|[^",\r\n]*)'
_RECORD = re.compile(rf"(?>{_CELL})(?:,(?>{_CELL}))*{_LINE_END}")
_WHOLE_CELLS = re.compile(rf"(?:(?>{_CELL}),)*")
_QUOTED_CELL = re.compile(_QUOTED)
_NEXT_LINE = re.compile(rf"[^\r\n]*{_LINE_END}")


@dataclass(frozen=True)
class Record:
    """The cells of one record and the line (from 1) on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class BrokenRecord:
    """A record whose cells can't be told apart: the line, what is wrong, what was found and what is expected."""

    line: int
    wrong: str
    found: str
    expected: str
    last_line: int  # up to where the quote at fault reaches, if it was meant to


def records(text: str) -> Iterator[Record | BrokenRecord]:
    """Yield the records that are no blank lines; a line ends in LF, CRLF or CR, whatever the others end in."""
    if '"' in text:
        yield from _records_with_quotes(text)
        return
    for line, content in enumerate(io.StringIO(text, newline=""), 1):
        record = content.rstrip("\r\n")
        if len(record) > LONGEST_RECORD:
            yield _too_long(line, record)
        elif record:
            yield Record(line, record.split(","))


def _records_with_quotes(text: str) -> Iterator[Record | BrokenRecord]:
    position, line = 0, 1
    while position < len(text):
        match = _RECORD.match(text, position)
        if match is None:
            broken, position = _broken(text, position, line)
            yield broken
            line = broken.line + 1
            continue
        record = match[0].rstrip("\r\n") if '"' not in match[0] else match[0]
        if len(record) > LONGEST_RECORD:
            yield _too_long(line, record)
        elif '"' in record:
            yield Record(line, next(csv.reader(io.StringIO(record, newline=""))))
        elif record:
            yield Record(line, record.split(","))
        line += _line_count(match[0])
        position = match.end()


def _broken(text: str, position: int, line: int) -> tuple[BrokenRecord, int]:
    """Return what is wrong with the record at a position, and where the line after the cell at fault begins.

    Read on from there, no quote is looked through twice: of two quotes left open, the second ends the first.
    """
    whole = _WHOLE_CELLS.match(text, position)
    start = whole.end() if whole else position
    line += _line_count(text[position:start])
    following = _NEXT_LINE.match(text, start)
    after = following.end() if following else len(text)
    cell = _QUOTED_CELL.match(text, start)
    if text.startswith('"', start) and cell is None:
        found, expected = quoted(text[start : start + 60].splitlines()[0]), 'a closing quote (") at the end of the cell'
        return BrokenRecord(line, "the quote is never closed", found, expected, line + _line_count(text[start:])), after
    stray = cell.end() if cell else text.index('"', start)
    found = quoted(text[stray : stray + 60].splitlines()[0])
    last_line = line + _line_count(text[start:stray])
    expected = 'a cell with quotes to be quoted whole, its quotes doubled ("a ""b"" c")'
    if last_line > line:
        found += f" on line {last_line}, where the quote opened on line {line} ends"
    return BrokenRecord(line, "stray quote", found, expected, last_line), after


def _line_count(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _too_long(line: int, record: str) -> BrokenRecord:
    found, expected = f"{len(record)} characters", f"at most {LONGEST_RECORD}"
    return BrokenRecord(line, "the row is too long", found, expected, line)
