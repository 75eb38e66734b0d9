"""Seed folders into tables: staged as text, checked whole, loaded all or not at all.

Every cell is staged as text beside its file and record number. Set-based SQL made from the catalog (types, required
columns, keys, references, CHECKs) then finds every fault at once; a fault names file, line and column.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.build.seed_faults import Fault, Faults, SeedFaults
from occupare.build.seed_folders import (
    VOCABULARY_FOLDER,
    SeedFile,
    SeedFolder,
    packaged_folder,
)
from occupare.build.seed_rules import NAME, find_content_faults
from occupare.catalog.creation import seed_tables
from occupare.catalog.tables import Table
from occupare.database import identifier, literal, packaged_query
from occupare.errors import DataError, nearest, quoted, say

if TYPE_CHECKING:
    import duckdb

ROWS_PER_BATCH = 20_000
# What a cell that looks empty may hold: blanks of every width, and marks of no width.
BLANKS = "".join(map(chr, (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029)))
BLANKS += "".join(map(chr, (0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)))


def load_seeds(connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], folders: list[SeedFolder]) -> list[str]:
    """Fill the (empty) tables from the vocabulary and the folders; returns the SHA-256 of what each folder held.

    The engine opens no file for it: each is read once here. Staging tables are made in schemas of the in-memory
    database 'memory', which the caller discards. Raises SeedFaults with the faults of every file; then no table was
    touched.
    """
    connection.execute("create schema if not exists memory.staged; create schema if not exists memory.typed")
    faults = Faults()
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
            find_content_faults(connection, table, numbered, incomplete, faults)
    if faults.told:
        raise SeedFaults(faults.told, faults.untold)
    for table in tables.values():
        if by_table[table.name]:
            _say_what_was_cut(connection, table.name, numbered)
            columns = ", ".join(f'"{name}"' for name in table.columns)
            connection.execute(
                f'insert into "{table.name}" ({columns}) select {columns} from memory.typed."{table.name}" '
                "order by seed_file, seed_line"
            )
    return [digests[folder].hexdigest() for folder in range(len(folders))]


def _find_seed_files(tables: dict[str, Table], folders: list[SeedFolder], faults: Faults) -> Iterator[SeedFile]:
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
        f'create table if not exists memory.staged."{table.name}" '
        f"({columns}, seed_file integer, seed_line bigint, names_cut integer)"
    )
    known = [(number, name) for number, name in enumerate(seed_file.header, 2) if name in table.columns]
    cells = ", ".join(f"{_cell(f'cells[{number}]', name)} as {identifier(name)}" for number, name in known)
    cut = [f"coalesce({_is_cut(f'cells[{number}]')}, false)::integer" for number, name in known if NAME.search(name)]
    # As one text a batch, taken apart by the engine: a hundred times faster than a row of literals each.
    between_cells, between_rows = seed_file.unused
    rows = (between_cells.join([str(record.line), *record.cells]) for record in seed_file.read_records(unreadable))
    while batch := list(islice(rows, ROWS_PER_BATCH)):
        text = f"string_split({literal(between_rows.join(batch))}, {literal(between_rows)})"
        connection.execute(
            f'insert into memory.staged."{table.name}" by name '
            f"select {cells}, {seed_file.number} as seed_file, cells[1]::bigint as seed_line, "
            f"{' + '.join(cut) or 0} as names_cut from "
            f"(select string_split(unnest({text}), {literal(between_cells)}) as cells)"
        )


def _cell(cell: str, column: str) -> str:
    """Return the SQL of a staged cell: null where it is blank, names and keys without the blanks around them."""
    bare = _bare(cell)
    return f"nullif({bare}, '')" if NAME.search(column) else f"case when {bare} <> '' then {cell} end"


def _is_cut(cell: str) -> str:
    """Return the SQL of whether a cell has blanks around what it says."""
    return f"{_bare(cell)} <> '' and {_bare(cell)} <> {cell}"


def _bare(cell: str) -> str:
    """Return the SQL of a cell without the blanks around it."""
    return f"trim({cell}, {literal(BLANKS)})"


def _say_what_was_cut(connection: duckdb.DuckDBPyConnection, table: str, numbered: dict[int, SeedFile]) -> None:
    """Tell of each file of a table how many names and keys lost the blanks around them, and where the first stands."""
    found = connection.execute(
        f'select seed_file, min(seed_line), sum(names_cut) from memory.staged."{table}" where names_cut > 0 '
        "group by seed_file order by seed_file"
    ).fetchall()
    for number, line, count in found:
        say(f"{numbered[number].shown}:{line}: blanks around a name or key were cut, in {count} cells from here on")


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
