"""`occupare sql`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.errors import say
from occupare.options import examples, limit_options, output_options

if TYPE_CHECKING:
    from occupare.ask.limits import Limits
    from occupare.write.output import Output


@click.command(
    name="sql",
    epilog=examples(
        'occupare sql "select title, annual_pay from occupation_profile order by annual_pay desc"',
        'echo "from comparison_metric limit 5" | occupare sql',
        'occupare sql --dialect tsql "select top 3 [title] from occupation" --show',
    ),
)
@click.argument("statement", required=False)
@click.option("-f", "--file", metavar="FILE", help="Read the SQL from FILE.")
@limit_options
@click.option(
    "--dialect", metavar="NAME", help="Translate the SQL first, from postgres, bigquery, snowflake, spark, tsql, …"
)
@click.option("--show", "is_shown", is_flag=True, help="Print the translation, and run nothing.")
@output_options
@click.pass_obj
def command(
    database: str | None,
    statement: str | None,
    file: str | None,
    dialect: str | None,
    is_shown: bool,
    limits: Limits,
    output: Output,
) -> None:
    """Run SQL on the database, read-only: a STATEMENT, -f FILE, or stdin.

    Several statements are separated by semicolons; the rows are those of the last one.
    """
    from occupare.ask import dialects, sandbox
    from occupare.build.first_use import open_database

    if is_shown and dialect is None:
        raise click.UsageError("--show prints a translation; name the dialect to translate from with --dialect")
    if not is_shown:
        output.check()
    text = sandbox.statement_text(statement, file)
    if dialect is not None:
        text = dialects.translated(text, dialect)
    if is_shown:
        output.write_text([f"{text};\n"])
        return
    connection = open_database(database)
    sandbox.lock_down(connection, limits.memory)
    with limits.bounded():
        result = sandbox.run(connection, text, limits.timeout)
        if result is None:
            say("done; the statement returned no rows")
            return
        with limits.hold_while_writing():
            output.write(result, connection)
