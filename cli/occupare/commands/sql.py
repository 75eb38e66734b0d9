"""`occupare sql`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from occupare.errors import say
from occupare.options import examples, output_options

if TYPE_CHECKING:
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
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=1_000_000),
    metavar="SECONDS",
    help="Stop after SECONDS.",
)
@click.option("--memory", metavar="AMOUNT", help="Use at most this much memory, such as 500MB.")
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
    timeout: float | None,
    memory: str | None,
    dialect: str | None,
    is_shown: bool,
    output: Output,
) -> None:
    """Run SQL on the database, read-only: a STATEMENT, -f FILE, or stdin.

    Several statements are separated by semicolons; the rows are those of the last one.
    """
    from occupare.ask import dialects, limits, sandbox
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
    sandbox.lock_down(connection, memory)
    if memory is not None:
        limits.bound_process(limits.bytes_of(memory))
    begun = time.monotonic()
    result = sandbox.run(connection, text, timeout)
    if result is None:
        say("done; the statement returned no rows")
        return
    left = None if timeout is None else max(timeout - (time.monotonic() - begun), 0.001)
    with limits.deadline(left, timeout):  # writing what was found is part of it
        output.write(result, connection)
