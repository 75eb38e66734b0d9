"""What sqlglot alone does not carry over to an engine: one function for each construct, with the reason.

Each takes a node of the tree of DuckDB's SQL and returns it, or what the engine needs in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

Rewrite = Callable[["exp.Expression"], "exp.Expression"]


def held_at_both_ends(node: exp.Expression) -> exp.Expression:
    """`regexp_full_match(text, pattern)`: elsewhere a pattern matches anywhere in the text."""
    from sqlglot import exp

    if not isinstance(node, exp.RegexpFullMatch):
        return node
    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f"^({node.expression.name})$"))


def classes_by_name(node: exp.Expression) -> exp.Expression:
    """Letters and digits of every script in a pattern: PostgreSQL knows them by a name, not by a Unicode property."""
    from sqlglot import exp

    if isinstance(node, exp.Literal) and node.is_string and r"\p{L}\p{N}" in node.name:
        return exp.Literal.string(node.name.replace(r"\p{L}\p{N}", "[:alnum:]"))
    return node


def all_replaced(node: exp.Expression) -> exp.Expression:
    """Leave out the flag g of `regexp_replace`: where all matches are replaced anyway, it means something else."""
    from sqlglot import exp

    if isinstance(node, exp.RegexpReplace):
        node.set("modifiers", None)
    return node


def nulls_last_unsaid(node: exp.Expression) -> exp.Expression:
    """`string_agg(text, mark order by text)`: a list of texts has no nulls, and some engines refuse a word on them."""
    from sqlglot import exp

    return _without_word_on_nulls(node) if isinstance(node, exp.GroupConcat) else node


def nulls_unsaid_in_windows(node: exp.Expression) -> exp.Expression:
    """`sum(x) over (order by level)`: BigQuery refuses a word on nulls there, where ours have none."""
    from sqlglot import exp

    is_sum = isinstance(node, exp.Window) and isinstance(node.this, exp.AggFunc)
    return _without_word_on_nulls(node) if is_sum else node


def _without_word_on_nulls(node: exp.Expression) -> exp.Expression:
    from sqlglot import exp

    for ordered in node.find_all(exp.Ordered):
        ordered.set("nulls_first", not ordered.args.get("desc"))  # the engines' own default, so that none is written
    return node


def sets_of_texts_joined(node: exp.Expression) -> exp.Expression:
    """`string_agg(distinct text, mark order by text)`: Spark's own fails where a query has two of them."""
    from sqlglot import exp

    ordered = node.this
    if not isinstance(node, exp.GroupConcat) or not isinstance(ordered, exp.Order):
        return node
    distinct = ordered.this
    if not isinstance(distinct, exp.Distinct) or len(ordered.expressions) != 1:
        return node
    (text,), (by,) = distinct.expressions, ordered.expressions
    if by.this != text or by.args.get("desc"):
        return node
    texts = exp.func("array_sort", exp.func("collect_set", text, dialect="spark"), dialect="spark")
    joined = exp.func("array_join", texts, node.args["separator"], dialect="spark")
    # A list of no texts is null, not empty.
    return exp.Nullif(this=joined, expression=exp.Literal.string(""))


def rounded_to_whole(node: exp.Expression) -> exp.Expression:
    """`cast(number as integer)`: DuckDB and PostgreSQL round it, Spark cuts its decimals off."""
    from sqlglot import exp

    is_whole = isinstance(node, exp.Cast) and node.to.this in exp.DataType.INTEGER_TYPES
    is_number = not isinstance(node.this, (exp.Literal, exp.Null, exp.Round, exp.Predicate, exp.Connector, exp.Not))
    if is_whole and is_number:
        node.set("this", exp.Round(this=node.this))
    return node


POSTGRES: tuple[Rewrite, ...] = (held_at_both_ends, classes_by_name)
SPARK: tuple[Rewrite, ...] = (
    held_at_both_ends,
    sets_of_texts_joined,
    nulls_last_unsaid,
    rounded_to_whole,
)


def translated(sql: str, dialect: str, rewrites: tuple[Rewrite, ...]) -> str:
    """Return a statement or an expression of DuckDB's SQL in another dialect; raises where sqlglot knows of no way."""
    import sqlglot
    from sqlglot.errors import ErrorLevel

    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for rewrite in rewrites:
        tree = tree.transform(rewrite)
    return tree.sql(dialect, pretty=True, comments=False, unsupported_level=ErrorLevel.RAISE)
