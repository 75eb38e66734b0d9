"""The rows of a query with the names, SQL types and units of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = tuple[Any, ...]

# The type of figures of every unit, of which the last digits say nothing of most.
_OF_EVERY_UNIT = re.compile(r"DECIMAL\(\d+,([4-9]|\d\d)\)")


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


def with_own_digits(result: Result) -> Result:
    """Return rows whose numbers of a type for figures of every unit have no zeros at their end: 101420, 4.9."""
    wide = {index for index, type_ in enumerate(result.types or []) if _OF_EVERY_UNIT.fullmatch(type_)}
    if not wide:
        return result
    rows = [tuple(_shortest(cell) if index in wide else cell for index, cell in enumerate(row)) for row in result.rows]
    return replace(result, rows=rows)


def _shortest(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    return Decimal(f"{value:f}".rstrip("0").rstrip("."))  # exact, where arithmetic would round to 28 digits
