"""The schema's SQL files: their order, derived from the SQL itself, and the columns that metrics stand for.

One object per file, file name = object name. A file of `schema/` may name a metric as "{metric}" (or
"{number_metric}"): such a select item or comment stands once for every metric that is not ranked.
"""

from __future__ import annotations

import functools
import graphlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from occupare.errors import DataError

if TYPE_CHECKING:
    import duckdb
    from sqlglot import exp

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class SchemaFile:
    """One object of the schema: its kind (tables, derived or views), its name and its SQL."""

    kind: str
    name: str
    sql: str


@dataclass(frozen=True)
class Metric:
    """What a column of the wide tables needs to know of its metric."""

    metric_id: str
    value_kind: str
    label: str
    unit: str | None
    decimals: int

    @property
    def placeholders(self) -> dict[str, str]:
        """What each {placeholder} of a wide file stands for, for this metric."""
        is_number = self.value_kind == "number"
        number_type = f"DECIMAL(18, {self.decimals})" if self.decimals else "BIGINT"
        return {
            "{sql_type}": number_type if is_number else "VARCHAR",
            "{value_column}": f"{self.value_kind}_value",
            "{number_metric}": self.metric_id,
            "{metric}": self.metric_id,
            "{label}": self.label.replace("'", "''"),
            "{unit}": (self.unit or "text").replace("'", "''"),
            "{difference_unit}": "percentage points" if self.unit == "percent" else str(self.unit),
        }


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
    import sqlglot
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    named: set[str] = set()
    for statement in sqlglot.parse(without_comments(sql), dialect="duckdb"):
        if statement is None:
            continue
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


def read_metrics(connection: duckdb.DuckDBPyConnection) -> list[Metric]:
    """Return the metrics that are columns of the wide tables, in their order."""
    rows = connection.execute(
        "select metric_id, value_kind, label, unit, decimals from metric where not is_ranked order by sort_order"
    ).fetchall()
    return [Metric(*row) for row in rows]


def statements(sql: str, metrics: list[Metric]) -> Iterator[str]:
    """Yield a file's statements, those that name "{metric}" written out for every metric."""
    import sqlglot
    from sqlglot import exp

    if "metric}" not in sql:
        yield sql
        return
    for statement in sqlglot.parse(sql, dialect="duckdb"):
        if statement is None:
            continue
        if isinstance(statement, exp.Create):
            statement = _with_metric_columns(statement, metrics)
        yield from _for_each_metric(statement.sql("duckdb", comments=False), metrics)


def _with_metric_columns(statement: exp.Expression, metrics: list[Metric]) -> exp.Expression:
    import sqlglot
    from sqlglot import exp

    select = statement.find(exp.Select)
    assert select is not None
    items = [
        written
        for item in select.expressions
        for written in _for_each_metric(item.sql("duckdb", comments=False), metrics)
    ]
    select.set("expressions", [sqlglot.parse_one(item, dialect="duckdb") for item in items])
    return statement


def _for_each_metric(sql: str, metrics: list[Metric]) -> Iterator[str]:
    if "metric}" not in sql:
        yield sql
        return
    numbers_only = "{number_metric}" in sql
    for metric in metrics:
        if numbers_only and metric.value_kind != "number":
            continue
        written = sql
        for placeholder, value in metric.placeholders.items():
            written = written.replace(placeholder, value)
        yield written


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
                escaped = comment.replace("'", "''")
                written.append(f"comment on column {file.name}.\"{column}\" is '{escaped}'")
    connection.execute("; ".join(written))
