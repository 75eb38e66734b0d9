"""What a fault of the engine means: its message, the place in the SQL with a caret, and the nearest names."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# How the engine words what the sandbox refuses.
_REFUSALS = (
    "external access",
    "disabled by configuration",
    "disabled through configuration",
    "configuration has been locked",
    "read-only",
    "LocalFileSystem disabled",
)
SANDBOX = "occupare sql reads this database and nothing else: no file, network, extension or setting"
LINE_SHOWN = 100


def explained(connection: duckdb.DuckDBPyConnection, statement: str, message: str, sql: str | None = None) -> str:
    """Return what a fault of the engine means: its message, the line of the SQL with a caret, the nearest names.

    The engine gives the place in bytes of all the SQL, of which the statement is the failed part.
    """
    fault = _fault(message)
    text = fault["exception_message"].strip()
    if fault.get("exception_type") == "Out of Memory":
        text = f"{text.splitlines()[0]}\n--memory allows more; nothing is written to disk instead"
    if "exception_type" in fault:
        text = f"{fault['exception_type']} Error: {text}"
    whole, position = sql or statement, fault.get("position")
    if position is not None:
        text += f"\n\n{with_caret(whole, *_place(whole, int(position)))}"
    else:
        text += f"\n\n{statement.strip()}"
    text += _nearest_names(connection, fault)
    if any(refusal in text for refusal in _REFUSALS):
        text += f"\n{SANDBOX}"
    return text


def _fault(message: str) -> dict[str, str]:
    """Return the engine's fault as it reports it in JSON; where it does not, its message alone."""
    with suppress(ValueError):
        found = json.loads(message[message.index("{") :])
        if isinstance(found, dict) and "exception_message" in found:
            return found
    return {"exception_message": message}


def _place(sql: str, position: int) -> tuple[int, int]:
    """Return the line, from 1, and the column, from 0, of a place given in bytes of UTF-8."""
    before = sql.encode("utf-8")[:position].decode("utf-8", "ignore")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)


def with_caret(sql: str, number: int, column: int) -> str:
    """Return the line of that number, and below it a caret under the column; a long line is cut around it."""
    line = sql.split("\n")[number - 1].rstrip("\r").replace("\t", " ")
    if len(line) > LINE_SHOWN:
        start = max(column - LINE_SHOWN // 2, 0)
        head, tail = "…" if start else "", "…" if start + LINE_SHOWN < len(line) else ""
        line = head + line[start : start + LINE_SHOWN] + tail
        column -= start - len(head)
    label = f"LINE {number}: "
    return f"{label}{line}\n{' ' * (len(label) + _width(line[:column]))}^"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each wide character."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _nearest_names(connection: duckdb.DuckDBPyConnection, fault: dict[str, str]) -> str:
    """Return the tables, or the columns with their tables, whose names are the most like an unknown one."""
    import difflib

    import duckdb

    message = fault["exception_message"]
    column = re.search(r'(?:Referenced column|a column named|Column with name) "?([^"\s]+)', message)
    table = re.search(r'(?:Table with name |Referenced table ")([^"\s]+)', message)
    unknown = column or table
    if unknown is None:
        return ""
    with suppress(duckdb.Error):  # a transaction that failed answers nothing more; mostly none is open
        connection.execute("rollback")
    rows = connection.execute(
        "select column_name, table_name from duckdb_columns() where not internal and database_name in "
        "(current_database(), 'temp') order by all"
    ).fetchall()
    tables_of: dict[str, list[str]] = {}
    for column_name, table_name in rows:
        tables_of.setdefault(column_name if column else table_name, []).append(table_name)
    names = difflib.get_close_matches(unknown[1].split(".")[-1].lower(), tables_of, n=3, cutoff=0.5)
    if not names:
        return ""
    if not column:
        return f"\nNearest tables and views: {', '.join(names)}"
    return "\nNearest columns: " + "; ".join(f"{name} (of {_some(tables_of[name])})" for name in names)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
