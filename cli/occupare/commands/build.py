"""`occupare build`."""

from __future__ import annotations

from pathlib import Path

import click

from occupare.errors import say
from occupare.options import examples


@click.command(
    name="build",
    epilog=examples(
        "occupare build bundled",
        "occupare build --template my_seeds",
        "occupare -d mine.duckdb build bundled my_seeds",
        "occupare -d national.duckdb build --import downloads",
    ),
)
@click.argument("folders", nargs=-1, metavar="FOLDER [FOLDER …]")
@click.option(
    "--import",
    "downloads",
    metavar="DOWNLOADS",
    help="Import published files first; their seeds are kept beside the database, in <its name>_seeds.",
)
@click.option("--replace", is_flag=True, help="Replace a database that was built from other folders.")
@click.option("--template", metavar="DIR", help="Write empty seed CSVs with their headers into DIR, and build nothing.")
@click.pass_obj
def command(
    database: str | None, folders: tuple[str, ...], downloads: str | None, replace: bool, template: str | None
) -> None:
    """Build the database from exactly the seed FOLDERs given; 'bundled' names the seven occupations that come along.

    Nothing is built unless every row is right, and the old database stays until the new one is whole.
    """
    from occupare.build import building, seed_loading
    from occupare.build.seed_folders import SeedFolder
    from occupare.database import database_path

    if template is not None:
        if folders or downloads:
            raise click.UsageError(
                "--template writes templates and builds nothing; leave the folders and the other options out"
            )
        paths = seed_loading.write_templates(Path(template))
        say(f"{template}: wrote {len(paths)} empty seed files; only occupation.csv must be filled")
        return
    if not folders and downloads is None:
        raise click.UsageError("name the seed folders to build from, such as: occupare build bundled")
    path = database_path(database)
    asked = [SeedFolder.named(name) for name in folders]
    if downloads is not None:
        seeds = path.with_name(f"{path.stem}_seeds")
        asked.append(SeedFolder(str(seeds), seeds))
        building.refuse_foreign_target(path, asked, replace=replace)
        _import(Path(downloads), seeds)
    count = building.build(path, asked, replace=replace)
    named = ", ".join(folder.name for folder in asked)
    say(f"{path}: built from {named}, {count} occupation{'s' if count != 1 else ''}")


def _import(downloads: Path, seeds: Path) -> None:
    from occupare.importer.conversion import import_published

    imported = import_published(downloads, seeds)
    for note in imported.notes:
        say(note)
    for row in imported.coverage.rows:
        subject = dict(zip(imported.coverage.columns, row, strict=True))
        if subject["missing"]:
            say(f"{subject['subject']}: nothing, for want of {subject['missing']}")
        elif subject["of"]:
            say(f"{subject['subject']}: {subject['filled']} of {subject['of']} occupations, from {subject['file']}")
