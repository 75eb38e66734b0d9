"""Where the database is, and how it is opened: read-only, built on first use at the default path only."""

from __future__ import annotations

import math
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import DatabaseError, DataError, quoted

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 2
DEFAULT_PATH = "occupations.duckdb"
ENVIRONMENT_VARIABLE = "OCCUPARE_DATABASE"
SECONDS_TO_WAIT = 60
# What the engine says of a file, whole or damaged, where the process has no memory, descriptor or thread left.
_WANT = (
    "Out of Memory",
    "bad allocation",
    "bad_alloc",
    "Too many open files",
    "Cannot allocate",
    "temporarily unavailable",
)


def database_path(given: str | None) -> Path:
    """Return the path of the database: as given, else from the environment, else ./occupations.duckdb."""
    return Path(given or os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT_PATH)


def is_newer(version: str) -> bool:
    """Return whether a schema version, as build_info has it, is one of a later Occupare."""
    return version.isdecimal() and int(version) > SCHEMA_VERSION


def connect(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only, or without a path an empty database in memory.

    No extension is fetched or loaded for it, and no bar shown. Raises duckdb.Error.
    """
    import duckdb

    # As an absolute path: the engine would look for another program's database behind 'md:x' or 'sqlite:x'.
    name = ":memory:" if path is None else str(path.absolute())
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(name, read_only=path is not None, config=config)
    connection.execute("set enable_progress_bar = false")
    return connection


def in_memory() -> duckdb.DuckDBPyConnection:
    """Return an empty database in memory."""
    return connect()


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only; raises DatabaseError that names the holder or what is wrong, and the remedy."""
    import duckdb

    refuse_what_is_no_file(path)
    try:
        return connect(path)
    except duckdb.Error as error:
        raise DatabaseError(_why_it_cannot_be_opened(path, str(error))) from error


def refuse_what_is_no_file(path: Path) -> None:
    """Raise DatabaseError where a path can't be that of a database file, such as a folder or a pipe."""
    odd = next((mark for mark in "?\\" if mark in str(path.absolute()) and mark != os.sep), None)
    if odd:
        raise DatabaseError(
            f"{path}: found {quoted(odd)}, which the engine reads as more than a name; name another path"
        )
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DatabaseError(f"{path}: cannot be opened: {reason}; name another with --database") from error
    if stat.S_ISDIR(mode):
        raise DatabaseError(f"{path}: found a folder, expected a database file")
    if not stat.S_ISREG(mode):
        raise DatabaseError(f"{path}: found a pipe or device, expected a database file")


def _why_it_cannot_be_opened(path: Path, message: str) -> str:
    holder = re.search(r"Conflicting lock is held in (.+?)\s*\(PID (\d+)\)", message)
    if holder or "Could not set lock on file" in message or "being used by another process" in message:
        by = f": {holder[1]} (process {holder[2]}). Close it there" if holder else "; close it there"
        return f"{path}: another program holds the file open for writing{by}, or open it read-only there"
    if not os.access(path, os.R_OK):
        return f"{path}: may not be read; change its permissions, or name another with --database"
    reason = message.splitlines()[0]
    if any(words in message for words in _WANT):
        return (
            f"{path}: cannot be opened: {reason}; give the process more; where that does not help, the file is damaged"
        )
    version = re.search(
        r"database file with version number (\d+)|[Uu]nsupported storage version|newer version of DuckDB", message
    )
    if version:
        return f"{path}: written by a newer version of DuckDB; upgrade occupare and duckdb to read it ({reason})"
    if _begins_as_a_database(path):
        return f"{path}: the file is damaged: {reason}; build it again under another name, or bring it back from a copy"
    return f"{path}: found a file that is not a DuckDB database; name another with --database"


def _begins_as_a_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def literal(value: str | float | list[str]) -> str:
    """Return a text, a number, or a list of texts, as an SQL literal.

    Literals, not bound parameters: on DuckDB 1.5 binding one imports numpy, pandas and pyarrow where installed.
    """
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        parts = ["'" + part.replace("'", "''") + "'" for part in value.split("\0")]
        return parts[0] if len(parts) == 1 else f"({' || chr(0) || '.join(parts)})"  # the parser ends at a NUL
    if isinstance(value, float) and not math.isfinite(value):
        return f"cast('{value}' as double)"
    return repr(value) if value >= 0 else f"({value!r})"  # two minuses are a comment


def identifier(name: str) -> str:
    """Return a name as a quoted identifier; raises DataError for one that holds a NUL, where the parser ends."""
    if "\0" in name:
        raise DataError(f"{quoted(name)}: found a NUL in a name, expected text")
    return '"' + name.replace('"', '""') + '"'


def csv_rows(path: Path) -> str:
    """Return the SQL of the rows of a CSV file that comes along, all text, empty cells null."""
    return (
        f"select * from read_csv({literal(str(path))}, header = true, all_varchar = true, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '')"
    )


def packaged_query(name: str, **values: str | list[str]) -> str:
    """Return one of the command line's own queries with its $names filled in as literals."""
    sql = (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    body = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return re.sub(r"\$([a-z_]+)", lambda match: literal(values[match[1]]), body)
