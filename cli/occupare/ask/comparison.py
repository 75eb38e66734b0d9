"""Compare occupations: the lines that SQL returns, as a wide result, as a long one, or as tables for reading."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from occupare.ask.summary import narrative
from occupare.ask.titles import Occupation
from occupare.database import packaged_query
from occupare.errors import UsageError, nearest, printable, quoted
from occupare.result import Result

if TYPE_CHECKING:
    import duckdb
    from rich.console import Console
    from rich.table import Table

LABEL_WIDTH = 22
NARROWEST_OCCUPATION = 16
# From this width on, a difference and its percentage stand on one line: "+$55,056 (+74.4%)".
WIDE_TERMINAL, WIDE_DIFFERENCE = 100, 18
MISSING = "–"


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
    release_id: str
    release_name: str
    source_name: str
    period: str | None
    definition_id: str
    meaning: str
    is_like_for_like: bool | None
    difference: Decimal | None
    percent_difference: Decimal | None
    is_better: bool

    @property
    def figure(self) -> Decimal | str | None:
        """The figure as raw data: a number with the metric's decimals, a text, '>=' and a bound, or None."""
        if self.number_value is not None:
            return rounded(self.number_value, self.decimals)
        if self.at_least_value is not None:
            return f">={rounded(self.at_least_value, self.decimals)}"
        return self.text_value


class Comparison(NamedTuple):
    """The compared occupations, in their order, and the lines of each metric, in the order of the metrics."""

    occupations: list[Occupation]
    metrics: dict[str, dict[str, Line]]

    def lines(self) -> Iterable[Line]:
        """Yield every line, by metric and then by occupation."""
        for by_occupation in self.metrics.values():
            yield from by_occupation.values()


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
        if not sections or line.section in sections:
            metrics.setdefault(line.metric_id, {})[line.occupation_id] = line
    return Comparison(occupations, metrics)


def wide(comparison: Comparison) -> Result:
    """Return one row per metric, a column per occupation, then (for two) the difference, then each one's source."""
    ids = [occupation.occupation_id for occupation in comparison.occupations]
    pair_columns = ["difference", "percent_difference", "is_like_for_like"] if len(ids) == 2 else []
    columns = ["section", "metric_id", "label", "unit", *ids, *pair_columns]
    columns += [f"{id_}_{part}" for id_ in ids for part in ("rank", "source", "period", "basis")]
    rows = []
    for metric_id, by_occupation in comparison.metrics.items():
        any_line = next(iter(by_occupation.values()))
        lines = [by_occupation.get(id_) for id_ in ids]
        row: list[Any] = [any_line.section, metric_id, any_line.label, any_line.unit]
        row += [line.figure if line else None for line in lines]
        if pair_columns:
            row += [*_differences(lines[1]), any_line.is_like_for_like]
        for line in lines:
            row += [line.entry_rank, line.source_name, line.period, line.basis] if line else [None] * 4
        rows.append(tuple(row))
    return Result(columns, rows)


def _differences(line: Line | None) -> tuple[Decimal | None, Decimal | None]:
    """Return how far a line is from that of the first occupation: in its unit (points for shares) and in percent."""
    if line is None or line.difference is None:
        return None, None
    return rounded(line.difference, line.decimals), line.percent_difference


def long(comparison: Comparison) -> Result:
    """Return one row per figure and occupation, with its definition and release."""
    columns = [
        "occupation_id", "section", "metric_id", "label", "rank", "unit", "number_value", "text_value", "value_status",
        "at_least_value", "basis", "group_id", "source", "release_id", "release", "period", "definition_id",
        "definition",
    ]  # fmt: skip
    rows = [
        (
            line.occupation_id, line.section, line.metric_id, line.label, line.entry_rank, line.unit,
            None if line.number_value is None else rounded(line.number_value, line.decimals), line.text_value,
            line.value_status, None if line.at_least_value is None else rounded(line.at_least_value, line.decimals),
            line.basis, line.group_id, line.source_name, line.release_id, line.release_name, line.period,
            line.definition_id, line.meaning,
        )
        for line in comparison.lines()
    ]  # fmt: skip
    return Result(columns, rows)


def text(comparison: Comparison) -> Iterable[str]:
    """Yield the comparison as it is read."""
    import io

    from rich.console import Console

    from occupare.write import terminal

    shown = io.StringIO()
    print_comparison(comparison, Console(file=shown, width=terminal.width(), color_system=None, markup=False))
    yield shown.getvalue()


def print_comparison(comparison: Comparison, target: Console) -> None:
    """Print a table per section that fits the width, then a summary, the notes and the sources."""
    per_block = max(1, (target.width - LABEL_WIDTH - 2) // (NARROWEST_OCCUPATION + 2))
    for sentence in narrative(comparison.occupations, comparison.metrics):
        target.print(printable(sentence))
    target.print()
    for section in dict.fromkeys(line.section for line in comparison.lines()):
        metrics = {
            metric_id: lines
            for metric_id, lines in comparison.metrics.items()
            if next(iter(lines.values())).section == section and metric_id != "title"
        }
        if not metrics:
            continue
        target.print(printable(section.replace("_", " ").capitalize()), style="bold")
        for start in range(0, len(comparison.occupations), per_block):
            target.print(_section_table(comparison, metrics, start, start + per_block, target))
            target.print()
    if not any(line.metric_id != "title" for line in comparison.lines()):
        target.print("No figures of these occupations are known here.")
    for note in _notes(comparison):
        target.print(printable(note))


def _section_table(
    comparison: Comparison, metrics: dict[str, dict[str, Line]], start: int, end: int, target: Console
) -> Table:
    from rich import box
    from rich.table import Table

    occupations = comparison.occupations[start:end]
    with_difference = len(comparison.occupations) == len(occupations) == 2 and any(
        line.difference is not None for lines in metrics.values() for line in lines.values()
    )
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", width=min(target.width, 140), show_edge=False)
    table.add_column("", ratio=3, min_width=LABEL_WIDTH - 6, overflow="fold")
    for occupation in occupations:
        table.add_column(printable(occupation.title), ratio=4, overflow="fold")
    if with_difference:
        width = WIDE_DIFFERENCE if target.width >= WIDE_TERMINAL else len("Difference")
        table.add_column("Difference", width=width, justify="right", overflow="fold")
    for lines in metrics.values():
        any_line = next(iter(lines.values()))
        cells = [_shown(lines.get(occupation.occupation_id)) for occupation in occupations]
        if with_difference:
            cells.append(_shown_difference(lines.get(occupations[1].occupation_id)))
        unlike = " †" if any_line.is_like_for_like is False else ""
        table.add_row(printable(any_line.label) + unlike, *cells)
    return table


def _shown(line: Line | None) -> str:
    if line is None:
        return MISSING
    marks = (" *" if line.is_better else "") + (" ‡" if line.basis == "inherited" else "")
    if line.value_status == "suppressed":
        return "withheld" + marks
    if line.at_least_value is not None:
        return "≥ " + in_unit(line.at_least_value, line) + marks
    if line.number_value is not None:
        return in_unit(line.number_value, line) + marks
    return printable(line.text_value or "") + marks


def in_unit(number: Decimal | None, line: Line) -> str:
    """Return a number as people write it in its unit: $129,065, 16%, 47."""
    if number is None:
        return ""
    whole = number == number.to_integral_value() and not (line.unit or "").endswith("an hour")
    shown = f"{abs(rounded(number, 0 if whole else line.decimals)):,f}"
    sign = "-" if number < 0 else ""
    if (line.unit or "").startswith("US dollars"):
        return f"{sign}${shown}"
    return f"{sign}{shown}%" if line.unit == "percent" else f"{sign}{shown}"


def _shown_difference(line: Line | None) -> str:
    change, percent = _differences(line)
    if change is None or line is None:
        return ""
    if change == 0:
        return "same"
    sign = "+" if change > 0 else ""
    if line.unit == "percent":
        whole = change == change.to_integral_value()
        return f"{sign}{rounded(change, 0 if whole else line.decimals):f} point{'s' if abs(change) != 1 else ''}"
    relative = "" if percent is None else f" ({sign}{percent:f}%)"
    return sign + in_unit(change, line) + relative


def _notes(comparison: Comparison) -> Iterable[str]:
    lines = list(comparison.lines())
    if any(line.is_better for line in lines):
        yield "* the better figure, where one way is better and the figures are alike"
    unlike = [line for line in lines if line.is_like_for_like is False and line.entry_text is None]
    if unlike:
        yield "† not alike, for the sources define it differently:"
        for key in dict.fromkeys((line.label, line.source_name, line.meaning) for line in unlike):
            yield f"  {key[0]}, {key[1]}: {key[2]}"
    groups = dict.fromkeys((line.group_id, line.group_title) for line in lines if line.basis == "inherited")
    if groups:
        named = "; ".join(f"{group_id} {title}" for group_id, title in groups)
        yield f"‡ measured for a group that the occupation shares: {named}"
    for release_name, period in dict.fromkeys((line.release_name, line.period) for line in lines):
        is_told = period is None or period in release_name
        yield f"Source: {release_name}" + ("" if is_told else f" ({period})")
