"""Where the figures of a page come from: each release with its source, and what the figures from it mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from occupare.report.tables import LISTS
from occupare.result import result_of

if TYPE_CHECKING:
    import duckdb

    from occupare.ask.comparison import Line


class Sources:
    """The releases that lines come from, in the order in which they are first seen."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        query = "select source_name, publisher, licence, url from source"
        self._known = {row["source_name"]: row for row in dictionaries(connection, query)}
        self._found: dict[str, dict[str, Any]] = {}

    def add(self, lines: Iterable[Line]) -> None:
        """Note the release of each line, and what its figure means there."""
        for line in lines:
            if line.metric_id == "title":
                continue
            if line.release_id not in self._found:
                told: dict[str, Any] = {"release": line.release_name, "period": line.period, "meanings": {}}
                self._found[line.release_id] = self._known.get(line.source_name, {}) | told
            label = LISTS.get(line.family_metric_id, line.label)
            meanings = self._found[line.release_id]["meanings"]
            meanings.setdefault(line.meaning or "not defined by the source", {})[label] = None

    def listed(self) -> list[dict[str, Any]]:
        """Return the releases, each with its source and its meanings: the labels of the figures by what they mean."""
        return list(self._found.values())


def dictionaries(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query, each by the names of its columns."""
    connection.execute(query)
    rows = result_of(connection)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def by_occupation(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a query by the occupation that each is of."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in dictionaries(connection, query):
        found.setdefault(row["occupation_id"], []).append(row)
    return found
