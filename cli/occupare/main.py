"""The command line: parse, call, print. What a command does is in the modules that it imports."""

from __future__ import annotations

import functools
import importlib
import io
import keyword
import os
import pkgutil
import sys
from typing import NoReturn

import click

from occupare import commands
from occupare.errors import UsageError, nearest, quoted, say
from occupare.help_text import PrintableHelp
from occupare.options import database_option
from occupare.process import run


def _print_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from occupare.database import SCHEMA_VERSION

    click.echo(f"occupare {version('occupare')}, DuckDB {version('duckdb')}, schema {SCHEMA_VERSION}")
    ctx.exit()


click.Context.formatter_class = PrintableHelp


class Commands(click.Group):
    """The commands of the folder `commands`: adding one adds a file, and a call imports only its own."""

    @functools.cached_property
    def _names(self) -> list[str]:
        return sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(commands.__path__))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, sorted."""
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"occupare.commands.{module}").command
        if not any(option.name == "database" for option in command.params):
            command.params.append(database_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for; raises UsageError that names the nearest one."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            hint = nearest(args[0], names)
            raise UsageError(f"{quoted(args[0])}: found no command of that name; 'occupare --help' lists them{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the versions."
)
def cli() -> None:
    """Compare occupations: pay, education, demographics, skills and duties, side by side and in SQL."""


cli.params.insert(0, database_option())


def main() -> NoReturn:
    """Run the command line and exit; `occupare.process` says with which code."""
    run(lambda: exit_code(sys.argv[1:]))


def exit_code(arguments: list[str]) -> int:
    """Run one command; click's own main() would take interrupts and closed pipes for faults."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.encoding.lower().startswith("utf"):
        sys.stdout.reconfigure(errors="replace")
    if "_OCCUPARE_COMPLETE" in os.environ:  # a shell asks
        from occupare.completion import complete

        return complete(cli)
    try:
        _refuse_other_encodings(arguments)
        with cli.make_context("occupare", arguments) as context:
            cli.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort as interrupted:
        raise KeyboardInterrupt from interrupted
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        say(message.getvalue().rstrip("\n"))
        return 2
    return 0


def _refuse_other_encodings(arguments: list[str]) -> None:
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            shown = argument.encode("utf-8", "backslashreplace").decode()
            raise UsageError(f"{quoted(shown)}: found bytes that are not UTF-8, expected text in UTF-8")


if __name__ == "__main__":
    main()
