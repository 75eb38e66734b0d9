"""`occupare report`."""

from __future__ import annotations

from pathlib import Path

import click

from occupare.errors import UsageError, quoted
from occupare.options import examples, titles_begun


@click.command(
    name="report",
    epilog=examples(
        'occupare report "service manager" "senior service manager" -o page.html',
    ),
)
@click.argument("titles", nargs=-1, metavar="[TITLE …]", shell_complete=titles_begun)
@click.option("-o", "--output", "output_file", metavar="FILE", help="Write the page to FILE.html. - is stdout.")
@click.pass_obj
def command(database: str | None, titles: tuple[str, ...], output_file: str | None) -> None:
    """Make a page that compares two to six occupations, with charts: one HTML file that needs nothing else."""
    from occupare.ask.titles import resolve_all
    from occupare.build.first_use import open_database
    from occupare.report import page
    from occupare.write.output import Output

    _refuse_other_names(output_file)
    page.refuse_other_counts(titles)
    connection = open_database(database)
    made = page.page(connection, resolve_all(connection, titles))
    Output(None if output_file == "-" else output_file).write_bytes(made.encode("utf-8"))


def _refuse_other_names(output_file: str | None) -> None:
    if output_file is None:
        raise UsageError("-o: found no name, expected that of an HTML file, or - for stdout: -o page.html")
    suffix = Path(output_file).suffix.lower()
    if output_file != "-" and suffix not in (".html", ".htm"):
        raise UsageError(f"-o {output_file}: found {quoted(suffix) if suffix else 'no suffix'}, expected .html")
