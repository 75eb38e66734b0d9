"""`occupare describe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.options import examples, output_options, tables_begun

if TYPE_CHECKING:
    from occupare.write.output import Output


@click.command(
    name="describe",
    epilog=examples(
        "occupare describe",
        "occupare describe comparison_metric",
        "occupare describe --erd -o schema.mmd",
    ),
)
@click.argument("name", required=False, shell_complete=tables_begun)
@click.option("--erd", "is_diagram", is_flag=True, help="Print the schema's tables and references, in Mermaid.")
@output_options
@click.pass_obj
def command(database: str | None, name: str | None, is_diagram: bool, output: Output) -> None:
    """Describe the tables and views, or the columns of the one named NAME.

    A diagram with NAME shows that table and those next to it.
    """
    from occupare.build.first_use import open_database
    from occupare.catalog import description

    if is_diagram:
        if output.format_name is not None:
            raise click.UsageError("--erd prints Mermaid, which has no other --format; leave one of the two out")
        output.write_text([description.diagram(name)])
        return
    output.check()
    output.write(description.describe(open_database(database), name))
