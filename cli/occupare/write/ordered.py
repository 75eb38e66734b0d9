"""A table or view in an order that is the same each time, in slices that are few enough to be sorted in memory.

The rows of a table come as they are stored, those of a view sorted by its columns from left to right. The engine alone
would keep all of a large answer in memory to keep its order, or give the order up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.database import identifier, literal
from occupare.result import columns_of
from occupare.write.formats import Format
from occupare.write.formats.parquet import stored_type

if TYPE_CHECKING:
    import duckdb

ROWS_OF_A_TABLE, PAIRS, OCCUPATIONS = 250_000, 32_000, 10_000  # in one slice
# The types that the engine writes as text as our formats do.
_PLAIN_TYPE = re.compile(r"VARCHAR|INTEGER|BIGINT|BOOLEAN|DATE|DECIMAL\(\d+,\d+\)")
FIRST_PIECE = "piece0"
OF_PAIRS = ("left_occupation_id", "from_occupation_id")


def slices(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return what stands after `select …` in queries that give all rows of a table or view, slice after slice."""
    table = identifier(name)
    is_table = "select 1 from duckdb_tables() where database_name = current_database() and table_name = "
    if connection.execute(is_table + literal(name)).fetchall():
        last = connection.execute(f"select coalesce(max(rowid), 0) from {table}").fetchall()[0][0]
        starts = range(0, last + 1, ROWS_OF_A_TABLE)
        return [
            f"from {table} where rowid between {start} and {start + ROWS_OF_A_TABLE - 1} order by rowid"
            for start in starts
        ]
    columns, _ = columns_of(connection.execute(f"select * from {table} limit 0"))
    first = columns[0]
    if first not in (*OF_PAIRS, "occupation_id"):
        return [f"from {table} order by all"]
    ids = [row[0] for row in connection.execute("select occupation_id from occupation order by 1").fetchall()]
    count = max(PAIRS // (len(ids) + 1), 1) if first in OF_PAIRS else OCCUPATIONS
    ranges = [(ids[start], ids[min(start + count, len(ids)) - 1]) for start in range(0, len(ids), count)]
    return [
        f"from {table} where {identifier(first)} between {literal(low)} and {literal(high)} order by all"
        for low, high in ranges
    ]


def engine_columns(connection: duckdb.DuckDBPyConnection, name: str, format_: Format) -> str | None:
    """Return the columns to select where the engine writes a format as we do; None where it would write otherwise."""
    columns, types = columns_of(connection.execute(f"select * from {identifier(name)} limit 0"))
    named = dict(zip(map(identifier, columns), types, strict=True))
    if format_.copy_options is None:
        return None
    if format_.is_typed:
        return ", ".join(f"cast({column} as {stored_type(type_)}) as {column}" for column, type_ in named.items())
    if not all(map(_PLAIN_TYPE.fullmatch, types)):
        return None
    if not format_.delimiter:
        return ", ".join(named)
    if len(columns) == 1:  # an empty cell would be an empty line, which readers pass over
        return None
    return ", ".join(
        f"nullif({column}, '') as {column}" if type_ == "VARCHAR" else column for column, type_ in named.items()
    )


def copied(
    connection: duckdb.DuckDBPyConnection, columns: str, parts: list[str], format_: Format, target: Path, scratch: Path
) -> Iterator[tuple[int, int]]:
    """Write the slices to the target by the engine itself; yields after each how many are done, with how many rows.

    Text is put together as it comes; the slices of a typed format wait as files of the scratch folder.
    """
    pieces = [scratch / FIRST_PIECE, *(scratch / f"piece{number}" for number in range(1, len(parts)))]
    made = _made(connection, columns, parts, format_, pieces)
    if format_.is_typed:
        for number, (_, rows) in enumerate(made, 1):
            yield number, rows
        listed = literal([piece.as_posix() for piece in pieces])
        threads = connection.execute("select current_setting('threads')").fetchall()[0][0]
        connection.execute("set preserve_insertion_order = false; set threads = 1")  # one thread reads in their order
        _copy(connection, f"select * from read_parquet({listed})", target, format_)
        connection.execute(f"set preserve_insertion_order = true; set threads = {threads}")
        for piece in pieces:
            piece.unlink()
        return
    begin, between, end = format_.copy_frame
    if format_.delimiter:
        _copy(
            connection, f"select {columns} {parts[0].replace(' order by', ' and false order by')}", pieces[0], format_
        )
        begin = pieces[0].read_bytes()
    with target.open("wb") as whole:
        whole.write(begin)
        is_first = True
        for number, (piece, rows) in enumerate(made, 1):
            size = piece.stat().st_size - len(begin) - len(end)
            if size:
                whole.write(b"" if is_first else between)
                is_first = False
            with piece.open("rb") as part:
                part.seek(len(begin))
                while size > 0:
                    size -= whole.write(part.read(min(size, 1_000_000)))
            piece.unlink()
            yield number, rows
        whole.write(end)


def _made(
    connection: duckdb.DuckDBPyConnection, columns: str, parts: list[str], format_: Format, pieces: list[Path]
) -> Iterator[tuple[Path, int]]:
    rows = 0
    for part, piece in zip(parts, pieces, strict=True):
        rows += _copy(connection, f"select {columns} {part}", piece, format_)
        yield piece, rows


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path, format_: Format) -> int:
    copy = f"copy ({query}) to {literal(target.as_posix())} ({format_.copy_options})"
    rows: int = connection.execute(copy).fetchall()[0][0]
    return rows
