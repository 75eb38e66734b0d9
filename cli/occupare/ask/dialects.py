"""SQL of other dialects as DuckDB's, by sqlglot."""

from __future__ import annotations

from occupare.ask.explained import with_caret
from occupare.errors import DataError, UsageError, nearest


def translated(sql: str, dialect: str) -> str:
    """Return the SQL of another dialect as DuckDB's, its statements separated by semicolons.

    Raises UsageError for an unknown dialect, DataError where sqlglot cannot read or translate the SQL.
    """
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.dialects.dialect import Dialects
    from sqlglot.errors import ErrorLevel, ParseError, SqlglotError

    known = sorted({name.value for name in Dialects if name.value})
    if dialect.lower() not in known:
        raise UsageError(f"--dialect {dialect}: expected one of {', '.join(known)}{nearest(dialect.lower(), known)}")
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it warns of what is refused below
    try:
        expressions = [each for each in sqlglot.parse(sql, dialect=dialect.lower()) if each is not None]
        unread = next((each for each in expressions if isinstance(each, exp.Command)), None)
        if unread is not None and dialect.lower() != "duckdb":
            raise DataError(f"cannot be translated from {dialect}\n\n{unread.sql(dialect.lower())}")
        for hint in [hint for each in expressions for hint in each.find_all(exp.Hint)]:
            hint.pop()  # how to run it elsewhere is no part of the question
        written = [each.sql("duckdb", pretty=True, unsupported_level=ErrorLevel.RAISE) for each in expressions]
    except ParseError as error:
        fault = error.errors[0]
        at = with_caret(sql, fault["line"], fault["col"] - len(fault["highlight"]))
        raise DataError(f"cannot be read as {dialect}: {fault['description']}\n\n{at}") from error
    except SqlglotError as error:
        raise DataError(f"cannot be translated from {dialect}: {error}\n\n{sql.strip()}") from error
    if not written:
        raise UsageError("found only comments, expected a statement")
    return ";\n\n".join(written)
