"""The command line: parse, call, print. What a command does is in the module that it imports."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from occupare.ask.comparison import SECTIONS
from occupare.ask.questions import Questions
from occupare.errors import OccupareError, UsageError, quoted, say
from occupare.options import COMPLETION_VARIABLE, complete, examples, output_options, tables_begun, titles_begun


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from occupare.catalog.schema_files import SCHEMA_VERSION

    click.echo(f"occupare {version('occupare')}, DuckDB {version('duckdb')}, schema {SCHEMA_VERSION}")
    ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-d",
    "--database",
    metavar="FILE",
    help="The database. Without it $OCCUPARE_DATABASE, else ./occupations.duckdb, which is built on first use.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the versions."
)
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Compare occupations: pay, education, demographics, skills and duties, side by side and in SQL."""
    ctx.obj = database


@cli.command(
    epilog=examples(
        'occupare compare "service manager" "senior service manager"',
        'occupare compare "service manager" "client services manager" --section pay -o pay.csv',
    )
)
@click.argument("titles", nargs=-1, required=True, metavar="TITLE TITLE [TITLE …]", shell_complete=titles_begun)
@click.option(
    "--section", "sections", multiple=True, type=click.Choice(SECTIONS), help="Only this section; repeatable."
)
@click.option("--long", "is_long", is_flag=True, help="One row per figure and occupation, with definition and release.")
@output_options
@click.pass_obj
def compare(
    database: str | None,
    titles: tuple[str, ...],
    sections: tuple[str, ...],
    is_long: bool,
    output: str | None,
    format_: str | None,
) -> None:
    """Compare two or more occupations side by side.

    A title may be an id, a code, a title, its singular or plural, an alternate title or the beginning of a title.
    """
    from occupare.ask import comparison as comparing
    from occupare.ask.titles import resolve_all
    from occupare.build.first_use import open_database
    from occupare.write import output as out

    if len(titles) < 2:
        raise click.UsageError(
            'compare needs two titles or more: occupare compare "service manager" "senior service manager"'
        )
    name = out.chosen_format(format_, output)
    connection = open_database(database)
    comparison = comparing.compare(connection, resolve_all(connection, titles), sections)
    if is_long:
        out.write(comparing.long(comparison), name, output)
    elif name == "table":
        with out.text_target(output) as target:
            comparing.print_comparison(comparison, out.console(target))
    else:
        out.write(comparing.wide(comparison), name, output)


@cli.command(
    epilog=examples(
        "occupare find manager",
        'occupare find "project management"',
    )
)
@click.argument("text", required=False, default="", shell_complete=titles_begun)
@output_options
@click.pass_obj
def find(database: str | None, text: str, output: str | None, format_: str | None) -> None:
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


@cli.command(
    epilog=examples(
        'occupare sql "select title, annual_pay from occupation_profile order by annual_pay desc"',
        'echo "from comparison_metric limit 5" | occupare sql',
        'occupare sql --dialect tsql "select top 3 [title] from occupation" --show',
    )
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
def sql(
    database: str | None,
    statement: str | None,
    file: str | None,
    timeout: float | None,
    memory: str | None,
    dialect: str | None,
    is_shown: bool,
    output: str | None,
    format_: str | None,
) -> None:
    """Run SQL on the database, read-only: a STATEMENT, -f FILE, or stdin.

    Several statements are separated by semicolons; the rows are those of the last one.
    """
    from occupare.ask import dialects, sandbox
    from occupare.build.first_use import open_database
    from occupare.write import output as out

    if is_shown and dialect is None:
        raise click.UsageError("--show prints a translation; name the dialect to translate from with --dialect")
    name = "sql" if is_shown else out.chosen_format(format_, output)
    text = sandbox.statement_text(statement, file)
    if dialect is not None:
        text = dialects.translated(text, dialect)
    if is_shown:
        with out.text_target(output) as target:
            target.write(f"{text};\n")
        return
    connection = open_database(database)
    sandbox.lock_down(connection, memory)
    result = sandbox.run(connection, text, timeout)
    if result is None:
        say("done; the statement returned no rows")
    else:
        out.write(result, name, output)


@cli.command(
    epilog=examples(
        "occupare describe",
        "occupare describe comparison_metric",
        "occupare describe --erd -o schema.mmd",
    )
)
@click.argument("name", required=False, shell_complete=tables_begun)
@click.option("--erd", "is_diagram", is_flag=True, help="Print the schema's tables and references, in Mermaid.")
@output_options
@click.pass_obj
def describe(database: str | None, name: str | None, is_diagram: bool, output: str | None, format_: str | None) -> None:
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


@cli.command(
    epilog=examples(
        "occupare export occupation_profile -o profile.xlsx",
        "occupare export comparison_metric -o pairs.parquet",
        "occupare export pay skill occupation_skill -o tables",
        'occupare export --sql "select title, annual_pay from occupation_profile" --excel -o pay.csv',
        "occupare export --all-tables -o seeds_again",
    )
)
@click.argument("names", nargs=-1, metavar="[NAME …]", shell_complete=tables_begun)
@click.option("--sql", "statement", metavar="STATEMENT", help="Export the rows of a query, read-only as in 'sql'.")
@click.option("--all-tables", "is_all_tables", is_flag=True, help="Export every seed table; 'build' takes the folder.")
@click.option(
    "--excel", "is_for_excel", is_flag=True, help="For csv and tsv: add a BOM, and keep cells from being formulas."
)
@output_options
@click.pass_obj
def export(
    database: str | None,
    names: tuple[str, ...],
    statement: str | None,
    is_all_tables: bool,
    is_for_excel: bool,
    output: str | None,
    format_: str | None,
) -> None:
    """Export tables and views, or the rows of a query: one to stdout or -o FILE, several to -o FOLDER.

    A folder gets one file each, CSV unless --format says otherwise, and a datapackage.json that says what they are. It
    must be new, or of an export.
    """
    from occupare.write import export

    export.export(database, export.Asked(names, statement, is_all_tables, output, format_, is_for_excel))


@cli.command(
    epilog=examples(
        "occupare build bundled",
        "occupare build --template my_seeds",
        "occupare -d mine.duckdb build bundled my_seeds",
    )
)
@click.argument("folders", nargs=-1, metavar="FOLDER [FOLDER …]")
@click.option("--replace", is_flag=True, help="Replace a database that was built from other folders.")
@click.option("--template", metavar="DIR", help="Write empty seed CSVs with their headers into DIR, and build nothing.")
@click.pass_obj
def build(database: str | None, folders: tuple[str, ...], replace: bool, template: str | None) -> None:
    """Build the database from exactly the seed FOLDERs given; 'bundled' names the seven occupations that come along.

    Nothing is built unless every row is right, and the old database stays until the new one is whole.
    """
    from occupare.build import building
    from occupare.build.seed_folders import SeedFolder
    from occupare.database import database_path

    if template is not None:
        if folders:
            raise click.UsageError("--template writes templates and builds nothing; leave the folders out")
        paths = building.write_templates(template)
        say(f"{template}: wrote {len(paths)} empty seed files; only occupation.csv must be filled")
        return
    if not folders:
        raise click.UsageError("name the seed folders to build from, such as: occupare build bundled")
    path = database_path(database)
    count = building.build(path, [SeedFolder.named(name) for name in folders], replace=replace)
    say(f"{path}: built from {', '.join(folders)}, {count} occupation{'s' if count != 1 else ''}")


@cli.group(
    cls=Questions,
    invoke_without_command=True,
    subcommand_metavar="[NAME] [OPTIONS]",
    epilog=examples("occupare query", "occupare query highest_paid_for_experience --months 24"),
)
@click.option("--queries", metavar="DIR", is_eager=True, help="Questions of your own: a folder of .sql files.")
@output_options
@click.pass_context
def query(ctx: click.Context, queries: str | None, output: str | None, format_: str | None) -> None:
    """Answer a named question; without NAME list them, with what this database lacks to answer."""
    from occupare.ask import questions
    from occupare.build.first_use import open_database
    from occupare.write import output as out

    if ctx.invoked_subcommand is None:
        name = out.chosen_format(format_, output)
        out.write(questions.listing(open_database(ctx.obj), questions.read_questions(queries)), name, output)


class _ImportCommand(click.Command):
    """A command whose help lists what each publisher offers, as `seeds/<publisher>/files.toml` declare it."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each publisher's files and where they are found, after the examples."""
        from occupare.importer.declarations import publishers

        super().format_epilog(ctx, formatter)

        for publisher in publishers():
            with formatter.section(publisher.title):
                for kind in publisher.kinds:
                    if kind.is_used:
                        formatter.write_text(f"{kind.name}: {kind.gives}")
                        formatter.indent()
                        formatter.write_text(kind.published_at)
                        formatter.dedent()


@cli.command(
    name="import",
    cls=_ImportCommand,
    epilog=examples("occupare import downloads --seeds published", "occupare build published"),
)
@click.argument("downloads", metavar="DOWNLOADS")
@click.option("--seeds", required=True, metavar="OUT", help="The folder of seed CSVs to write; new, or of an import.")
@output_options
@click.pass_obj
def import_(database: str | None, downloads: str, seeds: str, output: str | None, format_: str | None) -> None:
    """Turn the published files below the folder DOWNLOADS into seed CSVs, to build a database from.

    Files are known by what is in them, in any subfolder or .zip, of any year. What comes out is the coverage: of how
    many occupations each subject is filled, by which file, and what is missing.
    """
    import shlex

    from occupare.importer.conversion import import_published
    from occupare.write import output as out

    name = out.chosen_format(format_, output)
    imported = import_published(Path(downloads), Path(seeds))
    out.write(imported.coverage, name, output)
    for path in imported.repeated:
        say(f"left out {path}")
    for path in imported.unrecognised:
        say(f"not recognised: {path}")
    at = f" --database {shlex.quote(database)}" if database else ""
    say(f"{seeds}: wrote {sum(imported.rows.values())} rows of {len(imported.rows)} tables; build the database with:")
    say(f"  occupare{at} build {shlex.quote(seeds)}")


def main() -> None:
    """Run the command line and exit: 0 ok, 1 data or query at fault, 2 usage, 3 no database, 130 interrupted."""
    if sys.stdout is None:  # closed by whoever started us: nobody reads
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.encoding.lower().startswith("utf"):
        sys.stdout.reconfigure(errors="replace")
    if COMPLETION_VARIABLE in os.environ:
        sys.exit(complete(cli))
    sys.exit(_exit_code(sys.argv[1:]))


def _exit_code(arguments: list[str]) -> int:
    """Run one command; click's own main() would take interrupts and closed pipes for faults."""
    try:
        _refuse_other_encodings(arguments)
        with cli.make_context("occupare", arguments) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("interrupted")
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except OccupareError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader closed the pipe; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say(f"{error.filename or 'stdout'}: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _refuse_other_encodings(arguments: list[str]) -> None:
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            shown = argument.encode("utf-8", "backslashreplace").decode()
            raise UsageError(f"{quoted(shown)}: found bytes that are not UTF-8, expected text in UTF-8")


if __name__ == "__main__":
    main()
