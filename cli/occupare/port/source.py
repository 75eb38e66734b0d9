"""What a port carries: every table with its keys, every view as authored, every comment, from one database file."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from occupare.catalog import schema_files, templates
from occupare.catalog.creation import declared
from occupare.catalog.description import declared_tables
from occupare.catalog.tables import Table, read_catalog

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class View:
    """A view: its name, the query as authored (in DuckDB's SQL, its metrics written out) and its columns."""

    name: str
    query: str
    columns: list[str]


@dataclass(frozen=True)
class Source:
    """A database to port: its tables and its views, each after all that it names, and their comments."""

    connection: duckdb.DuckDBPyConnection
    tables: list[Table]
    views: list[View]
    comments: dict[tuple[str, str | None], str]

    def comment(self, name: str, column: str | None = None) -> str:
        """Return the comment on a table or view, or on a column of it; an empty text where there is none."""
        return self.comments.get((name, column), "")


def read_source(connection: duckdb.DuckDBPyConnection) -> Source:
    """Return what the database holds: columns and rows are its own, keys and views those that the schema declares."""
    names = [
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = current_database() and not internal "
            "order by table_name"
        ).fetchall()
    ]
    tables = read_catalog(connection, names)
    with closing(declared()) as memory:
        for name, table in declared_tables(memory).items():
            if name in tables:
                tables[name].keys = table.keys
    return Source(connection, list(tables.values()), _views(connection), _comments(connection))


def _views(connection: duckdb.DuckDBPyConnection) -> list[View]:
    import sqlglot

    vocabulary = templates.read_vocabulary(connection)
    columns: dict[str, list[str]] = {}
    for name, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = current_database() "
        "order by table_name, column_index"
    ).fetchall():
        columns.setdefault(name, []).append(column)
    files = [file for file in schema_files.ordered_schema_files() if file.kind == "views"]
    views = []
    for file in (each for template in files for each in templates.written_out(template, vocabulary)):
        create = sqlglot.parse(file.sql, dialect="duckdb")[0]
        if file.name in columns and create is not None:
            query = create.expression.sql("duckdb", comments=False)
            views.append(View(file.name, query, columns[file.name]))
    return views


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str | None], str]:
    rows = connection.execute(
        """
        select table_name, null, comment from duckdb_tables() where database_name = current_database()
        union all
        select view_name, null, comment from duckdb_views() where database_name = current_database() and not internal
        union all
        select table_name, column_name, comment from duckdb_columns() where database_name = current_database()
        """
    ).fetchall()
    return {(name, column): comment for name, column, comment in rows if comment}
