"""`occupare port`: the database on another engine."""

from __future__ import annotations

from pathlib import Path

import click

from occupare.choice import OneOf
from occupare.errors import say
from occupare.options import examples
from occupare.port.porting import ENGINES


@click.command(
    name="port",
    epilog=examples(
        "occupare port postgres --to occupare_postgres",
        "occupare port postgres --run postgresql://me@localhost/statistics",
        "occupare port spark --to occupare_spark",
        "occupare port spark --to /shared/occupare --run spark://master:7077",
    ),
)
@click.argument("engine", type=OneOf(ENGINES))
@click.option("--to", "folder", metavar="DIR", help="Write the port as files into DIR: SQL, rows, and load.sql.")
@click.option(
    "--run",
    "address",
    metavar="URL",
    help="Fill a running PostgreSQL, or the catalog of a Spark master over --to DIR.",
)
@click.option("--schema", default="occupare", show_default=True, help="The schema that the port fills, and replaces.")
@click.pass_obj
def command(database: str | None, engine: str, folder: str | None, address: str | None, schema: str) -> None:
    """Carry the database to another ENGINE: the same tables, rows, views and comments.

    PostgreSQL and Spark are run by our tests; for the others the files are generated and parsed, not run by our tests.
    Every row is sent each time. No password belongs into URL: PostgreSQL reads PGPASSWORD and ~/.pgpass.
    """
    from occupare.build.first_use import open_database
    from occupare.port.porting import engine_named, to_folder, to_server
    from occupare.port.source import read_source

    if folder is None and address is None:
        raise click.UsageError("name where to: --to DIR for files, or --run URL for a running engine")
    source = read_source(open_database(database))
    target = engine_named(engine, schema)
    if address is not None:
        target.refuse_run(address, folder)
    if folder is not None:
        say(to_folder(source, target, Path(folder)))
    if address is not None:
        say(to_server(source, target, address, Path(folder) if folder else None))
