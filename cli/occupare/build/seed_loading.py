"""Seed folders into tables: staged as text, checked whole, loaded all or not at all.

Every cell is staged as text beside its file and record number. Set-based SQL made from the catalog (types, required
columns, keys, references, CHECKs) then finds every fault at once; a fault names file, line and column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.build.seed_folders import (
    LONGEST_LINE,
    VOCABULARY_FOLDER,
    Fault,
    SeedFaults,
    SeedFile,
    SeedFolder,
    packaged_folder,
    structural_faults,
)
from occupare.catalog.creation import seed_tables
from occupare.catalog.tables import Key, Table
from occupare.database import identifier, literal
from occupare.errors import DataError, nearest, quoted

if TYPE_CHECKING:
    import duckdb


def load_seeds(connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], folders: list[SeedFolder]) -> None:
    """Fill the (empty) tables from the vocabulary and the folders.

    Staging tables are made in schemas of the in-memory database 'memory', which the caller discards.
    Raises SeedFaults with every fault of every file; then no table was touched.
    """
    connection.execute("create schema if not exists memory.staged; create schema if not exists memory.typed")
    faults: list[Fault] = []
    seed_files = list(_find_seed_files(tables, folders, faults))
    staged = []
    for seed_file in seed_files:
        table = tables[seed_file.table_name]
        found = list(structural_faults(seed_file)) or list(_repeated_columns(seed_file))
        faults.extend(found or [*_header_faults(seed_file, table), *_stage(connection, seed_file, table)])
        if not found:
            staged.append(seed_file)
    # A table that lost a file would make every reference to it look dangling.
    incomplete = {seed_file.table_name for seed_file in seed_files if seed_file not in staged}
    by_table = {name: [seed_file for seed_file in staged if seed_file.table_name == name] for name in tables}
    for table in tables.values():
        _type(connection, table, by_table[table.name])
    numbered = {seed_file.number: seed_file for seed_file in staged}
    for table in tables.values():
        if by_table[table.name]:
            faults.extend(_content_faults(connection, table, numbered, incomplete))
    if faults:
        raise SeedFaults(faults)
    for table in tables.values():
        if by_table[table.name]:
            columns = ", ".join(f'"{name}"' for name in table.columns)
            connection.execute(
                f'insert into "{table.name}" ({columns}) select {columns} from memory.typed."{table.name}" '
                "order by seed_file, seed_record"
            )


def _find_seed_files(tables: dict[str, Table], folders: list[SeedFolder], faults: list[Fault]) -> Iterator[SeedFile]:
    if not any((folder.path / "occupation.csv").is_file() for folder in folders):
        for folder in folders:
            shown = f"{folder.name}/occupation.csv"
            expected = "a file with the columns occupation_id and title (occupare build --template DIR writes one)"
            faults.append(Fault(shown, 0, "", "the file is missing", "no such file", expected))
    number = 0
    for folder in [SeedFolder(VOCABULARY_FOLDER, packaged_folder(VOCABULARY_FOLDER)), *folders]:
        for path in folder.csv_paths:
            shown = f"{folder.name}/{path.name}"
            table = tables.get(path.stem) if path.suffix == ".csv" else None
            if table is None:
                expected = f"a file named after a table{nearest(path.stem, list(tables))}"
                faults.append(Fault(shown, 0, "", "the file is unknown", quoted(path.name), expected))
                continue
            number += 1
            yield SeedFile(number, path, shown, table.name)


def _repeated_columns(seed_file: SeedFile) -> Iterator[Fault]:
    for name in sorted({name for name in seed_file.header if name and seed_file.header.count(name) > 1}):
        yield Fault(seed_file.shown, 1, name, "the column stands twice", quoted(name), "each column once")


def _header_faults(seed_file: SeedFile, table: Table) -> Iterator[Fault]:
    known = list(table.columns)
    for name in seed_file.header:
        if name not in table.columns:
            wrong = "the column is unknown" if name else "the column has no name"
            yield Fault(
                seed_file.shown, 1, name, wrong, quoted(name), f"a column of {table.name}{nearest(name, known)}"
            )
    for column in table.columns.values():
        if column.is_required and column.name not in seed_file.header:
            found = "no such column in the header"
            yield Fault(seed_file.shown, 1, column.name, "a required column is absent", found, quoted(column.name))


def _stage(connection: duckdb.DuckDBPyConnection, seed_file: SeedFile, table: Table) -> Iterator[Fault]:
    """Copy the file's cells as text into memory.staged, with the numbers of file and record."""
    import duckdb

    columns = ", ".join(f'"{name}" varchar' for name in table.columns)
    connection.execute(
        f'create table if not exists memory.staged."{table.name}" ({columns}, seed_file integer, seed_record bigint)'
    )
    # Columns are named in the order of this file's own header, so that they match by name; an unknown one is read
    # under a number and left out.
    read = [name if name in table.columns else f"column {number}" for number, name in enumerate(seed_file.header)]
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in read)
    known = ", ".join(identifier(name) for name in read if name in table.columns)
    # A folder's name is no pattern, though read_csv takes it for one.
    path = literal(re.sub(r"([\[*?])", r"[\1]", str(seed_file.path)))
    if not known:
        return
    try:
        connection.execute(
            f'insert into memory.staged."{table.name}" by name '
            f"select {known}, {seed_file.number} as seed_file, row_number() over () as seed_record "
            f"from read_csv({path}, auto_detect = false, header = true, columns = {{{types}}}, delim = ',', "
            f"quote = '\"', escape = '\"', nullstr = '', strict_mode = true, max_line_size = {LONGEST_LINE})"
        )
    except duckdb.Error as error:
        yield Fault(seed_file.shown, 1, "", "cannot be read as CSV", quoted(str(error).splitlines()[0]), "a CSV file")


def _type(connection: duckdb.DuckDBPyConnection, table: Table, seed_files: list[SeedFile]) -> None:
    """Make memory.typed.<table>: the staged cells as values, a row repeated by another folder only once."""
    if not seed_files:
        return
    values = ", ".join(f'{column.typed} as "{column.name}"' for column in table.columns.values())
    rows = f'select {values}, seed_file, seed_record from memory.staged."{table.name}"'
    if len(seed_files) > 1:
        columns = ", ".join(f'"{name}"' for name in table.columns)
        rows = f"{rows} qualify seed_file = min(seed_file) over (partition by {columns})"
    connection.execute(f'create table memory.typed."{table.name}" as {rows}')


@dataclass
class _Rule:
    """A condition that no row may meet, and how a fault of it reads."""

    relation: str
    condition: str
    shown: str
    column: str
    wrong: str
    expected: str


def _content_faults(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    numbered: dict[int, SeedFile],
    incomplete: set[str],
) -> Iterator[Fault]:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(f"select * from ({query}) order by seed_file, seed_record").fetchall()

    def fault(row: tuple[Any, ...], column: str, wrong: str, expected: str) -> Fault:
        seed_file = numbered[row[0]]
        found = "an empty cell" if row[2] is None else quoted(row[2])
        return Fault(seed_file.shown, seed_file.line(row[1]), column, wrong, found, expected)

    for rule in _broken(connection, [*_cell_rules(table, numbered), *_check_rules(table)]):
        query = f"select seed_file, seed_record, {rule.shown} from {rule.relation} where {rule.condition}"
        for row in rows(query):
            yield fault(row, rule.column, rule.wrong, rule.expected)
    typed = f'memory.typed."{table.name}"'
    for key in table.keys:
        columns = ", ".join(key.columns)
        if key.kind in ("PRIMARY KEY", "UNIQUE"):
            for row in rows(_duplicates(typed, key)):
                first = numbered[row[3]]
                expected = f"each {columns} once (first at {first.shown}:{first.line(row[4])})"
                yield fault(row, columns, "duplicate key", expected)
        elif key.kind == "FOREIGN KEY" and key.referenced_table not in incomplete:
            expected = f"a row of {key.referenced_table}.csv with that {', '.join(key.referenced_columns)}"
            for row in rows(_dangling(connection, typed, key)):
                yield fault(row, columns, "dangling reference", expected)


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
    window = f"over (partition by {columns} order by seed_file, seed_record)"
    return (
        f"select seed_file, seed_record, {_shown(key)}, "
        f"first_value(seed_file) {window}, first_value(seed_record) {window} "
        f"from {typed} where {present} qualify row_number() {window} > 1"
    )


def _dangling(connection: duckdb.DuckDBPyConnection, typed: str, key: Key) -> str:
    present = " and ".join(f'"{name}" is not null' for name in key.columns)
    exists = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'memory' and schema_name = 'typed' "
        f"and table_name = '{key.referenced_table}'"
    ).fetchall()[0][0]
    query = f"select seed_file, seed_record, {_shown(key)} from {typed} as referencing where {present}"
    if not exists:
        return query
    matches = " and ".join(
        f'referenced."{target}" = referencing."{name}"'
        for name, target in zip(key.columns, key.referenced_columns, strict=True)
    )
    return f'{query} and not exists (select 1 from memory.typed."{key.referenced_table}" as referenced where {matches})'


def write_templates(folder: Path) -> list[Path]:
    """Write an empty CSV with the header of every table into the folder (made if absent); nothing is overwritten."""
    paths = {folder / f"{name}.csv": table for name, table in seed_tables().items()}
    existing = [str(path) for path in paths if path.exists()]
    if existing:
        raise DataError(f"{existing[0]}: exists already; name an empty or new folder")
    if folder.exists() and not folder.is_dir():
        raise DataError(f"{folder}: found a file, expected a folder to write into")
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in paths.items():
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(table.columns)
    version = packaged_folder(VOCABULARY_FOLDER) / "seed_format.csv"
    (folder / "seed_format.csv").write_bytes(version.read_bytes())
    return sorted(paths)
