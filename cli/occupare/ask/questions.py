"""Named questions: one .sql file each, whose header declares its title, its rows, its parameters and what it needs.

    -- Which occupations pay most for the experience that they ask for?
    -- One row: an occupation, the best paid first.
    -- $months (integer from 0, 60): at most so many months of experience to enter.
    -- Needs: annual_pay, entry_requirement.

A parameter has a type (integer, number, text, occupation, or occupations: one or more, for `in ($name)`) and, unless it
must be given, a default. Behind the type may stand which values there are: `integer from 1`, `number from 0 to 1`,
`text of state|metro`, `text in metric.metric_id` (the values of that column of the database). A question needs metrics,
tables, views, or a column of one (view.column); a database without a row of one of them can't answer it. Its chart,
where it has one, lies beside it: <name>.vl.json, in Vega-Lite; and so does what tells why it may have no row:
<name>.empty.sql, whose rows are reasons, with parameters of the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.ask.parameters import Parameter, filled, places
from occupare.database import identifier
from occupare.errors import DataError, UsageError, nearest, quoted
from occupare.options import taken_options

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import duckdb

    from occupare.result import Result

_CHART, _REASONS = ".vl.json", ".empty.sql"


@dataclass(frozen=True)
class Question:
    """A question: its name, title, what one row is, its parameters, what it needs, its SQL; its chart and reasons."""

    name: str
    title: str
    row: str
    parameters: tuple[Parameter, ...]
    needs: tuple[str, ...]
    sql: str
    chart: str | None = None
    reasons: str | None = None

    @classmethod
    def read(cls, name: str, text: str, chart: str | None = None, reasons: str | None = None) -> Question:
        """Return the question of a file; raises DataError where its header or its parameters are not as declared."""
        header = list(takewhile(lambda line: line.startswith("--"), text.splitlines()))
        rows = [line.removeprefix("-- One row: ") for line in header if line.startswith("-- One row: ")]
        needs = [line.removeprefix("-- Needs: ").rstrip(".") for line in header if line.startswith("-- Needs: ")]
        if not header or len(rows) != 1 or len(needs) != 1:
            raise DataError(
                f"{name}.sql: found no full header, expected the lines "
                "'-- <question>', '-- One row: …' and '-- Needs: …'"
            )
        try:
            parameters = tuple(Parameter.declared(line) for line in header if line.startswith("-- $"))
            used = {place.name for place in places(text)}
        except DataError as error:
            raise DataError(f"{name}.sql: {error}") from error
        question = cls(
            name, header[0].removeprefix("-- "), rows[0], parameters, tuple(needs[0].split(", ")), text, chart, reasons
        )
        question.refuse_other_parameters(used)
        return question

    def refuse_other_parameters(self, used: set[str]) -> None:
        """Raise DataError where one is used and not declared, declared and not used, declared twice, or an option."""
        declared = [parameter.name for parameter in self.parameters]
        for name in sorted(used - set(declared)):
            raise DataError(
                f"{self.name}.sql: uses ${name}, which its header does not declare ('-- ${name} (type): …')"
            )
        for position, parameter in enumerate(self.parameters):
            if parameter.name not in used:
                raise DataError(f"{self.name}.sql: declares ${parameter.name}, which its SQL does not use")
            if parameter.flag in [earlier.flag for earlier in self.parameters[:position]]:
                raise DataError(f"{self.name}.sql: declares ${parameter.name} twice")
            if parameter.flag in taken_options():
                raise DataError(
                    f"{self.name}.sql: declares ${parameter.name}, but {parameter.flag} is an option of every command; "
                    "name the parameter otherwise"
                )

    def filled(self, connection: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> str:
        """Return the SQL with the parameters' values in it."""
        return filled(self.sql, self._literals(connection, values))

    def filled_reasons(self, connection: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> str | None:
        """Return the SQL of why it may have no row, with the parameters' values in it; None where it has none."""
        return None if self.reasons is None else filled(self.reasons, self._literals(connection, values))

    def _literals(self, connection: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> dict[str, str]:
        return {each.name: each.literal(connection, values[each.name]) for each in self.parameters}


class Questions(Mapping[str, Question]):
    """The questions of a folder (the package's own when None) by name, each read when it is asked for.

    Raises UsageError where there is no such folder, DataError for a chart of no question, and for a faulty question
    when that one is read.
    """

    def __init__(self, folder: str | None) -> None:
        if folder is not None and not Path(folder).is_dir():
            raise UsageError(f"{folder}: found no such folder, expected one with .sql files")
        entries = files("occupare.queries").iterdir() if folder is None else Path(folder).iterdir()
        found = {entry.name: entry for entry in entries if entry.name.endswith((".sql", _CHART)) and entry.is_file()}
        for name in sorted(found):
            if name.endswith(_CHART) and f"{name.removesuffix(_CHART)}.sql" not in found:
                expected = f"expected {name.removesuffix(_CHART)}.sql beside it"
                raise DataError(f"{name}: found a chart of no question, {expected}")
        self._found = found
        self._names = sorted(
            name.removesuffix(".sql") for name in found if name.endswith(".sql") and not name.endswith(_REASONS)
        )
        self._read: dict[str, Question] = {}

    def __getitem__(self, name: str) -> Question:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            chart, reasons = (
                _text(self._found[name + end]) if name + end in self._found else None for end in (_CHART, _REASONS)
            )
            self._read[name] = Question.read(name, _text(self._found[f"{name}.sql"]), chart, reasons)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _text(entry: Traversable) -> str:
    try:
        return entry.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{entry.name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x}"
        raise DataError(f"{entry.name}: found {found}, expected text in UTF-8") from error


def missing(connection: duckdb.DuckDBPyConnection, questions: Mapping[str, Question]) -> dict[str, list[str]]:
    """Return, for each question, what it needs and the database has no row of.

    The connection is closed to files and settings before anything of a question reaches the engine.
    Raises DataError where a question needs a column that there is not.
    """
    from occupare.ask import sandbox

    sandbox.lock_down(connection)
    metrics = {row[0] for row in connection.execute("select distinct metric_id from occupation_metric").fetchall()}
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() "
        "where database_name = current_database() and not internal order by all"
    ).fetchall():
        columns.setdefault(table, []).append(column)
    held = set()
    for question in questions.values():
        for need in question.needs:
            table, _, column = need.partition(".")
            if column and column not in columns.get(table, []):
                like = nearest(column, columns[table]) if table in columns else nearest(table, list(columns))
                raise DataError(f"{question.name}.sql: needs {quoted(need)}, found no such column{like}")
            if need in metrics or (table in columns and need not in held and _has_row(connection, table, column)):
                held.add(need)
    return {name: [need for need in question.needs if need not in held] for name, question in questions.items()}


def _has_row(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    """Return whether a table or view has a row, one with a value in the column where one is named."""
    only = f" where {identifier(column)} is not null" if column else ""
    return bool(connection.execute(f"select 1 from {identifier(table)}{only} limit 1").fetchall())


def answer(
    connection: duckdb.DuckDBPyConnection, question: Question, values: dict[str, Any], timeout: float | None = None
) -> Result:
    """Return the rows of a question under the sandbox of `sql`, found in so many seconds at most.

    Raises DataError where its SQL is at fault or the time is over.
    """
    from occupare.ask import sandbox
    from occupare.result import Result, with_own_digits

    sandbox.lock_down(connection)
    result = sandbox.run(connection, question.filled(connection, values), timeout)
    return with_own_digits(result) if result is not None else Result([], [])


def why_empty(
    connection: duckdb.DuckDBPyConnection, question: Question, lacking: list[str], values: dict[str, Any]
) -> str:
    """Return why a question has no answer: what the database has no row of, or which values nothing matches and why."""
    from occupare.ask import sandbox

    if lacking:
        return (
            f"no row: this database holds nothing of {', '.join(lacking)}; 'occupare import --help' lists the "
            "published files that give more"
        )
    chosen = ", ".join(f"{name.replace('_', '-')} {value}" for name, value in values.items())
    told = "no row matches" + (f": {chosen}" if chosen else "")
    sql = question.filled_reasons(connection, values)
    found = sandbox.run(connection, sql) if sql is not None else None
    return "; ".join([told, *(str(row[0]) for row in found.rows)]) if found is not None else told


def listing(connection: duckdb.DuckDBPyConnection, questions: Mapping[str, Question]) -> Result:
    """Return one row per question: its name, its title and what this database lacks to answer it."""
    from occupare.result import Result

    lacking = missing(connection, questions)
    rows = [(name, question.title, ", ".join(lacking[name]) or None) for name, question in questions.items()]
    return Result(["name", "question", "missing_here"], rows)
