"""Ad-hoc SQL, read-only and sandboxed by the engine itself, not by matching words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from occupare.ask import limits
from occupare.ask.explained import SANDBOX, explained
from occupare.ask.watched import Watched
from occupare.errors import DataError, UsageError
from occupare.result import Result, result_of

if TYPE_CHECKING:
    import duckdb


# What the engine's parser calls the statements that ask, or that work in the temporary schema. A pivot is MULTI. Which
# SET names a variable and which a setting, and which CREATE is temporary, its locked configuration and file decide.
_QUESTIONS = {"SELECT", "EXPLAIN", "MULTI", "PREPARE", "EXECUTE", "TRANSACTION", "SET"}
_TEMPORARY = {"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE", "MERGE_INTO"}
# What no statement may change: DuckDB 1.5 lets some table functions past its own lock, and both make secrets in memory.
STATE = "select name, value from duckdb_settings() union all select name, type from duckdb_secrets() order by all"
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
    """Run the statements, `timeout` seconds at most, and return the rows of the last, or None where it returns none.

    Raises DataError with the statement, a caret and the engine's message; KeyboardInterrupt on Ctrl-C.
    """

    def work() -> Result | None:
        limit = _memory_limit(connection)
        with answered(connection, sql) as has_rows:
            return result_of(cast(Any, _WithinLimit(connection, limit))) if has_rows else None

    return Watched(connection).answer(work, timeout)


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
