"""Rules that several views share: an expression that stands once, in schema/rules, and that a view names in braces.

A file of `schema/rules/` is a select over a common table expression of the file's name. In a view that has one of that
name, figure_pair."{difference}" stands for the expression that schema/rules/figure_pair.sql calls `difference`: what
is created is plain SQL.
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from occupare.errors import DataError

_NAMED = re.compile(r'\b([a-z_]+)\."\{([a-z_]+)\}"')


def with_rules(sql: str) -> str:
    """Return a file's SQL with each rule that it names written out; other placeholders stay as they are."""
    return _NAMED.sub(lambda match: _rules(match[1]).get(match[2], match[0]), sql)


@functools.cache
def _rules(name: str) -> dict[str, str]:
    """Return the expressions of a file of rules, in parentheses, by their names; empty where no file has the name."""
    import sqlglot
    from sqlglot import exp

    file = files("occupare.schema").joinpath("rules", f"{name}.sql")
    if not file.is_file():
        return {}
    select = sqlglot.parse_one(file.read_text(encoding="utf-8"), dialect="duckdb")
    if not isinstance(select, exp.Select):
        raise DataError(f"schema/rules/{name}.sql: found another statement, expected a select")
    rules: dict[str, str] = {}
    for item in select.expressions:
        # A rule may name those above it.
        expression = _NAMED.sub(lambda match: rules[match[2]], item.this.sql("duckdb", comments=False))
        rules[item.alias] = f"({expression})"
    return rules
