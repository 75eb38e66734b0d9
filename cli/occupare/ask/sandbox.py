"""Ad-hoc SQL, read-only and sandboxed by the engine itself, not by matching words."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from occupare.ask import limits
from occupare.ask.explained import SANDBOX, explained
from occupare.errors import DataError, UsageError, say
from occupare.result import Result, result_of

if TYPE_CHECKING:
    import duckdb


# What the engine's parser calls the statements that ask, or that work in the temporary schema. A pivot is MULTI. Which
# SET names a variable and which a setting, and which CREATE is temporary, its locked configuration and file decide.
_QUESTIONS = {"SELECT", "EXPLAIN", "MULTI", "PREPARE", "EXECUTE", "TRANSACTION", "SET"}
_TEMPORARY = {"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE", "MERGE_INTO"}
# What no statement may change: DuckDB 1.5 lets some table functions past its own lock, and both make secrets in memory.
STATE = "select name, value from duckdb_settings() union all select name, type from duckdb_secrets() order by all"
POLL_SECONDS = 0.05
GRACE_SECONDS = 0.5  # what the engine gets to stop by itself; some of its functions never look up
ROWS_PER_FETCH = 2048
_BYTES = {"bytes": 1, "byte": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "PiB": 2**50}


def statement_text(statement: str | None, file: str | None) -> str:
    """Return the SQL: the argument, else the file's, else stdin's; raises UsageError where there is none."""
    if statement is not None and file is not None:
        raise UsageError("found a statement and -f FILE; give one of the two")
    if file is not None:
        try:
            statement = Path(file).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{file}: found byte 0x{error.object[error.start]:02x}, expected text in UTF-8") from error
    elif statement is None:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("found no SQL: give it as an argument, with -f FILE, or on stdin")
        try:
            statement = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError(f"stdin: found byte 0x{error.object[error.start]:02x}, expected text in UTF-8") from error
    if statement is None or not statement.strip():
        raise UsageError("found empty SQL, expected a statement such as: select * from occupation_profile")
    return statement


def lock_down(connection: duckdb.DuckDBPyConnection, memory_limit: str | None = None) -> None:
    """Close the connection to files, network, extensions, settings and the disk; nothing can open it again.

    One that is closed stays as it is. Raises UsageError where the memory limit is no amount such as 500MB.
    """
    if connection.execute("select current_setting('lock_configuration')").fetchall() == [(True,)]:
        return
    if memory_limit is not None:
        limits.bytes_of(memory_limit)
        connection.execute(f"set memory_limit = '{memory_limit}'")
    for setting in (
        "set errors_as_json = true",  # for the place of a fault and the name at fault
        "set enable_progress_bar = false",
        "set temp_directory = ''",
        "set allow_persistent_secrets = false",
        "set autoinstall_known_extensions = false",
        "set autoload_known_extensions = false",
        "set allow_community_extensions = false",
        "set python_enable_replacements = false",
        "set enable_external_access = false",
        "set disabled_filesystems = 'LocalFileSystem'",  # last but one: the settings before look at folders
        "set lock_configuration = true",
    ):
        connection.execute(setting)


def run(connection: duckdb.DuckDBPyConnection, sql: str, timeout: float | None = None) -> Result | None:
    """Run the statements and return the rows of the last one, or None where it returns none.

    They run in a thread of their own, so that Ctrl-C and the timeout (seconds) find this one free. Where the engine
    does not stop within half a second the process ends at once, with the exit code that the reason has.
    Raises DataError with the statement, a caret and the engine's message; KeyboardInterrupt on Ctrl-C.
    """
    if timeout is not None and math.isnan(timeout):
        raise UsageError("--timeout nan: expected a number of seconds")
    work = _Statements(connection, sql)
    with engine_off_stdout():
        reason = _finished(work, timeout)
    if reason is not None:
        raise reason
    if work.error is not None:
        raise work.error
    return work.result


class _Statements(threading.Thread):
    """The statements at work on the connection; ends with a result or an error."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
        super().__init__(daemon=True)
        self.connection = connection
        self.sql = sql
        self.result: Result | None = None
        self.error: BaseException | None = None
        self.is_stopped = False

    def run(self) -> None:
        """Run the statements one after another."""
        try:
            self._run_all()
        except BaseException as error:
            self.error = error

    def _run_all(self) -> None:
        limit = _memory_limit(self.connection)
        with answered(self.connection, self.sql) as has_rows:
            self.result = result_of(cast(Any, _WithinLimit(self.connection, limit))) if has_rows else None

    def stop(self) -> bool:
        """Interrupt the engine until the thread ends; returns whether it did within the grace."""
        self.is_stopped = True
        end = time.monotonic() + GRACE_SECONDS
        while self.is_alive() and time.monotonic() < end:
            self.connection.interrupt()
            self.join(POLL_SECONDS)
        return not self.is_alive()


@contextmanager
def answered(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[bool]:
    """Run the statements one after another and yield whether the last has rows, to be fetched in the block.

    Raises DataError with the statement, a caret and the engine's message; where a statement is no query, or changes a
    setting or a secret, no further one runs.
    """
    import duckdb

    failed = sql
    try:
        before = connection.execute(STATE).fetchall()
        statements = connection.extract_statements(sql)
        if not statements:
            raise UsageError("found only comments, expected a statement")
        for statement in statements:
            _refuse_change(connection, before, failed)
            failed = statement.query
            _refuse_no_query(statement)
            connection.execute(statement)
        yield gives_rows(connection, statements[-1])
        _refuse_change(connection, before, failed)
    except (duckdb.Error, RuntimeError) as error:
        raise DataError(explained(connection, failed, str(error), sql)) from error
    except MemoryError as error:
        raise DataError(f"found more rows than memory holds; --memory allows more\n\n{failed}") from error


def _refuse_change(connection: duckdb.DuckDBPyConnection, before: list[Any], statement: str) -> None:
    if connection.execute(STATE).fetchall() != before:
        raise DataError(f"found a statement that changes a setting or a secret\n\n{statement}\n{SANDBOX}")


def _refuse_no_query(statement: duckdb.Statement) -> None:
    """Raise DataError where the engine's parser finds a kind of statement that is no question, such as COPY."""
    try:
        kind = statement.type.name
    except ValueError:  # a kind of which the Python package does not know
        kind = "???"
    if kind not in _QUESTIONS | _TEMPORARY:
        said = f"found a statement of the kind {kind.strip('?') or 'unknown'}, expected a query"
        said += f"\n\n{statement.query.strip()}\n{SANDBOX}"
        if kind in ("PRAGMA", "CALL"):
            said += "; what a pragma shows is a table as well: from pragma_table_info('pay')"
        raise DataError(said)


def gives_rows(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> bool:
    """Return whether the statement just run has a result; the engine gives one to begin or insert as well."""
    import duckdb

    names = [column[0] for column in connection.description or ()]
    return bool(names) and (statement.type == duckdb.StatementType.SELECT or names not in (["Success"], ["Count"]))


@dataclass(frozen=True)
class _WithinLimit:
    """A query's result whose rows may take as many bytes as the engine may: they leave the engine's own account."""

    connection: duckdb.DuckDBPyConnection
    limit: float

    @property
    def description(self) -> Any:
        """The columns, as the connection describes them."""
        return self.connection.description

    def fetchall(self) -> list[Any]:
        """Return all rows; raises DataError where they take more than the limit, by a sample of each fetch."""
        rows: list[Any] = []
        used = 0.0
        while fetched := self.connection.fetchmany(ROWS_PER_FETCH):
            rows += fetched
            used += len(fetched) * (_size(fetched[0]) + _size(fetched[-1])) / 2
            if used > self.limit:
                raise DataError(
                    f"found more rows than {self.limit / 2**20:,.0f} MiB of memory hold, {len(rows):,} so far; "
                    "--memory allows more, 'limit 1000' asks for fewer"
                )
        return rows


def _size(row: tuple[Any, ...]) -> int:
    return sys.getsizeof(row) + sum(map(sys.getsizeof, row))


def _memory_limit(connection: duckdb.DuckDBPyConnection) -> float:
    """Return how many bytes the engine may use."""
    amount, unit = connection.execute("select current_setting('memory_limit')").fetchall()[0][0].split()
    return float(amount) * _BYTES[unit]


def _finished(work: _Statements, timeout: float | None) -> BaseException | None:
    """Wait until the work is done; returns why it was stopped before, or None."""
    interrupts: list[int] = []
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number)) if is_main else None
    end = time.monotonic() + timeout if timeout else math.inf
    reason: BaseException | None = None
    try:
        work.start()
        while work.is_alive() and reason is None:
            work.join(min(POLL_SECONDS, max(end - time.monotonic(), 0)))
            if interrupts:
                reason = KeyboardInterrupt()
            elif work.is_alive() and time.monotonic() >= end:
                reason = DataError(limits.stopped_after(timeout))
        if reason is not None and not work.stop():
            say(str(reason) or "interrupted")
            os._exit(130 if interrupts else 1)
    finally:
        if is_main:
            signal.signal(signal.SIGINT, before)
    return reason


@contextmanager
def engine_off_stdout() -> Iterator[None]:
    """Keep stdout for the answer: DuckDB 1.5 prints profiles and logs there when a statement asks for them."""
    if sys.__stdout__ is None:  # closed by whoever started us: 1 may be any other file by now, the database too
        yield
        return
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
