"""`occupare build`."""

from __future__ import annotations

import click

from occupare.errors import say
from occupare.options import examples


@click.command(
    name="build",
    epilog=examples(
        "occupare build bundled",
        "occupare build --template my_seeds",
        "occupare -d mine.duckdb build bundled my_seeds",
    ),
)
@click.argument("folders", nargs=-1, metavar="FOLDER [FOLDER …]")
@click.option("--replace", is_flag=True, help="Replace a database that was built from other folders.")
@click.option("--template", metavar="DIR", help="Write empty seed CSVs with their headers into DIR, and build nothing.")
@click.pass_obj
def command(database: str | None, folders: tuple[str, ...], replace: bool, template: str | None) -> None:
    """Build the database from exactly the seed FOLDERs given; 'bundled' names the seven occupations that come along.

    Nothing is built unless every row is right, and the old database stays until the new one is whole.
    """
    from pathlib import Path

    from occupare.build import building, seed_loading
    from occupare.build.seed_folders import SeedFolder
    from occupare.database import database_path

    if template is not None:
        if folders:
            raise click.UsageError("--template writes templates and builds nothing; leave the folders out")
        paths = seed_loading.write_templates(Path(template))
        say(f"{template}: wrote {len(paths)} empty seed files; only occupation.csv must be filled")
        return
    if not folders:
        raise click.UsageError("name the seed folders to build from, such as: occupare build bundled")
    path = database_path(database)
    count = building.build(path, [SeedFolder.named(name) for name in folders], replace=replace)
    say(f"{path}: built from {', '.join(folders)}, {count} occupation{'s' if count != 1 else ''}")
