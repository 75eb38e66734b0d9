"""Schema files that stand for the vocabulary: what names "{metric}" is written out for every metric.

A quoted name, a text or a type of a file may hold placeholders: {metric}, {label}, {unit}, … of one metric. A select
item (in any query of the file), a column of a list, a branch of a CASE or a statement such as a comment that holds one
stands once for every metric that is not ranked; with {number_metric} only for those that are numbers. A file that
names {section} in its own name stands for one object per section. Values are put into the parsed
tree, as names, texts and types: none of them can become SQL, whatever it holds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from occupare.catalog.lineage import parsed
from occupare.catalog.schema_files import SchemaFile, sql_files
from occupare.errors import DataError

if TYPE_CHECKING:
    import duckdb
    from sqlglot import exp

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Metric:
    """What a column of the wide tables needs to know of its metric."""

    metric_id: str
    section: str
    value_kind: str
    label: str
    unit: str | None
    decimals: int
    pay_column: str | None = None

    @functools.cached_property
    def values(self) -> dict[str, str]:
        """What each placeholder stands for; {number_metric} only of a number, {pay_column} only of a column of pay."""
        values = {
            "metric": self.metric_id,
            "section": self.section,
            "value_column": f"{self.value_kind}_value",
            "label": self.label,
            "unit": self.unit or "text",
            "sql_type": "varchar",
        }
        if self.value_kind == "number":
            values["number_metric"] = self.metric_id
            values["difference_unit"] = "percentage points" if self.unit == "percent" else str(self.unit)
            values["sql_type"] = f"decimal(18, {self.decimals})" if self.decimals else "bigint"
        if self.pay_column is not None:
            values["pay_column"] = self.pay_column
            values["pay_type"] = f"decimal({self.decimals + 6}, {self.decimals})" if self.decimals else "integer"
        return values


_PLACEHOLDERS = Metric("", "", "number", "", None, 0, "").values.keys()


class Vocabulary(NamedTuple):
    """What templates are written out for: the metrics that are one figure, in their order, and the sections."""

    metrics: tuple[Metric, ...]
    sections: tuple[str, ...]


def read_vocabulary(connection: duckdb.DuckDBPyConnection) -> Vocabulary:
    """Return the metrics and sections that a database holds."""
    sections = connection.execute("select section from section order by section").fetchall()
    rows = connection.execute(
        "select metric_id, section, value_kind, label, unit, decimals, pay_column from metric "
        "where not is_ranked order by sort_order"
    ).fetchall()
    return Vocabulary(tuple(Metric(*row) for row in rows), tuple(section for (section,) in sections))


@functools.lru_cache(maxsize=256)
def written_out(file: SchemaFile, vocabulary: Vocabulary) -> tuple[SchemaFile, ...]:
    """Return the objects that a schema file stands for, each in plain SQL: most files stand for just the one they hold.

    A section that has a file of its own, such as comparison_skills, is none of those that another stands for. Raises
    DataError for a placeholder that stands where nothing can be repeated, such as in a WHERE.
    """
    if not is_template(file.sql):
        return (file,)
    if "{section}" not in file.name:
        return (SchemaFile(file.kind, file.name, _sql(_statements(file.sql, vocabulary.metrics))),)
    written = {other.name for other in sql_files(file.kind)}
    named = {section: file.name.replace("{section}", section) for section in vocabulary.sections}
    return tuple(
        SchemaFile(file.kind, name, _sql(_filled(each, {"section": section}) for each in parsed(file.sql)))
        for section, name in named.items()
        if name not in written
    )


def _sql(statements: Iterable[exp.Expr]) -> str:
    return ";\n".join(statement.sql("duckdb", comments=False) for statement in statements)


def _statements(sql: str, metrics: tuple[Metric, ...]) -> Iterator[exp.Expr]:
    """Yield the statements of a file, written out for the metrics."""
    from sqlglot import exp

    for statement in parsed(sql):
        if isinstance(statement, exp.Create | exp.Insert | exp.Query):
            written = statement.copy()
            _write_out(written, metrics)
            yield written
        else:
            yield from _repeated(statement, metrics)


@functools.cache
def is_template(sql: str) -> bool:
    """Return whether a name, text or type of the file holds a placeholder; what a comment of the SQL says is none."""
    return "{" in sql and any(_held_itself(part) for statement in parsed(sql) for part in statement.walk())


def _write_out(node: exp.Expr, metrics: tuple[Metric, ...]) -> None:
    """Write out what can be repeated within a tree, from the outside in: what is repeated takes its queries along."""
    from sqlglot import exp

    for placeholder in _held_itself(node):
        expected = (
            "a select item, a column of a list, a branch of a CASE or a comment, which is repeated for every metric"
        )
        raise DataError(f"schema: found {{{placeholder}}} in {node.sql('duckdb')}, expected it in {expected}")
    for name, value in list(node.args.items()):
        parts = [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, exp.Expression)]
        is_list = name == "expressions" and isinstance(node, exp.Select | exp.Schema | exp.Group | exp.Order)
        if is_list or (name == "ifs" and isinstance(node, exp.Case)):
            node.set(name, [each for part in parts for each in _repeated(part, metrics)])
        else:
            for part in parts:
                _write_out(part, metrics)


def _repeated(node: exp.Expr, metrics: tuple[Metric, ...]) -> Iterator[exp.Expr]:
    """Yield a copy for every metric where the tree holds placeholders outside its lists, else the tree itself."""
    from sqlglot import exp

    def is_within(part: exp.Expr) -> bool:
        return part is not node and isinstance(part, exp.Query | exp.If)

    held = {each for part in node.walk(prune=is_within) if not is_within(part) for each in _held_itself(part)}
    if held:
        yield from (_filled(node, metric.values) for metric in metrics if held <= metric.values.keys())
    else:
        _write_out(node, metrics)
        yield node


def _held_itself(node: exp.Expr) -> list[str]:
    """Return the placeholders that a name, text or type holds."""
    found = _PLACEHOLDER.findall(_text(node))
    return [placeholder for placeholder in found if placeholder in _PLACEHOLDERS]


def _text(node: exp.Expr) -> str:
    """Return what a name, a text or a type of its own (cast(x as "name")) says; nothing of other parts of a tree."""
    from sqlglot import exp

    if isinstance(node, exp.Identifier | exp.Literal):
        return str(node.this)
    return str(node.args.get("kind") or "") if isinstance(node, exp.DataType) else ""


def _filled(node: exp.Expr, values: dict[str, str]) -> exp.Expr:
    """Return a copy of the tree with the values in place of their placeholders, each put in once."""
    from sqlglot import exp

    filled = node.copy()
    for part in list(filled.walk()):
        if values.keys() & _held_itself(part):
            text = _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), _text(part))
            if isinstance(part, exp.DataType):
                part.replace(exp.DataType.build(text, dialect="duckdb"))
            else:
                part.set("this", text)
    return filled
