"""`occupare import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from occupare.errors import say
from occupare.options import examples, output_options

if TYPE_CHECKING:
    from occupare.write.output import Output


class _ImportCommand(click.Command):
    """A command whose help lists what each publisher offers, as `seeds/<publisher>/files.toml` declare it."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each publisher's files and where they are found, after the examples."""
        from occupare.importer.declarations import publishers

        super().format_epilog(ctx, formatter)

        for publisher in publishers():
            with formatter.section(publisher.title):
                for kind in publisher.kinds:
                    if kind.is_used:
                        formatter.write_text(f"{kind.name}: {kind.gives}")
                        formatter.indent()
                        formatter.write_text(kind.published_at)
                        formatter.dedent()


@click.command(
    name="import",
    cls=_ImportCommand,
    epilog=examples("occupare import downloads --seeds published", "occupare build published"),
)
@click.argument("downloads", metavar="DOWNLOADS")
@click.option("--seeds", required=True, metavar="OUT", help="The folder of seed CSVs to write; new, or of an import.")
@click.option("--accept-left-out", is_flag=True, help="Import the rest, without the rows and files that can't be read.")
@click.option(
    "--release",
    "releases",
    multiple=True,
    metavar="FILE=RELEASE",
    help="Which release files are of that do not say so.",
)
@output_options
@click.pass_obj
def command(
    database: str | None, downloads: str, seeds: str, accept_left_out: bool, releases: tuple[str, ...], output: Output
) -> None:
    """Turn the published files below the folder DOWNLOADS into seed CSVs, to build a database from.

    Files are known by what is in them, in any subfolder or .zip, of any year. What comes out is the coverage: of how
    many occupations each subject is filled, by which file, and what is missing. Of each file stderr says how many rows
    were read, kept and left out; a row that can't be read ends the import, unless that is accepted.
    """
    import shlex

    from occupare.importer.conversion import import_published

    output.check()
    stated = dict(_file_and_release(each) for each in releases)
    imported = import_published(Path(downloads), Path(seeds), accept_left_out=accept_left_out, releases=stated)
    output.write(imported.coverage)
    for note in imported.notes:
        say(note)
    at = f" --database {shlex.quote(database)}" if database else ""
    say(f"{seeds}: wrote {sum(imported.rows.values())} rows of {len(imported.rows)} tables; build the database with:")
    say(f"  occupare{at} build {shlex.quote(seeds)}")


def _file_and_release(stated: str) -> tuple[str, str]:
    name, separator, release = stated.rpartition("=")
    if not (name and separator and release):
        raise click.UsageError(f"--release {stated}: expected FILE=RELEASE, such as 'onet_excel/Skills.xlsx=30.1'")
    return name, release
