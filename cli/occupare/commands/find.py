"""`occupare find`."""

from __future__ import annotations

import click

from occupare.errors import say
from occupare.options import examples, output_options, titles_begun


@click.command(
    name="find",
    epilog=examples(
        "occupare find manager",
        'occupare find "project management"',
    ),
)
@click.argument("text", required=False, default="", shell_complete=titles_begun)
@output_options
@click.pass_obj
def command(database: str | None, text: str, output: str | None, format_: str | None) -> None:
    """Find occupations by title, alternate title, code or skill; without TEXT list all."""
    from occupare.build.first_use import open_database
    from occupare.database import packaged_query
    from occupare.result import result_of
    from occupare.write import output as out

    name = out.chosen_format(format_, output)
    result = result_of(open_database(database).execute(packaged_query("find", asked=text)))
    if not result.rows:
        say(f"found no occupation with '{text}' in a title, alternate title, code or skill; 'occupare find' lists all")
    out.write(result, name, output)
