"""The schema's files, run: the one place that makes tables and views of them in a database.

A build, the dictionary, the checks of seeds and the templates of seeds all come through here.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.catalog import schema_files
from occupare.catalog.lineage import origins
from occupare.catalog.schema_files import SchemaFile
from occupare.catalog.tables import Table, read_catalog
from occupare.catalog.templates import Vocabulary, read_vocabulary, written_out
from occupare.database import csv_rows, identifier, in_memory, literal

if TYPE_CHECKING:
    import duckdb

BUILD_INFO = """
create table build_info (property text not null, value text not null);
comment on table build_info is 'One row: a fact about how this database was built.';
comment on column build_info.property is 'What the fact is about, such as schema version or seed folder 1.';
comment on column build_info.value is 'The fact, as text.';
"""


@functools.cache
def packaged_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes along: what the columns of the tables stand for."""
    with closing(in_memory()) as connection:
        for name in ("section", "metric"):
            definition = next(file.sql for file in schema_files.sql_files("tables") if file.name == name)
            connection.execute(schema_files.without_references(definition))
            path = Path(str(files("occupare.seeds").joinpath("vocabulary", f"{name}.csv")))
            connection.execute(f"insert into {name} by name {csv_rows(path)}")
        return read_vocabulary(connection)


@functools.cache
def _table_files() -> list[SchemaFile]:
    """Return the files of the tables that seeds fill, each after all that it refers to."""
    tables = schema_files.ordered_schema_files(["tables"])
    return [each for file in tables for each in written_out(file, packaged_vocabulary())]


@functools.cache
def seed_tables() -> dict[str, Table]:
    """Return the tables that seeds fill, by name, each after all that it refers to, with the references declared."""
    with closing(in_memory()) as connection:
        for file in _table_files():
            connection.execute(file.sql)
        return read_catalog(connection, [file.name for file in _table_files()])


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that seeds fill, without their references: these are checked before a row is stored."""
    for file in _table_files():
        connection.execute(schema_files.without_references(file.sql))


def create_answers(connection: duckdb.DuckDBPyConnection, check: Callable[[list[SchemaFile]], None]) -> None:
    """Create the views and the stored answers over filled tables; `check` is called with the checks that are due.

    Checks come before a stored answer that they do not read, for it would refuse the rows that a check names.
    """
    vocabulary = read_vocabulary(connection)
    created: list[SchemaFile] = []
    for is_check, group in itertools.groupby(schema_files.after_tables(), lambda file: file.kind == "checks"):
        due = list(group)
        if is_check:
            check(due)
            continue
        for file in (each for template in due for each in written_out(template, vocabulary)):
            for statement in connection.extract_statements(file.sql):
                is_table = file.kind == "derived" and statement.query.lstrip().lower().startswith("create table")
                connection.execute(schema_files.without_references(statement.query) if is_table else statement)
            created.append(file)
    inherit_column_comments(connection, created)


def declared() -> duckdb.DuckDBPyConnection:
    """Return a database in memory that has the schema as its files declare it, references included.

    It holds no row; its wide tables have a column for each metric of the vocabulary. (A built file has no references.)
    """
    connection = in_memory()
    connection.execute(BUILD_INFO)
    vocabulary = packaged_vocabulary()
    schema = [each for file in schema_files.ordered_schema_files() for each in written_out(file, vocabulary)]
    for file in schema:
        connection.execute(file.sql)
    inherit_column_comments(connection, [file for file in schema if file.kind != "tables"])
    return connection


def inherit_column_comments(connection: duckdb.DuckDBPyConnection, created: list[SchemaFile]) -> None:
    """Give each column without a comment the comment of the column that it is computed from.

    So a comment is written once, where the quantity comes from. The files come in their order, each after all that it
    reads.
    """
    rows = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() "
        "where database_name = current_database() and not internal order by table_name, column_index"
    ).fetchall()
    comments: dict[str, dict[str, str | None]] = {}
    for table, column, comment in rows:
        comments.setdefault(table, {})[column] = comment
    written = []
    for file in created:
        columns = comments[file.name]
        for column in [name for name, comment in columns.items() if comment is None]:
            inherited = (comments.get(table, {}).get(name) for table, name in origins(file.sql, column))
            comment = next((text for text in inherited if text), None)
            if comment:
                columns[column] = comment
                written.append(f"comment on column {identifier(file.name)}.{identifier(column)} is {literal(comment)}")
    connection.execute("; ".join(written))
