"""`occupare query`: a command for each question, whose options are the question's parameters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from occupare.errors import UsageError, nearest, quoted, say
from occupare.options import chart_option, database_option, examples, limit_options, output_options, titles_begun

if TYPE_CHECKING:
    from occupare.ask.limits import Limits
    from occupare.ask.parameters import Parameter
    from occupare.ask.questions import Question, Questions
    from occupare.write.output import Output

_VALUE = "value_of_"  # before the name of a parameter, which may be that of an option


class QuestionCommands(click.Group):
    """The command `query`: a command for each question, with an option for each of its parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return list(self._questions(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a question, or None where there is none of the name."""
        question = self._questions(ctx).get(cmd_name)
        return _command(question) if question else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the question asked for; raises UsageError that names the nearest one."""
        names = self.list_commands(ctx)
        if args and args[0] not in names:
            hint = nearest(args[0], names)
            raise UsageError(f"{quoted(args[0])}: found no question of that name; 'occupare query' lists them{hint}")
        return super().resolve_command(ctx, args)

    @staticmethod
    def _questions(ctx: click.Context) -> Questions:
        from occupare.ask.questions import Questions

        return Questions(ctx.params.get("queries"))


def _command(question: Question) -> click.Command:
    @limit_options
    @output_options
    @click.pass_obj
    def ask(database: str | None, /, output: Output, limits: Limits, chart: str | None = None, **given: Any) -> None:
        from occupare.ask import questions, sandbox
        from occupare.build.first_use import open_database
        from occupare.report import charts
        from occupare.write.readable import with_units

        values = {name.removeprefix(_VALUE): value for name, value in given.items()}
        output.check()
        if chart is not None:
            charts.refuse_other_suffixes(chart)
        connection = open_database(database)
        sandbox.lock_down(connection, limits.memory)
        with limits.bounded():
            lacking = questions.missing(connection, {question.name: question})[question.name]
            result = questions.answer(connection, question, values, limits.timeout)
            if not result.rows:
                say(questions.why_empty(connection, question, lacking, values))
            if chart is None:
                with limits.hold_while_writing():
                    output.write(result, connection)
        if chart is not None:  # whose renderer asks for gigabytes of addresses that it does not use
            with limits.hold_while_writing():
                if result.rows and not charts.has_figures(question, result):
                    say(f"the picture is empty: {charts.NO_FIGURE}")
                content = charts.file_content(question, with_units(connection, result), Path(chart).suffix.lower())
                replace(output, file=chart).write_bytes(content)

    given = " ".join(f'{each.flag} "service manager"' for each in question.parameters if each.default is None)
    needs = ", ".join(question.needs)
    return click.Command(
        question.name,
        params=[
            *map(_option, question.parameters),
            *([chart_option()] if question.chart is not None else []),
            *reversed(ask.__click_params__),
            database_option(),
        ],
        callback=ask,
        help=f"{question.title}\n\nOne row: {question.row}\n\nNeeds: {needs}.",
        short_help=question.title,
        epilog=examples(f"occupare query {question.name} {given}".rstrip()),
    )


def _option(parameter: Parameter) -> click.Option:
    required: dict[str, Any] = {"required": True}
    if parameter.default is not None:
        required = {"default": parameter.default, "show_default": True}
    if parameter.kind in ("occupation", "occupations"):
        required["shell_complete"] = titles_begun
    if parameter.kind == "occupations":
        required["multiple"] = True
        if parameter.default is not None:
            required["default"] = [parameter.default]
    flags = [parameter.flag, f"{_VALUE}{parameter.name}"]
    return click.Option(flags, type=parameter.type, help=parameter.meaning, **required)


@click.group(
    name="query",
    cls=QuestionCommands,
    invoke_without_command=True,
    subcommand_metavar="[NAME] [OPTIONS]",
    epilog=examples("occupare query", "occupare query highest_paid_for_experience --months 72"),
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
        output.write(questions.listing(open_database(ctx.obj), questions.Questions(queries)))
