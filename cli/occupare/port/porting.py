"""Carry a database to another engine: into a new folder of files, or into a running server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import DataError

if TYPE_CHECKING:
    from occupare.port.engines import Advance, Engine
    from occupare.port.source import Source

# Where each engine's class is; a new engine adds a line here.
ENGINES = {
    "postgres": "postgres.Postgres",
    "spark": "spark.Spark",
    "bigquery": "others.BigQuery",
    "snowflake": "others.Snowflake",
    "trino": "others.Trino",
    "ducklake": "others.DuckLake",
}


def engine_named(name: str, schema: str) -> Engine:
    """Return the engine of that name, to fill the schema."""
    module, class_name = ENGINES[name].split(".")
    engine: Engine = getattr(import_module(f"occupare.port.{module}"), class_name)(schema)
    return engine


def to_folder(source: Source, engine: Engine, folder: Path) -> str:
    """Write the files of a port into a new or empty folder, whole or not at all; return what was done.

    Raises UsageError where the folder holds something, DataError where it cannot be written.
    """
    from occupare.files import refuse_strangers, replacing
    from occupare.port.files import write_files

    refuse_strangers(folder, {}, "this port", "name a new folder with --to")
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with replacing(folder) as written, _progress(len(source.tables)) as advance:
            written.mkdir()
            write_files(source, engine, written, advance)
            refuse_strangers(folder, {}, "this port", "name a new folder with --to")
    except OSError as error:
        raise DataError(f"{folder}: cannot be written: {error.strerror or error}") from error
    said = f"{folder}: wrote {len(source.tables)} tables and {len(source.views)} views; load them with: "
    return (
        said + engine.loaded_with + ("" if engine.is_run_by_tests else " (generated and parsed, not run by our tests)")
    )


def to_server(source: Source, engine: Engine, address: str, folder: Path | None) -> str:
    """Fill a schema of a running engine, over the files in the folder where it reads files; return what was done."""
    from occupare.files import scratch

    with scratch() as spare, _progress(len(source.tables)) as advance:
        engine.run(source, address, folder.absolute() if folder else spare, advance)
    return f"{engine.schema}: filled {len(source.tables)} tables and {len(source.views)} views; every row was sent"


@contextmanager
def _progress(tables: int) -> Iterator[Advance]:
    """Show a bar on a terminal's stderr; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=tables + 1)
        yield lambda name: bar.update(task, description=name, advance=1)
