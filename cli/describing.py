"""Describe the database from its own catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from occupare.database import packaged_query
from occupare.diagnostics import UsageError, nearest, quoted
from occupare.output import Result, result_of

if TYPE_CHECKING:
    import duckdb


def describe(connection: duckdb.DuckDBPyConnection, name: str | None) -> Result:
    """Return one row per table and view, or per column of the named one; raises UsageError for an unknown name."""
    objects = connection.execute(packaged_query("objects"))
    result = result_of(objects)
    if name is None:
        return result
    names = [row[0] for row in result.rows]
    if name not in names:
        raise UsageError(f"{quoted(name)}: found no table or view of that name{nearest(name, names)}")
    described = connection.execute(packaged_query("columns", object_name=name))
    return result_of(described)
