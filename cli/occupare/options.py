"""What the commands share: the options of output, examples in the help, and the words that a shell may offer."""

from __future__ import annotations

import functools
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import click

from occupare.choice import Number, OneOf
from occupare.errors import OccupareError, UsageError
from occupare.write.formats import format_names

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def examples(*lines: str) -> str:
    """Return the end of a command's help: its examples, one a line, as they are typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


_output_options = [
    click.option(
        "-o",
        "--output",
        "output_file",
        metavar="FILE",
        help="Write to FILE; its suffix picks the format. - is stdout.",
    ),
    click.option(
        "--format",
        "format_name",
        type=OneOf(format_names()),
        help="Format of the output. Without it a table on a terminal, CSV in a pipe.",
    ),
    click.option(
        "--excel",
        "is_for_excel",
        is_flag=True,
        help="For csv and tsv: what a spreadsheet would take for a formula, a date or another number stays text.",
    ),
    click.option(
        "--no-pager", "is_paged", flag_value=False, default=True, help="Don't page what is longer than the terminal."
    ),
]


def output_options(command: Any) -> Any:
    """Add the options of output to a command, which takes them as one Output, named `output`."""

    @functools.wraps(command)
    def with_output(
        *arguments: Any,
        output_file: str | None,
        format_name: str | None,
        is_for_excel: bool,
        is_paged: bool,
        **options: Any,
    ) -> Any:
        from occupare.write.output import Output

        file = None if output_file == "-" else output_file
        return command(*arguments, output=Output(file, format_name, is_paged, is_for_excel), **options)

    for option in reversed(_output_options):
        with_output = option(with_output)
    return with_output


_limit_options = [
    click.option(
        "--timeout",
        type=Number(min=0, min_open=True, max=1_000_000),
        metavar="SECONDS",
        help="Stop after SECONDS.",
    ),
    click.option("--memory", metavar="AMOUNT", help="Use at most this much memory, such as 500MB."),
]


def limit_options(command: Any) -> Any:
    """Add the options of what a statement may take, which the command takes as one Limits, named `limits`."""

    @functools.wraps(command)
    def with_limits(*arguments: Any, timeout: float | None, memory: str | None, **options: Any) -> Any:
        from occupare.ask.limits import Limits

        return command(*arguments, limits=Limits(memory, timeout), **options)

    for option in reversed(_limit_options):
        with_limits = option(with_limits)
    return with_limits


def taken_options() -> set[str]:
    """Return the options that a question's command has of its own, or may have."""
    own = limit_options(output_options(lambda: None)).__click_params__
    options = [*own, database_option(), chart_option()]
    return {"--help"}.union(*(option.opts for option in options))


def database_option() -> click.Option:
    """Return the option that names the database, before a command or after it; the last one given counts."""

    def told(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value == "":
            raise UsageError("--database '': found no name, expected a file")
        if value is not None:
            ctx.obj = value

    return click.Option(
        ["-d", "--database"],
        metavar="FILE",
        expose_value=False,
        callback=told,
        help="The database. Without it $OCCUPARE_DATABASE, else ./occupations.duckdb, which is built on first use.",
    )


def chart_option() -> click.Option:
    """Return the option that names the file of a question's chart."""
    return click.Option(["--chart"], metavar="FILE", help="Draw the answer instead, into a FILE.svg, .png or .html.")


def titles_begun(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the titles that the shell may offer for the beginning of a word.

    Nothing is built and no fault is told: without a database they are those of the bundled occupations.
    """
    return _begun(_titles(ctx.obj), incomplete)


def sections_begun(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the sections of a comparison that the shell may offer, where there is a database."""
    database = ctx.obj
    return _begun(_asked(database, "select section, meaning from section") or [], incomplete)


def tables_begun(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the tables and views that the shell may offer; without a database those of the schema's files."""
    return _begun(_object_names(ctx.obj), incomplete)


def _begun(words: list[tuple[str, str | None]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    begun = incomplete.casefold()
    return [CompletionItem(word, help=help_) for word, help_ in words if word.casefold().startswith(begun)]


def _titles(database: str | None) -> list[tuple[str, str | None]]:
    rows = _asked(
        database,
        "select title, any_value(category) from occupation where occupation_kind = 'occupation' group by title "
        "order by title",
    )
    if rows is not None:
        return rows
    from occupare.build.seed_folders import BUNDLED_FOLDER

    return sorted((row["title"], row.get("category")) for row in _bundled_rows(BUNDLED_FOLDER, "occupation"))


def _bundled_rows(folder: str, table: str) -> list[dict[str, str]]:
    import csv

    from occupare.build.seed_folders import packaged_folder

    with (packaged_folder(folder) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _object_names(database: str | None) -> list[tuple[str, str | None]]:
    from occupare.build.seed_folders import VOCABULARY_FOLDER
    from occupare.catalog.schema_files import sql_files
    from occupare.database import packaged_query

    rows = _asked(database, f"select name, meaning from ({packaged_query('objects')})")
    if rows is not None:
        return rows
    sections = [row["section"] for row in _bundled_rows(VOCABULARY_FOLDER, "section")]
    names = [file.name for folder in ("tables", "derived", "views") for file in sql_files(folder)]
    return [(name, None) for name in sorted({each.replace("{section}", part) for each in names for part in sections})]


def _asked(database: str | None, sql: str) -> list[tuple[str, str | None]] | None:
    """Return a query's rows, or None where there is no database to ask."""
    from occupare.build.first_use import open_database
    from occupare.database import database_path

    if not database_path(database).exists():
        return None
    import duckdb

    with suppress(OccupareError, duckdb.Error), closing(open_database(database)) as connection:
        return connection.execute(sql).fetchall()
    return None
