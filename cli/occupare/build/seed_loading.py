"""Seed folders into tables: staged as text, checked whole, loaded all or not at all.

Every cell is staged as text beside its file and record number. Set-based SQL made from the catalog (types, required
columns, keys, references, CHECKs) then finds every fault at once; a fault names file, line and column.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.build.seed_folders import (
    FAULTS_SHOWN_PER_FILE,
    VOCABULARY_FOLDER,
    Fault,
    SeedFaults,
    SeedFile,
    SeedFolder,
    packaged_folder,
)
from occupare.catalog.creation import seed_tables
from occupare.catalog.tables import Key, Table
from occupare.database import identifier, literal, packaged_query
from occupare.errors import DataError, nearest, quoted

if TYPE_CHECKING:
    import duckdb

ROWS_PER_BATCH = 20_000
# What a cell that looks empty may hold: blanks of every width, and marks of no width.
BLANKS = "".join(map(chr, (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029)))
BLANKS += "".join(map(chr, (0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)))
# Columns whose cells are looked up by what they say, and what none of those may hold: what no eye sees, or sees turned.
_NAME = re.compile(r"(^|_)(id|code|title|name)$")
_UNSEEN = r"[\x{00}-\x{1F}\x{7F}-\x{9F}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]"


def load_seeds(connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], folders: list[SeedFolder]) -> list[str]:
    """Fill the (empty) tables from the vocabulary and the folders; returns the SHA-256 of what each folder held.

    The engine opens no file for it: each is read once here. Staging tables are made in schemas of the in-memory
    database 'memory', which the caller discards. Raises SeedFaults with the faults of every file; then no table was
    touched.
    """
    connection.execute("create schema if not exists memory.staged; create schema if not exists memory.typed")
    faults = _Faults()
    # A table that lost a row would make every reference to it look dangling.
    incomplete = set()
    seed_files = list(_find_seed_files(tables, folders, faults))
    digests = {folder: hashlib.sha256() for folder in range(-1, len(folders))}
    for seed_file in seed_files:
        table = tables[seed_file.table_name]
        unreadable = list(seed_file.read_header(table.columns))
        faults.extend(_header_faults(seed_file, table))
        _stage(connection, seed_file, table, unreadable)
        faults.extend(unreadable)
        if unreadable:
            incomplete.add(table.name)
        digests[seed_file.folder].update(f"{seed_file.path.name}\0{len(seed_file.content)}\0".encode())
        digests[seed_file.folder].update(seed_file.content)
        seed_file.forget()
    by_table = {name: [file for file in seed_files if file.header and file.table_name == name] for name in tables}
    for table in tables.values():
        _type(connection, table, by_table[table.name])
    connection.execute(packaged_query("own_data_definitions"))
    numbered = {seed_file.number: seed_file for seed_file in seed_files}
    for table in tables.values():
        if by_table[table.name]:
            _find_content_faults(connection, table, numbered, incomplete, faults)
    if faults.told:
        raise SeedFaults(faults.told, faults.untold)
    for table in tables.values():
        if by_table[table.name]:
            columns = ", ".join(f'"{name}"' for name in table.columns)
            connection.execute(
                f'insert into "{table.name}" ({columns}) select {columns} from memory.typed."{table.name}" '
                "order by seed_file, seed_line"
            )
    return [digests[folder].hexdigest() for folder in range(len(folders))]


class _Faults:
    """The faults found so far, and by file how many were not kept because a rule has a hundred of them already."""

    def __init__(self) -> None:
        self.told: list[Fault] = []
        self.untold: Counter[str] = Counter()

    def extend(self, faults: Iterable[Fault]) -> None:
        """Keep these faults."""
        self.told.extend(faults)


def _find_seed_files(tables: dict[str, Table], folders: list[SeedFolder], faults: _Faults) -> Iterator[SeedFile]:
    if not any(path.name == "occupation.csv" for folder in folders for path in folder.csv_paths):
        expected = "a file with the columns occupation_id and title (occupare build --template DIR writes one)"
        faults.extend(
            Fault(f"{folder.name}/occupation.csv", 0, "", "the file is missing", "no such file", expected)
            for folder in folders
        )
    number = 0
    vocabulary = SeedFolder(VOCABULARY_FOLDER, packaged_folder(VOCABULARY_FOLDER))
    for position, folder in enumerate([vocabulary, *folders], -1):
        for path in folder.csv_paths:
            shown = f"{folder.name}/{path.name}"
            table = tables.get(path.stem) if path.suffix == ".csv" else None
            if table is None:
                expected = f"a file named after a table{nearest(path.stem, list(tables))}"
                faults.extend([Fault(shown, 0, "", "the file is unknown", quoted(path.name), expected)])
                continue
            number += 1
            yield SeedFile(number, position, path, shown, table.name)


def _header_faults(seed_file: SeedFile, table: Table) -> Iterator[Fault]:
    shown, line = seed_file.shown, seed_file.header_line
    for name in seed_file.header:
        if name not in table.columns:
            wrong = "the column is unknown" if name else "the column has no name"
            expected = f"a column of {table.name}{nearest(name, list(table.columns))}"
            yield Fault(shown, line, name, wrong, quoted(name), expected)
    for column in table.columns.values():
        if seed_file.header and column.is_required and column.name not in seed_file.header:
            found = "no such column in the header"
            yield Fault(shown, line, column.name, "a required column is absent", found, quoted(column.name))


def _stage(connection: duckdb.DuckDBPyConnection, seed_file: SeedFile, table: Table, unreadable: list[Fault]) -> None:
    """Put the file's cells as text into memory.staged, with the numbers of file and line; adds what can't be read."""
    columns = ", ".join(f'"{name}" varchar' for name in table.columns)
    connection.execute(
        f'create table if not exists memory.staged."{table.name}" ({columns}, seed_file integer, seed_line bigint)'
    )
    known = [(number, name) for number, name in enumerate(seed_file.header, 2) if name in table.columns]
    cells = ", ".join(f"{_cell(f'cells[{number}]', name)} as {identifier(name)}" for number, name in known)
    # As one text a batch, taken apart by the engine: a hundred times faster than a row of literals each.
    between_cells, between_rows = seed_file.unused
    rows = (between_cells.join([str(record.line), *record.cells]) for record in seed_file.read_records(unreadable))
    while batch := list(islice(rows, ROWS_PER_BATCH)):
        text = f"string_split({literal(between_rows.join(batch))}, {literal(between_rows)})"
        connection.execute(
            f'insert into memory.staged."{table.name}" by name '
            f"select {cells}, {seed_file.number} as seed_file, cells[1]::bigint as seed_line from "
            f"(select string_split(unnest({text}), {literal(between_cells)}) as cells)"
        )


def _cell(cell: str, column: str) -> str:
    """Return the SQL of a staged cell: null where it is blank, names and keys without the blanks around them."""
    bare = f"trim({cell}, {literal(BLANKS)})"
    return f"nullif({bare}, '')" if _NAME.search(column) else f"case when {bare} <> '' then {cell} end"


def _type(connection: duckdb.DuckDBPyConnection, table: Table, seed_files: list[SeedFile]) -> None:
    """Make memory.typed.<table>: the staged cells as values, a row repeated by another folder only once."""
    if not seed_files:
        return
    values = ", ".join(f'{column.typed} as "{column.name}"' for column in table.columns.values())
    rows = f'select {values}, seed_file, seed_line from memory.staged."{table.name}"'
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


def _find_content_faults(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    numbered: dict[int, SeedFile],
    incomplete: set[str],
    faults: _Faults,
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
        if column.data_type == "VARCHAR" and _NAME.search(column.name):
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
