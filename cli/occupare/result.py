"""The rows of a query with the names and SQL types of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Result:
    """Rows to print, with the names of their columns and, where the engine gave them, their SQL types."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    types: list[str] | None = None


def result_of(connection: duckdb.DuckDBPyConnection) -> Result:
    """Return all rows of a connection's last query."""
    names, types = columns_of(connection)
    return Result(names, connection.fetchall(), types)


def columns_of(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[str]]:
    """Return the names (one that stands twice gets a number) and the SQL types of a connection's last query."""
    names: list[str] = []
    for column in connection.description:
        name, number = column[0], 0
        while name in names:
            number += 1
            name = f"{column[0]}_{number}"
        names.append(name)
    return names, [str(column[1]) for column in connection.description]
