"""What the tests of other engines share: rows of two engines side by side, and the statements that are asked of both."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from occupare.ask.questions import Parameter, Questions

Rows = list[tuple[Any, ...]]

# Two engines may add doubles in another order; decimals are equal to the last digit.
DOUBLE_DIGITS = 9
# Of views over pairs, the national file is asked for these on the left: a surgeon whose wage is top-coded, twins that
# share a group, one without ratings, one of a broad group.
LEFT = ("29-1243.00", "29-1141.00", "29-1141.01", "15-1252.00", "11-1011.03", "23-1011.00")


def objects(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Every table and view of a database, by name."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where not internal "
        "union all select view_name from duckdb_views() where not internal order by all"
    ).fetchall()
    return [name for (name,) in rows]


def statements(connection: duckdb.DuckDBPyConnection, left_ids: tuple[str, ...] = ()) -> dict[str, str]:
    """What is asked of both engines, in DuckDB's SQL: all rows of every object, of pairs those of a few on the left."""
    asked = {}
    for name in objects(connection):
        columns = [row[0] for row in connection.execute(f'describe "{name}"').fetchall()]
        left = next((column for column in ("left_occupation_id", "from_occupation_id") if column in columns), None)
        listed = ", ".join(f'"{column}"' for column in columns)
        where = f" where {left} in ({', '.join(map(repr, left_ids))})" if left and left_ids else ""
        asked[name] = f'select {listed} from "{name}"{where}'
    return asked


def comparable(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Rows in an order of their own, each value as text: null, zero and an empty text are told apart."""
    return sorted(repr([_comparable(value) for value in row]) for row in rows)


def _comparable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, float):
        return round(value, DOUBLE_DIGITS)
    return value


def difference(ours: Rows, theirs: Rows) -> str:
    """Return the first rows that only one of two engines has, or an empty text where both have the same."""
    left, right = comparable(ours), comparable(theirs)
    if left == right:
        return ""
    missing, added = sorted(set(left) - set(right)), sorted(set(right) - set(left))
    return f"{len(left)} and {len(right)} rows; only DuckDB: {missing[:1]}; only the other: {added[:1]}"


def difference_from_files(connection: duckdb.DuckDBPyConnection, sql: str, folder: Path) -> str:
    """Return the first rows that only a statement or only a folder of Parquet has, or an empty text; nulls count too."""
    connection.execute(f"create or replace temp table asked as {sql}")
    types = connection.execute("select column_name, column_type from (describe asked)").fetchall()
    columns = ", ".join(
        f'round("{name}", {DOUBLE_DIGITS}) as "{name}"' if type_ == "DOUBLE" else f'"{name}"' for name, type_ in types
    )
    ours, theirs = f"select {columns} from asked", f"select {columns} from read_parquet('{folder}/*.parquet')"
    only_ours, only_theirs = (
        connection.execute(f"{one} except all {other} limit 1").fetchall()
        for one, other in ((ours, theirs), (theirs, ours))
    )
    return f"only DuckDB: {only_ours}; only the other: {only_theirs}" if only_ours or only_theirs else ""


def questions(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every named question with its parameters filled in, in DuckDB's SQL; the occupation is the one most is known of."""
    (occupation,) = connection.execute(
        "select occupation_id from occupation_metric inner join occupation using (occupation_id) "
        "where occupation_kind = 'occupation' group by occupation_id order by count(*) desc, occupation_id limit 1"
    ).fetchone()
    return {
        name: question.filled(connection, {each.name: _value(each, occupation) for each in question.parameters})
        for name, question in Questions(None).items()
    }


def _value(parameter: Parameter, occupation: str) -> Any:
    if parameter.kind == "occupation":
        return occupation
    if parameter.kind == "occupations":
        return [occupation]
    return {"integer": int, "number": float}.get(parameter.kind, str)(parameter.default or 1)
