"""The rows of a query with the names, SQL types and units of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """Rows to write as they come, with the names, SQL types (text where none are given) and units of their columns."""

    columns: list[str]
    rows: Iterable[Row]
    types: list[str] | None = None
    units: list[str | None] | None = None


@dataclass(frozen=True)
class Result(Rows):
    """All rows of an answer."""

    rows: list[Row]


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
