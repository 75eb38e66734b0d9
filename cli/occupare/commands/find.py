"""`occupare find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.errors import say
from occupare.options import examples, output_options, titles_begun

if TYPE_CHECKING:
    from occupare.write.output import Output


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
def command(database: str | None, text: str, output: Output) -> None:
    """Find occupations by title, alternate title, code or skill; without TEXT list all."""
    from occupare.build.first_use import open_database
    from occupare.database import packaged_query
    from occupare.result import result_of

    output.check()
    result = result_of(open_database(database).execute(packaged_query("find", asked=text)))
    if not result.rows:
        say(f"found no occupation with '{text}' in a title, alternate title, code or skill; 'occupare find' lists all")
    output.write(result)
