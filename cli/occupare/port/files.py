"""A port as a folder of plain files: tables, rows, keys, views, comments, and the script that loads them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.database import literal
from occupare.port.engines import Advance, Engine, partitions
from occupare.port.source import Source

if TYPE_CHECKING:
    from occupare.catalog.tables import Table


def write_files(source: Source, engine: Engine, folder: Path, advance: Advance) -> None:
    """Write the files of a port into an empty folder; `advance` is told of each table."""
    tables = (statement for table in source.tables for statement in engine.table(table, source))
    write_statements(folder / "tables.sql", tables)
    write_statements(folder / "views.sql", (engine.view(view, source) for view in source.views))
    for name, statements in (("keys.sql", engine.keys(source)), ("comments.sql", engine.comments(source))):
        if statements:
            write_statements(folder / name, statements)
    (folder / "load.sql").write_text(engine.load(source), encoding="utf-8")
    (folder / "data").mkdir()
    for table in source.tables:
        advance(table.name)
        write_rows(source, table, engine, folder / "data")


def write_statements(path: Path, statements: Iterable[str]) -> None:
    """Write statements, each ended by a semicolon, to a file."""
    path.write_text("".join(f"{statement};\n\n" for statement in statements), encoding="utf-8")


def write_rows(source: Source, table: Table, engine: Engine, folder: Path) -> Path:
    """Write a table's rows as CSV, or as Parquet parted by release; return the file or the folder."""
    name = table.name.replace('"', '""')
    if engine.data_format == "csv":
        path = folder / f"{table.name}.csv"
        options = "format csv, header true, nullstr ''"
    else:
        path = folder / table.name
        parts = ", ".join(f'"{column}"' for column in partitions(table))
        options = "format parquet" + (f", partition_by ({parts})" if parts else ", per_thread_output true")
    source.connection.execute(f'copy "{name}" to {literal(path.as_posix())} ({options})')
    return path
