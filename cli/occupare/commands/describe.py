"""`occupare describe`."""

from __future__ import annotations

import click

from occupare.options import examples, output_options, tables_begun


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
def command(database: str | None, name: str | None, is_diagram: bool, output: str | None, format_: str | None) -> None:
    """Describe the tables and views, or the columns of the one named NAME.

    A diagram with NAME shows that table and those next to it.
    """
    from occupare.build.first_use import open_database
    from occupare.catalog import description
    from occupare.write import output as out

    if is_diagram:
        if format_ is not None:
            raise click.UsageError("--erd prints Mermaid, which has no other --format; leave one of the two out")
        with out.text_target(output) as target:
            target.write(description.diagram(name))
        return
    format_name = out.chosen_format(format_, output)
    out.write(description.describe(open_database(database), name), format_name, output)
