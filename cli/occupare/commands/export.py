"""`occupare export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from occupare.options import examples, limit_options, output_options, tables_begun, titles_begun

if TYPE_CHECKING:
    from occupare.ask.limits import Limits
    from occupare.write.output import Output


@click.command(
    name="export",
    epilog=examples(
        "occupare export occupation_profile -o profile.xlsx",
        "occupare export comparison_metric -o pairs.parquet",
        'occupare export comparison_metric --occupation "service manager" -o service_manager.csv',
        "occupare export pay skill occupation_skill -o tables",
        'occupare export --sql "select title, annual_pay from occupation_profile" --excel -o pay.csv',
        "occupare export --all-tables -o seeds_again",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME …]", shell_complete=tables_begun)
@click.option("--sql", "statement", metavar="STATEMENT", help="Export the rows of a query, read-only as in 'sql'.")
@click.option("--all-tables", "is_all_tables", is_flag=True, help="Export every seed table; 'build' takes the folder.")
@click.option("--where", metavar="CONDITION", help="Only the rows of one table or view that meet a condition of SQL.")
@click.option(
    "--occupation",
    "occupations",
    metavar="TITLE",
    multiple=True,
    shell_complete=titles_begun,
    help="Only the rows of this occupation, of a pair as the first; repeatable.",
)
@limit_options
@output_options
@click.pass_obj
def command(
    database: str | None,
    names: tuple[str, ...],
    statement: str | None,
    is_all_tables: bool,
    where: str | None,
    occupations: tuple[str, ...],
    limits: Limits,
    output: Output,
) -> None:
    """Export tables and views, or the rows of a query: one to stdout or -o FILE, several to -o FOLDER.

    A folder gets one file each, CSV unless --format says otherwise, and a datapackage.json that says what they are. It
    must be new, or of an export. The rows of a table come as they are stored, those of a view sorted by its columns
    from left to right, so that two exports of one database are the same, byte for byte.
    """
    from occupare.write.export import export
    from occupare.write.export_request import ExportRequest

    export(database, ExportRequest(names, statement, is_all_tables, output, where, occupations, limits))
