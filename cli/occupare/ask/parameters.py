"""Parameters of a question: declared in its header, placed in its SQL by sqlglot, filled in as literals.

A place is one that sqlglot's tree knows as a parameter: a text, a quoted name or a comment that holds $rows stays.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from occupare.choice import Number, OneOf, WholeNumber
from occupare.errors import DataError, UsageError, nearest, quoted

if TYPE_CHECKING:
    import duckdb

_NUMBER = r"-?\d+(?:\.\d+)?"
_DECLARED = re.compile(
    r"-- \$([A-Za-z_][A-Za-z0-9_]*) \((integer|number|text|occupations?)"
    rf"( from {_NUMBER}(?: to {_NUMBER})?| of [\w-]+(?:\|[\w-]+)+| in \w+\.\w+)?(?:, (.+?))?\): (.+)"
)
_LIMITS = {
    "integer": r"(from [-\d to]+)?",
    "number": "(from .+)?",
    "text": "((of|in) .+)?",
    "occupation": "",
    "occupations": "",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its name, its type, its default as written (None: it must be given), its meaning.

    Its limits are as written, too, or empty: from 1 to 5, of state|metro, in metric.metric_id.
    """

    name: str
    kind: str
    limits: str
    default: str | None
    meaning: str

    @classmethod
    def declared(cls, line: str) -> Parameter:
        """Return the parameter that a line of a header declares; raises DataError that says what is expected."""
        match = _DECLARED.fullmatch(line)
        if not match:
            raise DataError(
                f"found '{line}', expected '-- $name (integer, number, text, occupation or occupations): meaning.'"
            )
        name, kind, limits, default, meaning = match.groups()
        parameter = cls(name, kind, (limits or "").strip(), default, meaning)
        if not re.fullmatch(_LIMITS[kind], parameter.limits):
            expected = "limits of a number as 'from 1 to 5', of a text as 'of one|other' or 'in table.column'"
            raise DataError(f"found '{line}', expected {expected}")
        if parameter.default is not None:
            try:
                parameter.type.convert(parameter.default, None, None)
            except click.BadParameter as error:
                raise DataError(f"the default of ${parameter.name}: {error.message}") from error
        return parameter

    @property
    def type(self) -> click.ParamType[Any]:
        """The type of its values on the command line."""
        ends = re.findall(_NUMBER, self.limits) if self.limits.startswith("from ") else []
        if self.kind == "integer":
            whole: list[int | None] = [*map(int, ends), None, None]
            return WholeNumber(whole[0], whole[1])
        if self.kind == "number":
            real: list[float | None] = [*map(float, ends), None, None]
            return Number(real[0], real[1])
        return OneOf(self.limits[3:].split("|")) if self.limits.startswith("of ") else click.STRING

    @property
    def flag(self) -> str:
        """The option of the command line that gives it."""
        return f"--{self.name.replace('_', '-')}"

    def literal(self, connection: duckdb.DuckDBPyConnection, value: Any) -> str:
        """Return a value as an SQL literal, several as a list of literals; a title becomes its occupation's id.

        Raises UsageError for a title that means none or several, and for a value that is not in its column.
        """
        from occupare.ask.titles import resolve, resolve_all
        from occupare.database import literal

        if self.kind == "occupations":
            return ", ".join(literal(each.occupation_id) for each in resolve_all(connection, tuple(value)))
        if self.limits.startswith("in "):
            self._refuse_unknown(connection, value)
        return literal(resolve(connection, value).occupation_id if self.kind == "occupation" else value)

    def _refuse_unknown(self, connection: duckdb.DuckDBPyConnection, value: str) -> None:
        import duckdb

        from occupare.database import identifier

        table, column = map(identifier, self.limits[3:].split("."))
        try:
            rows = connection.execute(f"select distinct {column} from {table} where {column} is not null order by all")
            known = [str(word) for (word,) in rows.fetchall()]
        except duckdb.Error as error:
            raise DataError(f"the values of ${self.name}, '{self.limits}': {str(error).splitlines()[0]}") from error
        if value not in known:
            near = nearest(value, known)
            raise UsageError(
                f"{self.flag} {quoted(value)}: found no such value, expected one of {', '.join(known)}{near}"
            )


@dataclass(frozen=True)
class Place:
    """Where an SQL text uses a parameter: from the $ to the end of its name, in characters."""

    name: str
    start: int
    end: int


def places(sql: str) -> list[Place]:
    """Return where the one statement of an SQL text uses parameters, in order.

    Raises DataError where sqlglot can't read the text, or where it is not one statement.
    """
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.dialects.duckdb import DuckDB
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it warns of what is refused here
    try:
        statements = [each for each in sqlglot.parse(sql, dialect="duckdb") if each is not None]
        tokens = DuckDB().tokenize(sql)
    except (SqlglotError, RecursionError) as error:
        said = str(error).splitlines()[0] if isinstance(error, SqlglotError) else "it is nested too deeply"
        raise DataError(f"cannot be read as SQL: {said}") from error
    if len(statements) != 1:
        raise DataError(f"found {len(statements)} statements, expected one")
    found = [
        Place(name.text, dollar.start, name.end + 1)
        for dollar, name in pairwise(tokens)
        if dollar.token_type.name == "PARAMETER" and name.start == dollar.end + 1
    ]
    known = Counter(each.name for each in statements[0].find_all(exp.Placeholder, exp.Parameter))
    strange = sorted(name for name in known if not name.isidentifier())
    if strange:
        shown = "?" if strange[0] in ("", "?") else f"${strange[0]}"
        raise DataError(f"uses {shown}, expected the name of a parameter, as $rows")
    if known != Counter(place.name for place in found):
        raise DataError("cannot be read as SQL: a $ is no parameter where it stands")
    return found


def filled(sql: str, literals: dict[str, str]) -> str:
    """Return the SQL with a literal at each place of a parameter, and nothing else changed."""
    pieces, end = [], 0
    for place in places(sql):
        pieces += [sql[end : place.start], f" {literals[place.name]} "]
        end = place.end
    return "".join([*pieces, sql[end:]])
