"""Seed folders and their CSV files: where they are, and what keeps a file from being read as CSV at all."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from occupare.build.csv_records import BrokenRecord, Record, records
from occupare.build.seed_faults import Fault
from occupare.errors import DataError, nearest, quoted

BUNDLED = "bundled"
BUNDLED_FOLDER = "career_pages"
VOCABULARY_FOLDER = "vocabulary"

_SELDOM_USED = (0x1F, 0x1E, *range(0xE000, 0xF900))  # marks that part records, then the characters of private use


@dataclass(frozen=True)
class SeedFolder:
    """A folder of seed CSVs, under the name that it is asked for by."""

    name: str
    path: Path

    @classmethod
    def named(cls, name: str) -> SeedFolder:
        """Return the folder for a name given by the user; 'bundled' names the package's own."""
        if name == BUNDLED:
            return cls(BUNDLED, packaged_folder(BUNDLED_FOLDER))
        path = Path(name)
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir() fails where a name is too long or a folder above may not be read
            found = "a file" if os.path.lexists(path) else "nothing"
            near = nearest(name, [BUNDLED])
            raise DataError(f"{name}: found {found}, expected a folder of seed CSVs (or the word '{BUNDLED}'){near}")
        return cls(name.rstrip("/\\") or name, path)

    @cached_property
    def csv_paths(self) -> list[Path]:
        """The folder's CSV files, sorted by name; other files are not seeds."""
        try:
            paths = list(self.path.iterdir())
        except OSError as error:
            raise DataError(f"{self.name}: cannot be read: {error.strerror}; expected a folder of seed CSVs") from error
        return sorted(path for path in paths if path.suffix.lower() == ".csv" and not path.name.startswith("."))


def packaged_folder(name: str) -> Path:
    """Return the path of a folder of seeds that comes with the package."""
    return Path(str(files("occupare.seeds").joinpath(name)))


@dataclass
class SeedFile:
    """A CSV file on its way into a table."""

    number: int
    folder: int  # its position among the folders given, from 0; the vocabulary is -1
    path: Path
    shown: str
    table_name: str
    content: bytes = b""
    header_line: int = 1
    header: list[str] = field(default_factory=list)
    unused: tuple[str, str] = ("\x1f", "\x1e")  # two characters that the file does not hold
    _records: Iterator[Record | BrokenRecord] = field(default_factory=lambda: iter(()))

    def read_header(self, columns: Collection[str]) -> Iterator[Fault]:
        """Read the file and its header, for a table with these columns; yields what keeps it from being read."""
        text = yield from self._text()
        self._records = records(text)
        header = next(self._records, None)
        if isinstance(header, Record):
            self.header, self.header_line = [name.strip() for name in header.cells], header.line
            yield from self._header_faults(columns)
        elif header:
            yield self._broken(header)
        elif text:
            yield Fault(self.shown, 1, "", "the file is empty", "nothing", "a line with column names")

    def read_records(self, faults: list[Fault]) -> Iterator[Record]:
        """Yield the records, none where the header is at fault; a faulty one is left out and told in faults."""
        width, doubtful = len(self.header), 0
        for record in self._records if self.header else ():
            if isinstance(record, BrokenRecord):
                doubtful = max(doubtful, record.last_line)
                faults.append(self._broken(record))
            elif len(record.cells) == width:
                yield record
            elif record.line > doubtful:  # up to there it may be the inside of a cell whose quotes are at fault
                found = f"{len(record.cells)} cell{'s' if len(record.cells) != 1 else ''}"
                expected = f"{width}, as many as the header has"
                faults.append(Fault(self.shown, record.line, "", "ragged row", found, expected))

    def forget(self) -> None:
        """Let go of what was read; the header stays."""
        self.content, self._records = b"", iter(())

    def _text(self) -> Generator[Fault, None, str]:
        """Return the file's text, or nothing after a fault."""
        try:
            is_file = stat.S_ISREG(self.path.stat().st_mode)  # a pipe would be read for ever
            self.content = self.path.read_bytes() if is_file else b""
        except OSError as error:
            yield Fault(self.shown, 0, "", "cannot be read", quoted(error.strerror), "a CSV file that may be read")
            return ""
        if not is_file:
            yield Fault(self.shown, 0, "", "cannot be read", "no file behind that name", "a CSV file")
            return ""
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield Fault(self.shown, 1, "", "not UTF-8", "UTF-16", "text saved as UTF-8")
            return ""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            found = f"byte 0x{self.content[error.start]:02x} at offset {error.start}"
            yield Fault(self.shown, self._line(error.start), "", "not UTF-8", found, "text saved as UTF-8")
            return ""
        if not text.strip():
            yield Fault(self.shown, 1, "", "the file is empty", "nothing", "a line with column names")
            return ""
        offset = self.content.find(b"\0")
        if offset >= 0:
            found = f"byte 0 at offset {offset}"
            yield Fault(self.shown, self._line(offset), "", "NUL byte", found, "text in UTF-8 without NUL bytes")
            return ""
        text = unicodedata.normalize("NFC", text)  # names equal but for their Unicode form are one name
        characters = (character for character in map(chr, _SELDOM_USED) if character not in text)
        self.unused = next(characters), next(characters)
        return text

    def _line(self, offset: int) -> int:
        before = self.content[:offset]
        return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")

    def _header_faults(self, columns: Collection[str]) -> Iterator[Fault]:
        """Yield what makes the first record no header of the table; then there is none."""
        separator = next((mark for mark in ";\t|" if mark in self.header[0]), "")
        if len(self.header) == 1 and separator:
            wrong, found = "the cells are not separated by commas", quoted(separator)
            yield Fault(self.shown, self.header_line, "", wrong, found, "a file saved with commas")
        elif not set(self.header) & set(columns):
            wrong, found = "the first line names no column", quoted(", ".join(self.header))
            expected = f"names of columns of {self.table_name}, such as {quoted(next(iter(columns)))}"
            yield Fault(self.shown, self.header_line, "", wrong, found, expected)
        else:
            twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
            for name in twice:
                wrong, expected = "the column stands twice", "each column once"
                yield Fault(self.shown, self.header_line, name, wrong, quoted(name), expected)
            if not twice:
                return
        self.header = []

    def _broken(self, record: BrokenRecord) -> Fault:
        return Fault(self.shown, record.line, "", record.wrong, record.found, record.expected)
