"""`occupare query`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.ask.questions import Questions
from occupare.options import examples, output_options

if TYPE_CHECKING:
    from occupare.write.output import Output


@click.group(
    name="query",
    cls=Questions,
    invoke_without_command=True,
    subcommand_metavar="[NAME] [OPTIONS]",
    epilog=examples("occupare query", "occupare query highest_paid_for_experience --months 24"),
)
@click.option("--queries", metavar="DIR", is_eager=True, help="Questions of your own: a folder of .sql files.")
@output_options
@click.pass_context
def command(ctx: click.Context, queries: str | None, output: Output) -> None:
    """Answer a named question; without NAME list them, with what this database lacks to answer."""
    from occupare.ask import questions
    from occupare.build.first_use import open_database

    if ctx.invoked_subcommand is None:
        output.check()
        output.write(questions.listing(open_database(ctx.obj), questions.read_questions(queries)))
