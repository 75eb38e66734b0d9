"""Ad-hoc SQL, read-only and sandboxed by the engine itself, not by matching words."""

from __future__ import annotations

import math
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.diagnostics import DataError, UsageError, nearest
from occupare.output import Result, result_of

if TYPE_CHECKING:
    import duckdb


# How the engine words what the sandbox refuses.
_REFUSALS = ("external access", "disabled by configuration", "configuration has been locked", "read-only")


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
    if not statement.strip():
        raise UsageError("found empty SQL, expected a statement such as: select * from occupation_profile")
    return statement


def lock_down(connection: duckdb.DuckDBPyConnection, memory_limit: str | None = None) -> None:
    """Close the connection to files, network, extensions, settings and the disk; nothing can open it again."""
    import duckdb

    if memory_limit is not None:
        try:
            connection.execute(f"set memory_limit = '{memory_limit.replace(chr(39), '')}'")
        except duckdb.Error as error:
            raise UsageError(f"--memory {memory_limit}: expected an amount such as 500MB or 2GB") from error
    for setting in (
        "set temp_directory = ''",
        "set autoinstall_known_extensions = false",
        "set autoload_known_extensions = false",
        "set allow_community_extensions = false",
        "set python_enable_replacements = false",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ):
        connection.execute(setting)


def run(connection: duckdb.DuckDBPyConnection, sql: str, timeout: float | None = None) -> Result | None:
    """Run the statements and return the rows of the last one, or None where it returns none.

    Raises DataError with the statement, a caret and the engine's message; KeyboardInterrupt on Ctrl-C.
    """
    import duckdb

    if timeout is not None and math.isnan(timeout):
        raise UsageError("--timeout nan: expected a number of seconds")
    result = None
    with _interruptible(connection, timeout) as why:
        statement_sql = sql
        try:
            statements = connection.extract_statements(sql)
            if not statements:
                raise UsageError("found only comments, expected a statement")
            for statement in statements:
                statement_sql = statement.query
                connection.execute(statement)
                result = result_of(connection) if _gives_rows(connection, statement) else None
        except (duckdb.Error, RuntimeError) as error:
            if why:
                raise why[0] from error
            raise DataError(explained(connection, statement_sql, str(error))) from error
    if why:
        raise why[0]
    return result


def _gives_rows(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> bool:
    """Return whether the statement just run has a result; the engine gives one to begin or insert as well."""
    import duckdb

    names = [column[0] for column in connection.description or ()]
    return bool(names) and (statement.type == duckdb.StatementType.SELECT or names not in (["Success"], ["Count"]))


@contextmanager
def _interruptible(connection: duckdb.DuckDBPyConnection, timeout: float | None) -> Iterator[list[BaseException]]:
    """Let Ctrl-C and the timeout interrupt the engine; yields a list that then holds the reason.

    A signal handler, since the exception that Ctrl-C raises inside the engine leaves the connection hanging.
    """
    why: list[BaseException] = []

    def stop(reason: BaseException) -> None:
        why.append(reason)
        connection.interrupt()

    def on_signal(*_: Any) -> None:
        stop(KeyboardInterrupt())

    seconds = f"{timeout:g} second{'s' if timeout != 1 else ''}" if timeout else ""
    timer = threading.Timer(timeout or 0, stop, [DataError(f"stopped after {seconds}; --timeout allows more")])
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, on_signal) if is_main else None
    if timeout:
        timer.start()
    try:
        yield why
    finally:
        timer.cancel()
        if is_main:
            signal.signal(signal.SIGINT, before)


def explained(connection: duckdb.DuckDBPyConnection, sql: str, message: str) -> str:
    """Return the engine's message, without its type and advice, and the nearest name where one is unknown."""
    import re

    unknown = re.search(r'(?:Table with name|Referenced column|column named|Column) "?([\w.]+)"?', message)
    text = message.strip()
    if "LINE " not in text:
        text = f"{text}\n\n{sql.strip()}"
    if unknown and "Did you mean" not in text and "Candidate" not in text:
        names = connection.execute(
            "select table_name from duckdb_columns() where not internal union select column_name from duckdb_columns() "
            "where not internal"
        ).fetchall()
        text += nearest(unknown[1], [row[0] for row in names])
    if any(refusal in text for refusal in _REFUSALS):
        text += "\noccupare sql reads this database and nothing else: no file, network, extension or setting"
    return text
