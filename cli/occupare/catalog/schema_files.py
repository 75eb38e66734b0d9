"""The schema's SQL files and their order, derived from the SQL itself. One object per file, file name = object name."""

from __future__ import annotations

import functools
import graphlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from occupare.catalog.lineage import parsed, scopes
from occupare.catalog.rules import with_rules
from occupare.errors import DataError


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


def ordered_schema_files(folders: Sequence[str] = ("tables", "derived", "views")) -> list[SchemaFile]:
    """Return every table, derived table and view of the folders, each after all that it names.

    Raises DataError where two files create one name, a file names what no file creates, or files form a cycle.
    """
    schema_files = {}
    for file in (file for folder in folders for file in sql_files(folder)):
        if file.name in schema_files:
            raise DataError(f"schema/{file.kind}/{file.name}.sql: another file creates {file.name} too")
        schema_files[file.name] = replace(file, sql=with_rules(file.sql))
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


def after_tables() -> list[SchemaFile]:
    """Return what follows once the tables are filled: views, checks and stored answers (derived tables), in order.

    Each check comes as early as what it reads: on tables alone before any view, and those that read no stored answer
    before the first of these, as a stored answer refuses the rows that a check would name.
    """
    early: list[SchemaFile] = []
    late: list[SchemaFile] = []
    stored: set[str] = set()
    for file in ordered_schema_files():
        if file.kind == "derived" or named_tables(file.sql) & stored:
            stored.add(file.name)
            late.append(file)
        elif file.kind == "views":
            early.append(file)
    views = {file.name for file in early}
    stages: list[list[SchemaFile]] = [[], [], []]
    for check in sql_files("checks"):
        named = named_tables(check.sql)
        stages[2 if named & stored else 1 if named & views else 0].append(check)
    return [*stages[0], *early, *stages[1], *late, *stages[2]]


@functools.cache
def named_tables(sql: str) -> frozenset[str]:
    """Return the tables and views that a file's statements read or reference.

    Scopes tell a table from a common table expression of the same name; foreign keys are read beside them.
    """
    from sqlglot import exp

    references = [reference for statement in parsed(sql) for reference in statement.find_all(exp.Reference)]
    referenced = {table.name for reference in references for table in reference.find_all(exp.Table)}
    sources = [source for scope in scopes(sql) for source in scope.sources.values() if isinstance(source, exp.Table)]
    return frozenset(referenced | {source.name for source in sources if isinstance(source.this, exp.Identifier)})


@functools.cache
def without_references(sql: str) -> str:
    """Return a table's SQL without its foreign keys.

    They are checked on the seeds before a row is stored, all at once. In the file each would keep an index of its
    own, which takes a block, doubles the load and guards rows that are never edited.
    """
    from sqlglot import exp

    create, *others = parsed(sql)
    create = create.copy()
    create.this.set("expressions", [part for part in create.this.expressions if not isinstance(part, exp.ForeignKey)])
    for constraint in list(create.find_all(exp.ColumnConstraint)):
        if isinstance(constraint.kind, exp.Reference):
            constraint.pop()
    return ";\n".join(statement.sql("duckdb", comments=False) for statement in [create, *others])
