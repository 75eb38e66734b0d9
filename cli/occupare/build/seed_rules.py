"""What no cell, row, key or reference of the staged seeds may be, as SQL made from the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from occupare.build.seed_faults import FAULTS_SHOWN_PER_FILE, Fault, Faults
from occupare.build.seed_folders import SeedFile
from occupare.catalog.tables import Key, Table
from occupare.database import literal
from occupare.errors import quoted

if TYPE_CHECKING:
    import duckdb

# Columns whose cells are looked up by what they say, and what none of those may hold: what no eye sees, or sees turned.
NAME = re.compile(r"(^|_)(id|code|title|name)$")
_UNSEEN = r"[\x{00}-\x{1F}\x{7F}-\x{9F}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]"


@dataclass
class _Rule:
    """A condition that no row may meet, and how a fault of it reads."""

    relation: str
    condition: str
    shown: str
    column: str
    wrong: str
    expected: str


def find_content_faults(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    numbered: dict[int, SeedFile],
    incomplete: set[str],
    faults: Faults,
) -> None:
    """Add the faults of a table's cells, rows, keys and references."""

    def rows(query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the first hundred rows of each file; the others are counted."""
        found = connection.execute(
            f"select *, count(*) over (partition by seed_file) from ({query}) qualify row_number() over "
            f"(partition by seed_file order by seed_line) <= {FAULTS_SHOWN_PER_FILE} order by seed_file, seed_line"
        ).fetchall()
        for file, count in {row[0]: row[-1] for row in found}.items():
            faults.untold[numbered[file].shown] += max(count - FAULTS_SHOWN_PER_FILE, 0)
        yield from found

    def fault(row: tuple[Any, ...], column: str, wrong: str, expected: str) -> Fault:
        found = "an empty cell" if row[2] is None else quoted(row[2])
        return Fault(numbered[row[0]].shown, row[1], column, wrong, found, expected)

    for rule in _broken(connection, [*_cell_rules(table, numbered), *_check_rules(table)]):
        query = f"select seed_file, seed_line, {rule.shown} as shown from {rule.relation} where {rule.condition}"
        faults.extend(fault(row, rule.column, rule.wrong, rule.expected) for row in rows(query))
    typed = f'memory.typed."{table.name}"'
    for key in table.keys:
        columns = ", ".join(key.columns)
        if key.kind in ("PRIMARY KEY", "UNIQUE"):
            for row in rows(_duplicates(typed, key)):
                expected = f"each {columns} once (first at {numbered[row[3]].shown}:{row[4]})"
                faults.extend([fault(row, columns, "duplicate key", expected)])
        elif key.kind == "FOREIGN KEY" and key.referenced_table not in incomplete:
            expected = f"a row of {key.referenced_table}.csv with that {', '.join(key.referenced_columns)}"
            dangling = rows(_dangling(connection, typed, key))
            faults.extend(fault(row, columns, "dangling reference", expected) for row in dangling)


def _broken(connection: duckdb.DuckDBPyConnection, rules: list[_Rule]) -> Iterator[_Rule]:
    """Yield the rules that some row breaks; each relation is asked once for all of its rules."""
    for relation in dict.fromkeys(rule.relation for rule in rules):
        of_relation = [rule for rule in rules if rule.relation == relation]
        conditions = ", ".join(f"bool_or({rule.condition})" for rule in of_relation)
        answers = connection.execute(f"select {conditions} from {relation}").fetchall()[0]
        yield from (rule for rule, is_broken in zip(of_relation, answers, strict=True) if is_broken)


def _cell_rules(table: Table, numbered: dict[int, SeedFile]) -> Iterator[_Rule]:
    staged = f'memory.staged."{table.name}"'
    for column in table.columns.values():
        cell = f'"{column.name}"'
        if column.shape:
            condition = f"{cell} is not null and ({column.typed}) is null"
            yield _Rule(staged, condition, cell, column.name, "wrong type", column.shape[1])
        if column.data_type == "VARCHAR" and NAME.search(column.name):
            condition = f"regexp_matches({cell}, {literal(_UNSEEN)})"
            expected = "a name without control characters"
            yield _Rule(staged, condition, cell, column.name, "holds a character that is not seen", expected)
        if column.is_required:
            # A file without the column has been told so once.
            having = [str(number) for number, file in numbered.items() if column.name in file.header] or ["0"]
            condition = f"{cell} is null and seed_file in ({', '.join(having)})"
            yield _Rule(staged, condition, "null", column.name, "a required cell is empty", "a value")


def _check_rules(table: Table) -> Iterator[_Rule]:
    for key in table.keys:
        if key.kind == "CHECK":
            expected = str(key.expression).replace('"', "")
            relation, columns = f'memory.typed."{table.name}"', ", ".join(key.columns)
            yield _Rule(relation, f"not ({key.expression})", _shown(key), columns, "breaks a rule", expected)


def _shown(key: Key) -> str:
    """Return the SQL that shows the cells a rule speaks of."""
    return "concat_ws(', ', {})".format(", ".join(f'"{name}"' for name in key.columns))


def _duplicates(typed: str, key: Key) -> str:
    columns = ", ".join(f'"{name}"' for name in key.columns)
    present = " and ".join(f'"{name}" is not null' for name in key.columns)
    window = f"over (partition by {columns} order by seed_file, seed_line)"
    return (
        f"select seed_file, seed_line, {_shown(key)}, "
        f"first_value(seed_file) {window}, first_value(seed_line) {window} "
        f"from {typed} where {present} qualify row_number() {window} > 1"
    )


def _dangling(connection: duckdb.DuckDBPyConnection, typed: str, key: Key) -> str:
    present = " and ".join(f'"{name}" is not null' for name in key.columns)
    exists = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'memory' and schema_name = 'typed' "
        f"and table_name = '{key.referenced_table}'"
    ).fetchall()[0][0]
    query = f"select seed_file, seed_line, {_shown(key)} from {typed} as referencing where {present}"
    if not exists:
        return query
    matches = " and ".join(
        f'referenced."{target}" = referencing."{name}"'
        for name, target in zip(key.columns, key.referenced_columns, strict=True)
    )
    return f'{query} and not exists (select 1 from memory.typed."{key.referenced_table}" as referenced where {matches})'
