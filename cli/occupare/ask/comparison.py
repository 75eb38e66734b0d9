"""Compare occupations: the lines that SQL returns, as a wide result, as a long one, or as tables for reading."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from occupare.ask.titles import Occupation
from occupare.database import packaged_query
from occupare.errors import UsageError, nearest, quoted
from occupare.result import Result

if TYPE_CHECKING:
    import duckdb

PAIR_COLUMNS = ("difference", "percent_difference", "is_beyond_error", "is_like_for_like", "is_same_figure", "caution")


_TYPES = {
    "difference": "DECIMAL(18,4)", "percent_difference": "DECIMAL(18,1)", "is_like_for_like": "BOOLEAN",
    "is_beyond_error": "BOOLEAN", "is_same_figure": "BOOLEAN", "shared_by": "BIGINT",
    "rank": "BIGINT", "at_least": "DECIMAL(18,4)", "number_value": "DECIMAL(18,4)", "at_least_value": "DECIMAL(18,4)",
}  # fmt: skip
_UNITS = {"number_value": "unit of the metric", "at_least_value": "unit of the metric"}
OCCUPATION_COLUMNS = ("status", "at_least", "rank", "source", "period", "basis", "group", "shared_by")


class Line(NamedTuple):
    """A line of one occupation, as compare.sql returns it; the columns mean what they mean in occupation_line."""

    section: str
    metric_id: str
    family_metric_id: str
    entry_text: str | None
    entry_rank: int | None
    entry_order: int
    label: str
    unit: str | None
    decimals: int
    value_kind: str
    occupation_id: str
    occupation_position: int
    number_value: Decimal | None
    text_value: str | None
    value_status: str
    at_least_value: Decimal | None
    basis: str
    group_id: str | None
    group_title: str | None
    shared_by: int | None
    release_id: str
    release_name: str
    source_name: str
    period: str | None
    definition_id: str
    meaning: str
    is_like_for_like: bool | None
    difference: Decimal | None
    percent_difference: Decimal | None
    is_beyond_error: bool | None
    is_beyond_lowest: bool | None
    is_same_figure: bool
    caution: str | None
    is_better: bool

    @property
    def figure(self) -> Decimal | str | None:
        """The figure as raw data: a number with the metric's decimals, a text, or None where none is published."""
        return self.text_value if self.number_value is None else rounded(self.number_value, self.decimals)

    @property
    def least(self) -> Decimal | None:
        """What the figure is at least, where only that is known."""
        return None if self.at_least_value is None else rounded(self.at_least_value, self.decimals)


class Comparison(NamedTuple):
    """The compared occupations, in their order, and the lines of each metric, in the order of the metrics."""

    occupations: list[Occupation]
    metrics: dict[str, dict[str, Line]]

    def lines(self) -> Iterable[Line]:
        """Yield every line, by metric and then by occupation."""
        for by_occupation in self.metrics.values():
            yield from by_occupation.values()


def any_line(by_occupation: dict[str, Line]) -> Line:
    """Return one of the lines of a metric: what they say of the metric is the same in all."""
    return next(iter(by_occupation.values()))


class Headline(NamedTuple):
    """A line of the first screen: the metric, the words before it, and those beside it and that it stands in for."""

    metric_id: str
    label: str
    beside_metric_id: str | None
    stands_in_for_metric_id: str | None


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number with exactly so many decimals, half of the last one up, as the database rounds."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def compare(
    connection: duckdb.DuckDBPyConnection, occupations: list[Occupation], sections: tuple[str, ...]
) -> Comparison:
    """Return the lines of the occupations in the sections (all sections when none is named).

    Raises UsageError for a section that the database does not have.
    """
    known = [section for (section,) in connection.execute("select section from section").fetchall()]
    for section in sections:
        if section not in known:
            expected = f"expected one of {', '.join(known)}{nearest(section, known)}"
            raise UsageError(f"--section {quoted(section)}: found no such section, {expected}")
    ids = [occupation.occupation_id for occupation in occupations]
    rows = connection.execute(packaged_query("compare", occupation_ids=ids)).fetchall()
    metrics: dict[str, dict[str, Line]] = {}
    for line in (Line(*row) for row in rows):
        # A title is part of every section: a reader of a file finds the occupations by it.
        if not sections or line.section in sections or line.metric_id == "title":
            metrics.setdefault(line.metric_id, {})[line.occupation_id] = line
    return Comparison(occupations, metrics)


def headlines(connection: duckdb.DuckDBPyConnection) -> list[Headline]:
    """Return the lines of the first screen, in their order."""
    query = "select metric_id, label, beside_metric_id, stands_in_for_metric_id from headline order by sort_order"
    return [Headline(*row) for row in connection.execute(query).fetchall()]


def wide(comparison: Comparison) -> Result:
    """Return one row per metric, a column per occupation, then (for two) the difference, then each one's source."""
    ids = [occupation.occupation_id for occupation in comparison.occupations]
    pair_columns = [*PAIR_COLUMNS] if len(ids) == 2 else []
    columns = ["section", "metric_id", "label", "unit", *ids, *pair_columns]
    columns += [f"{id_}_{part}" for id_ in ids for part in OCCUPATION_COLUMNS]
    rows = []
    for metric_id, by_occupation in comparison.metrics.items():
        of_metric = any_line(by_occupation)
        lines = [by_occupation.get(id_) for id_ in ids]
        row: list[Any] = [of_metric.section, metric_id, of_metric.label, of_metric.unit]
        row += [line.figure if line else None for line in lines]
        if pair_columns:
            second = lines[1]
            row += [*_differences(second), second and second.is_beyond_error, of_metric.is_like_for_like]
            row += [second.is_same_figure, second.caution] if second and all(lines) else [None, None]
        for line in lines:
            row += (
                [
                    line.value_status,
                    line.least,
                    line.entry_rank,
                    line.source_name,
                    line.period,
                    line.basis,
                    line.group_title,
                    line.shared_by,
                ]
                if line
                else [None] * len(OCCUPATION_COLUMNS)
            )
        rows.append(tuple(row))
    parts = [*["VARCHAR"] * (4 + len(ids)), *map(_type_of, pair_columns), *map(_type_of, OCCUPATION_COLUMNS * len(ids))]
    return Result(columns, rows, parts)


def _differences(line: Line | None) -> tuple[Decimal | None, Decimal | None]:
    """Return how far a line is from that of the first occupation: in its unit (points for shares) and in percent."""
    if line is None or line.difference is None:
        return None, None
    return rounded(line.difference, line.decimals), line.percent_difference


def _type_of(column: str) -> str:
    return _TYPES.get(column, "VARCHAR")


def long(comparison: Comparison) -> Result:
    """Return one row per figure and occupation, with its definition and release."""
    titles = {occupation.occupation_id: occupation.title for occupation in comparison.occupations}
    columns = [
        "occupation_id", "title", "section", "metric_id", "label", "rank", "unit", "number_value", "text_value",
        "value_status", "at_least_value", "basis", "group_id", "shared_by", "source", "release_id", "release", "period",
        "definition_id", "definition",
    ]  # fmt: skip
    rows = [
        (
            line.occupation_id, titles[line.occupation_id], line.section, line.metric_id, line.label, line.entry_rank,
            line.unit,
            None if line.number_value is None else rounded(line.number_value, line.decimals), line.text_value,
            line.value_status, line.least,
            line.basis, line.group_id, line.shared_by, line.source_name, line.release_id, line.release_name,
            line.period, line.definition_id, line.meaning,
        )
        for line in comparison.lines()
    ]  # fmt: skip
    return Result(columns, rows, list(map(_type_of, columns)), [_UNITS.get(column) for column in columns])
