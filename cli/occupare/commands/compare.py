"""`occupare compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.options import examples, output_options, sections_begun, titles_begun

if TYPE_CHECKING:
    from occupare.write.output import Output


@click.command(
    name="compare",
    epilog=examples(
        'occupare compare "service manager" "senior service manager"',
        'occupare compare "service manager" "client services manager" --section pay -o pay.csv',
    ),
)
@click.argument("titles", nargs=-1, required=True, metavar="TITLE TITLE [TITLE …]", shell_complete=titles_begun)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="SECTION",
    shell_complete=sections_begun,
    help="Only this section, such as pay; repeatable.",
)
@click.option("--all", "is_whole", is_flag=True, help="Show every section whole; files hold all of them anyway.")
@click.option("--long", "is_long", is_flag=True, help="One row per figure and occupation, with definition and release.")
@output_options
@click.pass_obj
def command(
    database: str | None,
    titles: tuple[str, ...],
    sections: tuple[str, ...],
    is_whole: bool,
    is_long: bool,
    output: Output,
) -> None:
    """Compare two or more occupations side by side.

    A title may be an id, a code, a title, its singular or plural, an alternate title or the beginning of a title.
    """
    from occupare.ask import comparison as comparing
    from occupare.ask.titles import resolve_all
    from occupare.build.first_use import open_database

    if len(titles) < 2:
        raise click.UsageError(
            'compare needs two titles or more: occupare compare "service manager" "senior service manager"'
        )
    output.check()
    connection = open_database(database)
    comparison = comparing.compare(connection, resolve_all(connection, titles), sections)
    if is_long:
        output.write(comparing.long(comparison))
    elif output.format.comparison:
        output.write_comparison(output.format.comparison(connection, comparison, bool(sections) or is_whole))
    else:
        output.write(comparing.wide(comparison))
