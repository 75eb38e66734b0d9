"""Where an answer goes, and in which format: one grammar for every command.

`-o FILE` picks the format by its suffix and `--format` overrides; without either a table on a terminal, CSV in a pipe.
For text formats `-o FILE` and `> FILE` give the same bytes.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import DataError, UsageError, printable, quoted, say
from occupare.files import refuse_database, replacing, scratch
from occupare.result import Result
from occupare.write import terminal
from occupare.write.formats import Format, format_by_suffix, format_named
from occupare.write.readable import with_units

if TYPE_CHECKING:
    import duckdb

ROWS_ON_A_TERMINAL = 1000


@dataclass(frozen=True)
class Output:
    """The file (stdout where none is given) and the name of the format, as they were asked for."""

    file: str | None = None
    format_name: str | None = None
    is_paged: bool = True
    is_for_excel: bool = False

    @cached_property
    def format(self) -> Format:
        """The format: as named, else by the suffix of the file, else by where stdout goes.

        Raises UsageError for a suffix that means none, and for a binary format with no file or pipe to go to.
        """
        if self.file == "":
            raise UsageError("-o: found an empty name, expected that of a file, or '-' for stdout")
        if self.format_name is None and self.file is not None:
            suffix, known = Path(self.file).suffix.lower(), format_by_suffix()
            if suffix not in known:
                found = quoted(suffix) if suffix else "no suffix"
                raise UsageError(f"{self.file}: found {found}, expected one of {', '.join(known)}; or name a --format")
            return known[suffix]
        if self.format_name is None:
            return format_named("table" if sys.stdout.isatty() else "csv")
        named = format_named(self.format_name)
        if named.text is None and self.is_on_terminal:
            raise UsageError(
                f"--format {named.name} is not text: add -o FILE{named.suffixes[0]}, or send it to a file or pipe"
            )
        return named

    @property
    def is_on_terminal(self) -> bool:
        """True where the answer goes to a terminal."""
        return self.file is None and sys.stdout.isatty()

    def check(self) -> None:
        """Raise UsageError where the file, the format and the rest don't go together, before any work is done."""
        if self.is_for_excel and not self.format.delimiter:
            found = self.format.name
            raise UsageError(f"--excel is for csv and tsv, found {found}: leave it out, or name one of the two")

    def write(self, rows: Result, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        """Write the rows; a file is written whole or not at all. A table on a terminal shows the first 1,000 rows.

        The units of their columns come from the connection's catalog. Stderr says what a file got.
        """
        if connection is not None and self.format.is_formatted:
            rows = with_units(connection, rows)
        if self.format.screen and self.is_on_terminal:
            if len(rows.rows) > ROWS_ON_A_TERMINAL:
                say(f"the first {ROWS_ON_A_TERMINAL:,} of {len(rows.rows):,} rows; -o FILE or a pipe takes them all")
            shown = replace(rows, rows=rows.rows[:ROWS_ON_A_TERMINAL])
            terminal.show(self.format.screen(shown), self.is_paged)
        elif self.format.text:
            if self.is_for_excel:
                from occupare.write.excel import ENCODING, protected

                self._emit("".join(self.format.text(protected(rows))).encode(ENCODING))
            else:
                self._write_pieces(self.format.text(rows))
        elif self.format.save:
            self._make(partial(self.format.save, rows))
        self.say_written(len(rows.rows))

    def write_comparison(self, made: Iterator[str] | Callable[[Path], None]) -> None:
        """Write a comparison as its format made it: a text, or what saves it."""
        if not callable(made):
            self.write_text(made, is_laid_out=self.format.screen is not None)
            return
        self._make(made)
        self.say_written()

    def write_text(self, pieces: Iterable[str], is_laid_out: bool = False) -> None:
        """Write a text, or one that is laid out for a terminal, with its styles."""
        if is_laid_out and self.is_on_terminal:
            terminal.show(pieces, self.is_paged)
        else:
            self._write_pieces(map(terminal.without_styles, pieces) if is_laid_out else pieces)
        self.say_written()

    def write_bytes(self, content: bytes) -> None:
        """Write what was made elsewhere, such as a picture."""
        self._emit(content)
        self.say_written()

    def say_written(self, rows: int | None = None) -> None:
        """Say on stderr what the file got."""
        if self.file is not None:
            say(f"{self.file}: " + ("written" if rows is None else f"wrote {rows:,} row{'' if rows == 1 else 's'}"))

    def _make(self, make: Callable[[Path], None]) -> None:
        with self._telling_what_is_wrong(), scratch() as folder:
            made = folder / "made"
            make(made)
            self._emit(made.read_bytes())

    def _write_pieces(self, pieces: Iterable[str]) -> None:
        if self.is_on_terminal:
            terminal.show(map(printable, pieces), self.is_paged)
        else:
            self._emit("".join(pieces).encode("utf-8"))

    def _emit(self, content: bytes) -> None:
        if self.file is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return
        refuse_database(Path(self.file))
        with self._telling_what_is_wrong(), replacing(Path(self.file)) as target:
            target.write_bytes(content)

    @contextlib.contextmanager
    def _telling_what_is_wrong(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise DataError(f"{self.file or 'stdout'}: cannot be written: {error.strerror or error}") from error
