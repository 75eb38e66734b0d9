"""Seed folders and their CSV files: where they are, and what keeps a file from being read as CSV at all."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from occupare.errors import DataError, quoted

BUNDLED = "bundled"
BUNDLED_FOLDER = "career_pages"
VOCABULARY_FOLDER = "vocabulary"

# As much as one line may hold; the csv module would stop at an eighth of a megabyte.
LONGEST_LINE = 16 * 1024 * 1024
csv.field_size_limit(LONGEST_LINE)

_FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
_RECORD = re.compile(rf"{_FIELD}(?:,{_FIELD})*(?:\r\n|\n|\r)?")


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a seed file: where it is, what is wrong, what was found and what is expected."""

    file: str
    line: int
    column: str
    wrong: str
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        parts = [f"{self.column}: {self.wrong}" if self.column else self.wrong]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        return place + ", ".join(parts)


class SeedFaults(DataError):
    """All the faults of the seed folders, sorted by file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        count = f"{len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}"
        lines = "\n".join(map(str, self.faults))
        super().__init__(f"{lines}\n{count} in the seed folders; nothing was built")


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
        if not path.is_dir():
            found = "a file" if path.exists() else "nothing"
            raise DataError(f"{name}: found {found}, expected a folder of seed CSVs (or the word '{BUNDLED}')")
        return cls(name.rstrip("/\\") or name, path)

    @cached_property
    def csv_paths(self) -> list[Path]:
        """The folder's CSV files, sorted by name; other files are not seeds."""
        return sorted(
            path for path in self.path.iterdir() if path.suffix.lower() == ".csv" and not path.name.startswith(".")
        )

    def sha256(self) -> str:
        """Return a digest of the names and bytes of the folder's CSV files."""
        digest = hashlib.sha256()
        for path in self.csv_paths:
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()


def packaged_folder(name: str) -> Path:
    """Return the path of a folder of seeds that comes with the package."""
    return Path(str(files("occupare.seeds").joinpath(name)))


@dataclass
class SeedFile:
    """A CSV file on its way into a table."""

    number: int
    path: Path
    shown: str
    table_name: str
    header: list[str] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[int]:
        """The line on which each record begins; record 0 is the header."""
        starts, before = [], 0
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            for record in reader:
                if record:
                    starts.append(before + 1)
                before = reader.line_num
        return starts

    def line(self, record: int) -> int:
        """Return the line on which a data record (from 1) begins."""
        return self.lines[record] if record < len(self.lines) else 0


def structural_faults(seed_file: SeedFile) -> Iterator[Fault]:
    """Yield what keeps the file from being read as CSV at all, and read its header."""
    shown = seed_file.shown
    if not seed_file.path.is_file():
        yield Fault(shown, 0, "", "cannot be read", "no file behind that name", "a CSV file")
        return
    content = seed_file.path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Fault(shown, 1, "", "not UTF-8", "UTF-16", "text saved as UTF-8")
        return
    if not content.strip(b"\xef\xbb\xbf\r\n\t "):
        yield Fault(shown, 1, "", "the file is empty", "nothing", "a line with column names")
        return
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        yield Fault(shown, line, "", "NUL byte", f"byte 0 at offset {nul}", "text in UTF-8 without NUL bytes")
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} at offset {error.start}"
        yield Fault(shown, line, "", "not UTF-8", found, "text saved as UTF-8")
        return
    seed_file.header = [name.strip() for name in next(csv.reader(io.StringIO(text, newline="")))]
    separator = next((mark for mark in ";\t|" if mark in seed_file.header[0]), "")
    if len(seed_file.header) == 1 and separator:
        yield Fault(
            shown, 1, "", "the cells are not separated by commas", quoted(separator), "a file saved with commas"
        )
        return
    if '"' in text:
        yield from _quoting_faults(shown, text)
    yield from _ragged_records(seed_file, text)


def _quoting_faults(shown: str, text: str) -> Iterator[Fault]:
    """Yield the lines on which a quote stands where CSV has none; what follows it can't be told apart."""
    position, line = 0, 1
    while position < len(text):
        match = _RECORD.match(text, position)
        assert match is not None
        end = match.end()
        if end < len(text) and text[end - 1 : end] not in ("\n", "\r"):
            found = quoted(text[end : end + 20].splitlines()[0])
            expected = 'a cell with quotes to be quoted whole, its quotes doubled ("a ""b"" c")'
            yield Fault(shown, line + text.count("\n", position, end), "", "stray quote", found, expected)
            next_line = text.find("\n", end)
            end = len(text) if next_line < 0 else next_line + 1
        line += text.count("\n", position, end)
        position = end


def _ragged_records(seed_file: SeedFile, text: str) -> Iterator[Fault]:
    if not seed_file.header or ('"' not in text and _is_rectangular(text, len(seed_file.header))):
        return
    width, before = len(seed_file.header), 0
    reader = csv.reader(io.StringIO(text, newline=""))
    for record in reader:
        if record and len(record) != width:
            found = f"{len(record)} cell{'s' if len(record) != 1 else ''}"
            expected = f"{width}, as many as the header has"
            yield Fault(seed_file.shown, before + 1, "", "ragged row", found, expected)
        before = reader.line_num


def _is_rectangular(text: str, width: int) -> bool:
    # Not splitlines(), which takes more characters for line ends than CSV does.
    lines = io.StringIO(text, newline="")
    return all(line.count(",") == width - 1 for line in lines if line.strip("\r\n"))
