"""`occupare find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.choice import WholeNumber
from occupare.errors import say
from occupare.options import examples, output_options, titles_begun

if TYPE_CHECKING:
    from occupare.write.output import Output


@click.command(
    name="find",
    epilog=examples(
        "occupare find manager",
        'occupare find "project management" --limit 5',
    ),
)
@click.argument("text", required=False, default="", shell_complete=titles_begun)
@click.option("--limit", type=WholeNumber(min=1), metavar="COUNT", help="Show so many at most, the best first.")
@output_options
@click.pass_obj
def command(database: str | None, text: str, limit: int | None, output: Output) -> None:
    """Find occupations by title, alternate title, code or skill; without TEXT list all."""
    from occupare.build.first_use import open_database
    from occupare.database import packaged_query
    from occupare.result import Result, result_of

    output.check()
    found = result_of(open_database(database).execute(packaged_query("find", asked=text)))
    if not found.rows:
        say(f"found no occupation with '{text}' in a title, alternate title, code or skill; 'occupare find' lists all")
        if output.format.screen:
            return
    if limit is not None and len(found.rows) > limit:
        say(f"the first {limit:,} of {len(found.rows):,} occupations")
    width = len(found.columns) if text else 2  # without a text nothing says why
    rows = [row[:width] for row in found.rows[:limit]]
    output.write(Result(found.columns[:width], rows, (found.types or [])[:width]))
