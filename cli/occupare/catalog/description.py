"""What is in a database: described from its catalog, and drawn as a diagram."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from occupare.database import packaged_query
from occupare.errors import UsageError, nearest, quoted
from occupare.result import Result, result_of

if TYPE_CHECKING:
    import duckdb

    from occupare.catalog.tables import Key, Table


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


def declared_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, Table]:
    """Return every table of a database that `declared` made, by name, with its columns and keys."""
    from occupare.catalog.tables import read_catalog

    rows = connection.execute("select table_name from duckdb_tables() where not internal order by all").fetchall()
    return read_catalog(connection, [row[0] for row in rows])


def diagram(name: str | None = None, tables: dict[str, Table] | None = None) -> str:
    """Return the tables' keys and references as a Mermaid erDiagram; with a name, of that table and its neighbours.

    The tables are those of the schema unless given. Raises UsageError where none has the name.
    """
    if tables is None:
        from occupare.catalog.creation import declared

        with closing(declared()) as connection:
            tables = declared_tables(connection)
    if name is not None and name not in tables:
        expected = f"found no table of that name in the schema{nearest(name, list(tables))}"
        raise UsageError(f"{quoted(name)}: {expected} (a view has no keys)")
    references = [(table, key) for table in tables.values() for key in table.keys if key.kind == "FOREIGN KEY"]
    if name is not None:
        references = [(table, key) for table, key in references if name in (table.name, key.referenced_table)]
    ends = {end for table, key in references for end in (table.name, str(key.referenced_table))}
    shown = tables if name is None else {each: tables[each] for each in sorted({name} | ends)}
    lines = ["erDiagram"]
    for table in shown.values():
        lines += _entity(table)
    lines += [_relation(table, key) for table, key in references]
    return "\n".join(lines) + "\n"


def marks(table: Table) -> dict[str, list[str]]:
    """Return what each column of a table is to its keys: PK, FK, UK (unique) or several."""
    kinds = {"PRIMARY KEY": "PK", "FOREIGN KEY": "FK", "UNIQUE": "UK"}
    found: dict[str, list[str]] = {}
    for key in table.keys:
        for column in key.columns if key.kind in kinds else []:
            if kinds[key.kind] not in found.setdefault(column, []):
                found[column].append(kinds[key.kind])
    order = list(kinds.values())
    return {column: sorted(marks, key=order.index) for column, marks in found.items()}


def _entity(table: Table) -> list[str]:
    """Return the lines of a table: its key columns alone, as a diagram of all columns cannot be read."""
    marked = marks(table)
    columns = [column for column in table.columns.values() if column.name in marked]
    # Mermaid takes a word for a type: no comma, no space.
    typed = [
        f"        {column.data_type.split('(')[0].replace(' ', '_')} {column.name} {', '.join(marked[column.name])}"
        for column in columns
    ]
    return [f"    {table.name} {{", *typed, "    }"] if typed else [f"    {table.name}"]


def _relation(table: Table, key: Key) -> str:
    """Return the line of a reference: how many rows of the table may stand for one of the referenced table."""
    unique = {tuple(sorted(each.columns)) for each in table.keys if each.kind in ("PRIMARY KEY", "UNIQUE")}
    is_optional = any(table.columns[column].is_nullable for column in key.columns)
    parent = "|o" if is_optional else "||"
    child = "o|" if tuple(sorted(key.columns)) in unique else "o{"
    return f'    {key.referenced_table} {parent}--{child} {table.name} : "{", ".join(key.columns)}"'
