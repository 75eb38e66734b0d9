"""Tables with their columns and keys, as the engine's catalog has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# What the cells of a type look like. Casting alone would round a decimal and accept 't' for true.
_SHAPES = {
    "INTEGER": (r"[+-]?[0-9]+", f"a whole number within ±{2**31 - 1:,}"),
    "BIGINT": (r"[+-]?[0-9]+", f"a whole number within ±{2**63 - 1:,}"),
    "BOOLEAN": (r"(?i)true|false", "true or false"),
    "DATE": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2025-05-01"),
}


@dataclass
class Column:
    """A column of a table, as the catalog has it."""

    name: str
    data_type: str
    is_nullable: bool
    default: str | None

    @property
    def is_required(self) -> bool:
        """True where a seed file must fill the column."""
        return not self.is_nullable and self.default is None

    @property
    def shape(self) -> tuple[str, str] | None:
        """The pattern of a valid cell and its description in words; None for text."""
        decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", self.data_type)
        if decimal:
            precision, scale = map(int, decimal.groups())
            most = Decimal(10**precision - 1).scaleb(-scale)
            words = f"a number within ±{most:,} with at most {scale} decimal{'s' if scale != 1 else ''}"
            return rf"[+-]?([0-9]+(\.[0-9]{{0,{scale}}}0*)?|\.[0-9]{{1,{scale}}}0*)", words
        return _SHAPES.get(self.data_type)

    @property
    def typed(self) -> str:
        """The SQL that turns a staged cell into a value; null where it is none of the type."""
        cell = f'"{self.name}"'
        if self.shape:
            valid = f"regexp_full_match({cell}, '{self.shape[0]}')"
            value = f"case when {valid} then try_cast({cell} as {self.data_type}) end"
        else:
            value = cell
        if self.default is not None:
            value = f"case when {cell} is null then {self.default} else {value} end"
        return value


@dataclass
class Key:
    """A primary key or unique constraint, a reference or a CHECK of a table."""

    kind: str
    columns: list[str]
    expression: str | None
    referenced_table: str | None
    referenced_columns: list[str]


@dataclass
class Table:
    """A table that seeds may fill, as the catalog has it."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)


def read_catalog(connection: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, Table]:
    """Return the named tables with columns and keys, in the order of the names."""
    tables = {name: Table(name) for name in names}
    columns = connection.execute(
        "select table_name, column_name, data_type, is_nullable, column_default from duckdb_columns() "
        "where database_name = current_database() and not internal order by table_name, column_index"
    ).fetchall()
    for table, name, data_type, is_nullable, default in columns:
        if table in tables:
            tables[table].columns[name] = Column(name, data_type, is_nullable, default)
    keys = connection.execute(
        "select table_name, constraint_type, constraint_column_names, expression, referenced_table, "
        "referenced_column_names from duckdb_constraints() where database_name = current_database() "
        "order by table_name, constraint_index"
    ).fetchall()
    for table, *key in keys:
        if table in tables:
            tables[table].keys.append(Key(*key))
    return tables
