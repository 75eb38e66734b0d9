"""Where the database is, and how it is opened: read-only, built on first use at the default path only."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import DatabaseError, DataError, quoted

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 1
DEFAULT_PATH = "occupations.duckdb"
ENVIRONMENT_VARIABLE = "OCCUPARE_DATABASE"
SECONDS_TO_WAIT = 60


def database_path(given: str | None) -> Path:
    """Return the path of the database: as given, else from the environment, else ./occupations.duckdb."""
    return Path(given or os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT_PATH)


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only; raises DatabaseError that names the holder or what is wrong, and the remedy."""
    import duckdb

    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise DatabaseError(_why_it_cannot_be_opened(path, str(error))) from error
    connection.execute("set enable_progress_bar = false")
    return connection


def in_memory() -> duckdb.DuckDBPyConnection:
    """Return an empty database in memory that neither fetches extensions nor shows a bar."""
    import duckdb

    connection = duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    connection.execute("set enable_progress_bar = false")
    return connection


def _why_it_cannot_be_opened(path: Path, message: str) -> str:
    holder = re.search(r"Conflicting lock is held in (.+?)\s*\(PID (\d+)\)", message)
    if holder:
        return (
            f"{path}: another program holds the file open for writing: {holder[1]} (process {holder[2]}). "
            "Close it there, or open it read-only there"
        )
    if path.is_dir():
        return f"{path}: found a folder, expected a database file"
    if "lock" in message.lower() or "being used by another process" in message:
        return f"{path}: another program holds the file open for writing; close it there, or open it read-only there"
    if not os.access(path, os.R_OK):
        return f"{path}: may not be read; change its permissions, or name another with --database"
    return f"{path}: found a file that is not a DuckDB database, or a damaged one: {message.splitlines()[0]}"


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
