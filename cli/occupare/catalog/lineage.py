"""Where a column of a view comes from: the column that it shows, through subqueries, unions and casts."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.optimizer.scope import Scope


@functools.cache
def parsed(sql: str) -> list[exp.Expr]:
    """Return the statements of a schema file as trees, to be read and not changed."""
    import sqlglot

    return [statement for statement in sqlglot.parse(sql, dialect="duckdb") if statement is not None]


@functools.cache
def scopes(sql: str) -> list[Scope]:
    """Return the scopes of each query of a file; the whole query's comes after those within it."""
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    found: list[Scope] = []
    for statement in parsed(sql):
        query = statement.expression if isinstance(statement, exp.Create | exp.Insert) else statement
        if isinstance(query, exp.Query):
            found += traverse_scope(query)
    return found


def origins(sql: str, column: str) -> Iterator[tuple[str, str]]:
    """Yield the table (or view) and column of each that a file's query shows as the column, the first branch first.

    A column that is computed, of which a comment would say something else, has no origin.
    """
    by_query = {id(scope.expression): scope for scope in scopes(sql)}
    for scope in scopes(sql)[-1:]:
        yield from _origins(by_query, scope, column)


def _origins(by_query: dict[int, Scope], scope: Scope, column: str) -> Iterator[tuple[str, str]]:
    from sqlglot import exp

    query = scope.expression
    if isinstance(query, exp.SetOperation):
        for branch in (query.left, query.right):
            yield from _origins(by_query, by_query[id(branch.unnest())], column)
    for item in query.selects if isinstance(query, exp.Select) else []:
        if item.is_star:
            yield from _of_sources(by_query, scope, item.args.get("table"), column)
        elif item.alias_or_name == column:
            shown = _shown(item)
            if shown is not None:
                yield from _of_sources(by_query, scope, shown.args.get("table"), shown.name)


def _of_sources(
    by_query: dict[int, Scope], scope: Scope, table: exp.Identifier | None, column: str
) -> Iterator[tuple[str, str]]:
    """Yield the origins of a column of the named source, or of any source where none is named."""
    from sqlglot import exp

    for name, source in scope.sources.items():
        if table is None or table.name == name:
            if isinstance(source, exp.Table):
                yield source.name, column
            else:
                yield from _origins(by_query, source, column)


def _shown(item: exp.Expr) -> exp.Column | None:
    """Return the column that a select item shows as it is: named otherwise, cast, or with another in its place."""
    from sqlglot import exp

    while isinstance(item, exp.Alias | exp.Cast | exp.Paren | exp.Coalesce):
        item = item.this
    return item if isinstance(item, exp.Column) else None
