"""What a port says to an engine: the statements that make a table, a view, a key or a comment there.

Every engine gets the same files: tables, data, keys, views, comments, and one that loads them all. What differs between
engines is said in a class of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from occupare.catalog.tables import Column, Table
from occupare.errors import UsageError
from occupare.port import rewrites
from occupare.port.source import Source, View

Advance = Callable[[str], None]


@dataclass(frozen=True)
class Engine:
    """An engine: its dialect, the schema that is filled there, and whether our tests run what is written for it."""

    schema: str

    dialect: ClassVar[str]
    rewrites: ClassVar[tuple[rewrites.Rewrite, ...]] = (rewrites.held_at_both_ends,)
    is_run_by_tests: ClassVar[bool] = False
    data_format: ClassVar[str] = "parquet"
    text_type: ClassVar[str | None] = None
    loaded_with: ClassVar[str]

    def quoted(self, name: str) -> str:
        """Return a name as the engine quotes it."""
        from sqlglot import exp

        return exp.to_identifier(name, quoted=True).sql(self.dialect)

    def literal(self, text: str) -> str:
        """Return a text as the engine quotes it."""
        from sqlglot import exp

        return exp.Literal.string(text).sql(self.dialect)

    def translated(self, sql: str) -> str:
        """Return a query or an expression of DuckDB's SQL in the engine's."""
        return rewrites.translated(sql, self.dialect, self.rewrites)

    def type_of(self, column: Column) -> str:
        """Return the engine's type of a column."""
        from sqlglot import exp

        if self.text_type and column.data_type == "VARCHAR":
            return self.text_type
        return exp.DataType.build(column.data_type, dialect="duckdb").sql(self.dialect)

    def table(self, table: Table, source: Source) -> list[str]:  # noqa: ARG002 for engines whose tables have comments
        """Return the statements that make a table."""
        columns = ",\n    ".join(
            f"{self.quoted(column.name)} {self.type_of(column)}{'' if column.is_nullable else ' not null'}"
            for column in table.columns.values()
        )
        return [f"create table {self.quoted(table.name)} (\n    {columns}\n)"]

    def view(self, view: View, source: Source) -> str:  # noqa: ARG002 as above
        """Return the statement that makes a view."""
        return f"create view {self.quoted(view.name)} as\n{self.translated(view.query)}"

    def keys(self, source: Source) -> list[str]:  # noqa: ARG002 for engines that hold keys
        """Return the statements that add keys, references and checks; none where the engine holds none."""
        return []

    def comments(self, source: Source) -> list[str]:  # noqa: ARG002 as above
        """Return the statements that comment on tables, views and columns, where these carry none themselves."""
        return []

    def load(self, source: Source) -> str:
        """Return the file that loads all others, for the engine's own tool."""
        raise NotImplementedError

    def refuse_run(self, address: str, folder: str | None) -> None:  # noqa: ARG002 as above
        """Raise UsageError where the engine cannot be run with this address and, for its files, this folder."""
        raise UsageError(f"--run {address}: this engine takes files only; write them with --to DIR")

    def run(self, source: Source, address: str, folder: Path, advance: Advance) -> None:
        """Fill the schema of a running engine."""
        raise NotImplementedError


def partitions(table: Table) -> list[str]:
    """Return the columns that a table's Parquet files are parted by: facts are asked by their release."""
    return [name for name in table.columns if name == "release_id"]
