"""Tables, views and the rows of a statement into files: streamed at bounded memory, whole or not at all.

The engine itself copies tables and views. A user's statement runs where no file may be touched, so its rows are fetched
in batches and written here; so is what the engine would write otherwise than `output` does.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import select
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.ask import sandbox
from occupare.ask.watched import POLL_SECONDS, Answer, Watched
from occupare.build.first_use import open_database
from occupare.database import identifier, literal
from occupare.errors import DataError, printable, say
from occupare.files import abandon, refuse_database, replacing, scratch
from occupare.result import Result, Row, Rows, columns_of
from occupare.write import ordered
from occupare.write.data_package import PACKAGE_FILE, file_name, package, refuse_foreign_folder
from occupare.write.excel import ENCODING, protected
from occupare.write.export_request import ExportRequest, known_names, selection
from occupare.write.formats import Format
from occupare.write.output import ROWS_ON_A_TERMINAL, Output
from occupare.write.readable import with_units

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "1GB"
ROWS_PER_FETCH = 2048
ROWS_WORTH_SAYING = 1_000_000


def export(database: str | None, request: ExportRequest) -> None:
    """Export what is asked for to stdout, to a file or to a folder.

    Raises UsageError for an unknown name or a folder that holds something else, and DataError where a statement is
    at fault, a format can't hold the rows or the target can't be written; nothing is half-written.
    """
    output = request.checked()
    file = output.file
    connection = open_database(database)
    names = known_names(connection, request)
    if request.where is not None or request.occupations:
        request, names = replace(request, names=(), statement=selection(connection, names[0], request)), []
    if request.is_several:
        refuse_foreign_folder(Path(str(file)), {file_name(each, output.format) for each in names})
    elif file is not None:
        refuse_database(Path(file))
    try:
        with contextlib.closing(connection), request.limits.bounded():
            _write(connection, request, output, names)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError(f"{file or 'stdout'}: cannot be written: {error.strerror or error}") from error


def _write(connection: duckdb.DuckDBPyConnection, request: ExportRequest, output: Output, names: list[str]) -> None:
    file = output.file
    if file is not None and (request.is_several or not output.format.screen):
        with replacing(Path(file)) as made:
            work = _Export(connection, output, made.parent, request)
            if request.is_several:
                work.to_folder(names, made)
            else:
                work.to_file(made, *names)
        if request.is_several:
            say(f"{file}: wrote {len(names)} files and {PACKAGE_FILE}")
        else:
            output.say_written(work.rows_fetched)
    else:
        with scratch() as folder:
            work = _Export(connection, output, folder, request)
            if output.format.screen:
                work.to_table(*names)
            else:
                work.to_stdout(*names)


def _prepare(connection: duckdb.DuckDBPyConnection, scratch: Path, request: ExportRequest) -> None:
    # The engine guesses that pairs are few and would keep them in memory to look the small tables up in them.
    connection.execute("set disabled_optimizers = 'build_side_probe_side'")
    # One batch ahead of the one that is fetched: the engine counts no length of text, and thirty can weigh 300 MB.
    connection.execute("set streaming_buffer_size = '1KB'")
    memory = request.limits.memory
    if request.statement is not None:
        sandbox.lock_down(connection, memory)
    else:
        spill = literal(str(scratch / "spill"))
        connection.execute(f"set memory_limit = '{memory or MEMORY_LIMIT}'; set temp_directory = {spill}")


class _Export:
    """An export at work. What writes has a thread of its own, so that Ctrl-C and the bar find the first one free."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, output: Output, scratch: Path, request: ExportRequest
    ) -> None:
        self.connection, self.output, self.scratch, self.request = connection, output, scratch, request
        self.format: Format = output.format
        self.watched = Watched(connection, lambda: abandon(scratch))
        self.shown, self.path = "", scratch
        self.rows_fetched = self.files_done = self.files = 0
        self.share_done = 0.0
        _prepare(connection, scratch, request)

    def to_folder(self, names: list[str], made: Path) -> None:
        """Write each table or view to a file of its own in the folder, and what they are to datapackage.json."""
        made.mkdir()
        self.files = len(names)

        def work() -> None:
            for name in names:
                self._write(made / file_name(name, self.format), name)
                self.files_done, self.share_done = self.files_done + 1, 0.0
            text = json.dumps(package(self.connection, names, made, self.format), ensure_ascii=False, indent=2)
            (made / PACKAGE_FILE).write_text(text + "\n", encoding="utf-8")

        self._watched(work)

    def to_file(self, made: Path, name: str | None = None) -> None:
        """Write the named object, or the statement's rows, to a file."""

        def work() -> None:
            self._write(made, name)
            if name is not None and not self.rows_fetched:  # the engine copied them
                count = f"select count(*) from {identifier(name)}"
                self.rows_fetched = self.connection.execute(count).fetchall()[0][0]

        self._watched(work)

    def to_stdout(self, name: str | None = None) -> None:
        """Write the named object, or the statement's rows, to stdout as they come."""
        sys.stdout.flush()
        is_terminal, made = sys.stdout.isatty(), self.scratch / "made"
        decoder = codecs.getincrementaldecoder("utf-8")()
        # A stdout of our own: the engine is kept off the one that it knows.
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb", 0) as stdout, contextlib.ExitStack() as closing:
            reader = -1
            if hasattr(os, "mkfifo"):  # else a file, passed on when it is whole
                os.mkfifo(made)
                reader = os.open(made, os.O_RDONLY | os.O_NONBLOCK)
                closing.callback(os.close, reader)

            def pass_on() -> bool:
                if reader < 0 or not select.select([reader], [], [], POLL_SECONDS)[0]:
                    return False
                piece = os.read(reader, 65536)
                shown = printable(decoder.decode(piece)).encode() if is_terminal else piece
                while shown and not self.watched.is_stopped:
                    shown = shown[stdout.write(shown) or 0 :]
                return bool(piece)

            self._watched(lambda: self._write(made, name), pass_on)
            if reader < 0:
                with made.open("rb") as source:
                    shutil.copyfileobj(source, stdout)

    def to_table(self, name: str | None = None) -> None:
        """Print the rows as a table: on a terminal the first of them, elsewhere all."""
        is_cut = self.output.is_on_terminal
        result = self._watched(lambda: self._result(name, ROWS_ON_A_TERMINAL + 1 if is_cut else None))
        is_more = is_cut and len(result.rows) > ROWS_ON_A_TERMINAL
        if is_more:
            result.rows.pop()
        with self.request.limits.hold_while_writing():
            self.output.write(result, self.connection)
        if is_more:
            say(f"the first {len(result.rows):,} rows; -o FILE or a pipe takes them all")

    def _watched(self, work: Callable[[], Answer], pass_on: Callable[[], bool] = lambda: False) -> Answer:
        """Do the work and show how far it is; Ctrl-C or a closed pipe ends it whatever the engine does."""
        with _bar(self) as show:

            def meanwhile() -> bool:
                show()
                return pass_on()

            return self.watched.answer(work, self.request.limits.timeout, meanwhile)

    def _write(self, target: Path, name: str | None) -> None:
        """Write the named object, or the statement's rows, to the path; raises DataError where that can't be."""
        import duckdb

        self.shown, self.path, self.rows_fetched, self.share_done = name or "rows", target, 0, 0.0
        try:
            if name is None or not self._copy(target, name):
                self._write_fetched(target, name)
        except duckdb.Error as error:
            raise DataError(f"{name or 'rows'}: cannot be exported: {str(error).splitlines()[0]}") from error

    def _copy(self, target: Path, name: str) -> bool:
        """Let the engine copy a table or view; return False where it would write cells otherwise than `output` does."""
        columns = None if self.output.is_for_excel else ordered.engine_columns(self.connection, name, self.format)
        if columns is None:
            return False
        parts = ordered.slices(self.connection, name)
        for done, rows in ordered.copied(self.connection, columns, parts, self.format, target, self.scratch):
            self.share_done, self.rows_fetched = done / len(parts), rows
            if done == 1:
                self._say_estimate(name, rows * len(parts), len(parts))
        return True

    def _say_estimate(self, name: str, rows: int, parts: int) -> None:
        """Say of a long export how long it is, as its first part of so many tells."""
        if rows < ROWS_WORTH_SAYING:
            return
        first = self.path if self.path.exists() else self.scratch / ordered.FIRST_PIECE
        size = first.stat().st_size * parts / 1e6  # none in a pipe
        told = f", {size:,.0f} MB" if size else ""
        say(f"{name}: about {rows:,} rows{told}; --where and --occupation take less")

    def _write_fetched(self, target: Path, name: str | None) -> None:
        if name is not None and self.format.refuse_size:  # before a row is written
            count = 0
            for part in ordered.slices(self.connection, name):
                count += self.connection.execute(f"select count(*) from (select 1 {part})").fetchall()[0][0]
                self.format.refuse_size(count, 1)
        with self._fetched(name) as rows:
            if self.format.is_formatted:
                rows = with_units(self.connection, rows)
            if self.output.is_for_excel:
                rows = protected(rows)
            if self.format.save:
                self.format.save(rows, target)
            elif self.format.text:
                encoding = ENCODING if self.output.is_for_excel else "utf-8"
                with target.open("w", encoding=encoding, newline="") as text:
                    text.writelines(self.format.text(rows))

    def _result(self, name: str | None, limit: int | None) -> Result:
        with self._fetched(name) as rows:
            return Result(rows.columns, [tuple(row) for row in islice(rows.rows, limit)], rows.types)

    @contextlib.contextmanager
    def _fetched(self, name: str | None) -> Iterator[Rows]:
        """Yield the rows of the named object or of the statement; they come in batches."""
        if name is not None:
            columns, types = columns_of(self.connection.execute(f"select * from {identifier(name)} limit 0"))
            yield Rows(columns, self._rows_of(name), types)
            return
        with sandbox.answered(self.connection, str(self.request.statement)) as has_rows:
            if not has_rows:
                raise DataError(f"found a statement that returns no rows, expected a query\n\n{self.request.statement}")
            columns, types = columns_of(self.connection)
            yield Rows(columns, self._batches(), types)

    def _rows_of(self, name: str) -> Iterator[Row]:
        for part in ordered.slices(self.connection, name):
            self.connection.execute(f"select * {part}")
            yield from self._batches()

    def _batches(self) -> Iterator[Row]:
        while not self.watched.is_stopped and (batch := self.connection.fetchmany(ROWS_PER_FETCH)):
            self.rows_fetched += len(batch)
            yield from batch


@contextlib.contextmanager
def _bar(work: _Export) -> Iterator[Callable[[], None]]:
    """Yield what shows how far the work is: a bar on a terminal's stderr, nothing in a pipe."""
    if not sys.stderr or not sys.stderr.isatty() or (work.output.is_on_terminal):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=work.files or None)

        def show() -> None:
            written = f"{work.rows_fetched:,} rows"
            if work.share_done:
                written += f" of about {work.rows_fetched / work.share_done:,.0f}"
                bar.update(task, total=work.files or 1)
            if work.path.is_file():
                written += f", {work.path.stat().st_size / 1e6:,.0f} MB"
            bar.update(task, description=f"{work.shown} {written}", completed=work.files_done + work.share_done)

        yield show
