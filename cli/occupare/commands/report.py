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
        "occupare -d national.duckdb report --site occupations --all",
        'occupare report --site occupations "service manager" "client services manager"',
    ),
)
@click.argument("titles", nargs=-1, metavar="[TITLE …]", shell_complete=titles_begun)
@click.option("-o", "--output", "output_file", metavar="FILE", help="Write the page to FILE.html. - is stdout.")
@click.option(
    "--site",
    metavar="DIR",
    help="Write a site into DIR instead: a page per occupation, a search, and any two to six side by side.",
)
@click.option("--all", "is_all", is_flag=True, help="A site of every occupation.")
@click.pass_obj
def command(
    database: str | None, titles: tuple[str, ...], output_file: str | None, site: str | None, is_all: bool
) -> None:
    """Make a page that compares two to six occupations, with charts: one HTML file that needs nothing else.

    With --site it is a folder that any web server serves as it is, and that also opens from a disk.
    """
    from occupare.ask.titles import resolve_all
    from occupare.build.first_use import open_database

    if site is not None:
        from occupare.report.site import write_site

        _refuse_other_sites(titles, output_file, is_all)
        connection = open_database(database)
        write_site(connection, None if is_all else resolve_all(connection, titles), Path(site))
        return

    from occupare.report import page
    from occupare.write.output import Output

    if is_all:
        raise UsageError("--all: found no --site DIR, expected one; a page compares two to six occupations by title")
    _refuse_other_names(output_file)
    page.refuse_other_counts(titles)
    connection = open_database(database)
    made = page.page(connection, resolve_all(connection, titles))
    Output(None if output_file == "-" else output_file).write_bytes(made.encode("utf-8"))


def _refuse_other_sites(titles: tuple[str, ...], output_file: str | None, is_all: bool) -> None:
    if output_file is not None:
        raise UsageError(f"-o {output_file}: found beside --site, expected one of them: a page or a site")
    if is_all and titles:
        raise UsageError(f"--all: found beside {quoted(titles[0])}, expected either titles or --all")
    if not is_all and not titles:
        raise UsageError("--site: found no title, expected some, or --all for every occupation")


def _refuse_other_names(output_file: str | None) -> None:
    if output_file is None:
        raise UsageError("-o: found no name, expected that of an HTML file, or - for stdout: -o page.html")
    suffix = Path(output_file).suffix.lower()
    if output_file != "-" and suffix not in (".html", ".htm"):
        raise UsageError(f"-o {output_file}: found {quoted(suffix) if suffix else 'no suffix'}, expected .html")
