"""The schema's SQL files and their order, derived from the SQL itself. One object per file, file name = object name."""

from __future__ import annotations

import functools
import graphlib
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from occupare.catalog.templates import parsed
from occupare.database import identifier, literal
from occupare.errors import DataError

if TYPE_CHECKING:
    import duckdb

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class SchemaFile:
    """One object of the schema: its kind (tables, derived or views), its name and its SQL."""

    kind: str
    name: str
    sql: str


def sql_files(folder: str) -> list[SchemaFile]:
    """Return the SQL files of one folder of the schema, sorted by name."""
    entries = files("occupare.schema").joinpath(folder).iterdir()
    return [
        SchemaFile(folder, entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8"))
        for entry in sorted(entries, key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    ]


def ordered_schema_files() -> list[SchemaFile]:
    """Return every table, derived table and view, each after all that it names.

    Raises DataError where two files create one name, a file names what no file creates, or files form a cycle.
    """
    schema_files = {}
    for file in (file for folder in ("tables", "derived", "views") for file in sql_files(folder)):
        if file.name in schema_files:
            raise DataError(f"schema/{file.kind}/{file.name}.sql: another file creates {file.name} too")
        schema_files[file.name] = file
    needs = {name: named_tables(file.sql) - {name} for name, file in schema_files.items()}
    for name, named in needs.items():
        for unknown in sorted(named - needs.keys()):
            kind = schema_files[name].kind
            raise DataError(f"schema/{kind}/{name}.sql: names {unknown}, which no file of the schema creates")
    try:
        return [schema_files[name] for name in graphlib.TopologicalSorter(needs).static_order()]
    except graphlib.CycleError as error:
        cycle = " → ".join(f"{schema_files[name].kind}/{name}.sql" for name in error.args[1])
        raise DataError(f"schema: these files need each other in a circle: {cycle}") from error


def around_stored_answers(schema_files: list[SchemaFile]) -> tuple[list[SchemaFile], list[SchemaFile]]:
    """Return the views that no stored answer feeds, and the stored answers (derived tables) with the views on them.

    Between the two the checks run, for a stored answer refuses the rows that a check would name.
    """
    before, after = [], []
    stored: set[str] = set()
    for file in schema_files:
        if file.kind == "derived" or named_tables(file.sql) & stored:
            stored.add(file.name)
            after.append(file)
        elif file.kind == "views":
            before.append(file)
    return before, after


def without_comments(sql: str) -> str:
    """Return a file's SQL without its comments on the object, which stand last and name no other."""
    return sql.partition("\ncomment on ")[0]


@functools.cache
def named_tables(sql: str) -> frozenset[str]:
    """Return the tables and views that a file's statements read or reference.

    Scopes tell a table from a common table expression of the same name; foreign keys are read beside them.
    """
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    named: set[str] = set()
    for statement in parsed(sql):
        for reference in statement.find_all(exp.Reference):
            named.update(table.name for table in reference.find_all(exp.Table))
        query = statement.expression if isinstance(statement, exp.Create | exp.Insert) else statement
        if isinstance(query, exp.Query):
            for scope in traverse_scope(query):
                tables = (source for source in scope.sources.values() if isinstance(source, exp.Table))
                named.update(table.name for table in tables if isinstance(table.this, exp.Identifier))
    return frozenset(named)


@functools.cache
def without_references(sql: str) -> str:
    """Return a table's SQL without its foreign keys.

    They are checked on the seeds before a row is stored, all at once. In the file each would keep an index of its
    own, which takes a block, doubles the load and guards rows that are never edited.
    """
    import sqlglot
    from sqlglot import exp

    definition = without_comments(sql)
    create = sqlglot.parse_one(definition, dialect="duckdb")
    create.this.set("expressions", [part for part in create.this.expressions if not isinstance(part, exp.ForeignKey)])
    for constraint in list(create.find_all(exp.ColumnConstraint)):
        if isinstance(constraint.kind, exp.Reference):
            constraint.pop()
    return f"{create.sql('duckdb', comments=False)};{sql.removeprefix(definition)}"


def inherit_column_comments(connection: duckdb.DuckDBPyConnection, files: list[SchemaFile]) -> None:
    """Give each column without a comment the comment of the column of that name in what its file reads.

    A quantity has one name everywhere, so a comment is written once, where the quantity comes from; where a file reads
    several, the one that most of them have. The files come in their order, each after all that it reads.
    """
    rows = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() "
        "where database_name = current_database() and not internal order by table_name, column_index"
    ).fetchall()
    comments: dict[str, dict[str, str | None]] = {}
    for table, column, comment in rows:
        comments.setdefault(table, {})[column] = comment
    written = []
    for file in files:
        read = [comments[name] for name in sorted(named_tables(file.sql) - {file.name})]
        for column, own in comments[file.name].items():
            found = Counter(comment for columns in read if (comment := columns.get(column)))
            if own is None and found:
                comment = min(found, key=lambda text: (-found[text], text))
                comments[file.name][column] = comment
                written.append(f"comment on column {identifier(file.name)}.{identifier(column)} is {literal(comment)}")
    connection.execute("; ".join(written))
