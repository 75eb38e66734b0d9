"""Named questions: one .sql file each, whose header declares its title, its rows, its parameters and what it needs.

    -- Which occupations pay most for the experience that they ask for?
    -- One row: an occupation, the best paid first.
    -- $months (integer, 60): at most so many months of experience to enter.
    -- Needs: annual_pay, entry_requirement.

A parameter has a type (integer, number, text or occupation) and, unless it must be given, a default. A question needs
metrics, tables, views, or a column of one (view.column); a database without a row of one of them can't answer it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from occupare.errors import DataError, UsageError, nearest, quoted, say
from occupare.options import examples, output_options, titles_begun

if TYPE_CHECKING:
    import duckdb

    from occupare.result import Result
    from occupare.write.output import Output

_PARAMETER = re.compile(r"-- \$(\w+) \((integer|number|text|occupation)(?:, (.+?))?\): (.+)")
_TYPES: dict[str, Any] = {
    "integer": click.INT,
    "number": click.FLOAT,
    "text": click.STRING,
    "occupation": click.STRING,
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its name, its type, its default as written (None: it must be given), its meaning."""

    name: str
    kind: str
    default: str | None
    meaning: str

    @property
    def option(self) -> click.Option:
        """The option of the command line that gives it."""
        required = {"required": True} if self.default is None else {"default": self.default, "show_default": True}
        option = f"--{self.name.replace('_', '-')}"
        offered: dict[str, Any] = {"shell_complete": titles_begun} if self.kind == "occupation" else {}
        return click.Option([option, self.name], type=_TYPES[self.kind], help=self.meaning, **required, **offered)

    def literal(self, connection: duckdb.DuckDBPyConnection, value: Any) -> str:
        """Return a value as an SQL literal; a title becomes its occupation's id.

        Raises UsageError for a title that means none or several.
        """
        from occupare.ask.titles import resolve
        from occupare.database import literal

        if self.kind == "occupation":
            return literal(resolve(connection, value).occupation_id)
        return literal(value) if self.kind == "text" else repr(value)


@dataclass(frozen=True)
class Question:
    """A question: its name, title, what one row is, its parameters, what it needs, and its SQL."""

    name: str
    title: str
    row: str
    parameters: tuple[Parameter, ...]
    needs: tuple[str, ...]
    sql: str

    @classmethod
    def read(cls, name: str, text: str) -> Question:
        """Return the question of a file; raises DataError where its header or its parameters are not as declared."""
        header = [line for line in text.splitlines() if line.startswith("--")]
        found = [_PARAMETER.fullmatch(line) for line in header]
        parameters = tuple(Parameter(*match.groups()) for match in found if match)
        rows = [line.removeprefix("-- One row: ") for line in header if line.startswith("-- One row: ")]
        needs = [line.removeprefix("-- Needs: ").rstrip(".") for line in header if line.startswith("-- Needs: ")]
        if not header or len(rows) != 1 or len(needs) != 1:
            raise DataError(
                f"{name}.sql: found no full header, expected the lines "
                "'-- <question>', '-- One row: …' and '-- Needs: …'"
            )
        question = cls(name, header[0].removeprefix("-- "), rows[0], parameters, tuple(needs[0].split(", ")), text)
        question.refuse_other_parameters()
        return question

    def refuse_other_parameters(self) -> None:
        """Raise DataError where the SQL uses a parameter that is not declared, or does not use one that is."""
        declared, used = {parameter.name for parameter in self.parameters}, self.used_parameters
        for name in sorted(used - declared):
            raise DataError(
                f"{self.name}.sql: uses ${name}, which its header does not declare ('-- ${name} (type): …')"
            )
        for name in sorted(declared - used):
            raise DataError(f"{self.name}.sql: declares ${name}, which its SQL does not use")

    @cached_property
    def used_parameters(self) -> set[str]:
        """The names of the parameters that the SQL uses."""
        import sqlglot
        from sqlglot import exp

        try:
            statements = sqlglot.parse(self.sql, dialect="duckdb")
        except sqlglot.ParseError as error:
            raise DataError(f"{self.name}.sql: cannot be read as SQL: {str(error).splitlines()[0]}") from error
        kinds = (exp.Placeholder, exp.Parameter)
        return {found.name for statement in statements if statement for found in statement.find_all(*kinds)}

    def filled(self, connection: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> str:
        """Return the SQL with the parameters' values in it."""
        literals = {
            parameter.name: parameter.literal(connection, values[parameter.name]) for parameter in self.parameters
        }
        body = "\n".join(line for line in self.sql.splitlines() if not line.lstrip().startswith("--"))
        return re.sub(r"\$(\w+)", lambda match: literals[match[1]], body)


def read_questions(folder: str | None) -> dict[str, Question]:
    """Return the questions of a folder (the package's own when None) by name; raises DataError for a faulty one."""
    if folder is not None and not Path(folder).is_dir():
        raise UsageError(f"{folder}: found no such folder, expected one with .sql files")
    entries = files("occupare.queries").iterdir() if folder is None else Path(folder).iterdir()
    texts = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in entries
        if entry.name.endswith(".sql")
    }
    return {name: Question.read(name, texts[name]) for name in sorted(texts)}


def missing(connection: duckdb.DuckDBPyConnection, questions: dict[str, Question]) -> dict[str, list[str]]:
    """Return, for each question, what it needs and the database has no row of."""
    needs = sorted({need for question in questions.values() for need in question.needs})
    objects = connection.execute(
        "select table_name from duckdb_tables() union all select view_name from duckdb_views()"
    ).fetchall()
    names = {row[0] for row in objects}
    held = set()
    for need in needs:
        name, _, column = need.partition(".")
        if name in names:
            query = f'select 1 from "{name}" where {column or "true"} is not null limit 1'
        else:
            query = f"select 1 from occupation_metric where metric_id = '{name}' limit 1"
        if connection.execute(query).fetchall():
            held.add(need)
    return {name: [need for need in question.needs if need not in held] for name, question in questions.items()}


class Questions(click.Group):
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
            raise UsageError(f"{quoted(args[0])}: found no question of that name{hint}; 'occupare query' lists them")
        return super().resolve_command(ctx, args)

    @staticmethod
    def _questions(ctx: click.Context) -> dict[str, Question]:
        return read_questions(ctx.params.get("queries"))


def _command(question: Question) -> click.Command:
    def ask(database: str | None, output: Output, **values: Any) -> None:
        from occupare.build.first_use import open_database

        output.check()
        connection = open_database(database)
        lacking = missing(connection, {question.name: question})[question.name]
        result = answer(connection, question, values)
        if not result.rows:
            say(why_empty(lacking, values))
        output.write(result)

    given = " ".join(
        f'--{parameter.name.replace("_", "-")} "service manager"'
        for parameter in question.parameters
        if parameter.default is None
    )
    command = click.Command(
        question.name,
        params=[parameter.option for parameter in question.parameters],
        callback=output_options(click.pass_obj(ask)),
        help=f"{question.title}\n\nOne row: {question.row}\n\nNeeds: {', '.join(question.needs)}.",
        short_help=question.title,
        epilog=examples(f"occupare query {question.name} {given}".rstrip()),
    )
    command.params.extend(reversed(getattr(command.callback, "__click_params__", [])))
    return command


def answer(connection: duckdb.DuckDBPyConnection, question: Question, values: dict[str, Any]) -> Result:
    """Return the rows of a question under the sandbox of `sql`; raises DataError where its SQL is at fault."""
    from occupare.ask import sandbox
    from occupare.result import Result

    sql = question.filled(connection, values)
    sandbox.lock_down(connection)
    result = sandbox.run(connection, sql)
    return result if result is not None else Result([], [])


def why_empty(lacking: list[str], values: dict[str, Any]) -> str:
    """Return why a question has no answer: what the database has no row of, or which values nothing matches."""
    if lacking:
        return (
            f"no row: this database holds nothing of {', '.join(lacking)}; 'occupare import --help' lists the "
            "published files that give more"
        )
    chosen = ", ".join(f"{name.replace('_', '-')} {value}" for name, value in values.items())
    return "no row matches" + (f": {chosen}" if chosen else "")


def listing(connection: duckdb.DuckDBPyConnection, questions: dict[str, Question]) -> Result:
    """Return one row per question: its name, its title and what this database lacks to answer it."""
    from occupare.result import Result

    lacking = missing(connection, questions)
    rows = [(name, question.title, ", ".join(lacking[name]) or None) for name, question in questions.items()]
    return Result(["name", "question", "this_database_lacks"], rows)
