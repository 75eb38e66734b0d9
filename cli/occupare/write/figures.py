"""The figures of a comparison as people read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from occupare.ask.summary import UNNAMED_GROUP, span
from occupare.errors import printable
from occupare.write.readable import counted, fraction_digits, shown
from occupare.write.table import UNBROKEN

if TYPE_CHECKING:
    from occupare.ask.comparison import Comparison, Headline, Line

MISSING = "–"
BETTER, SHARED, UNLIKE = "*", "‡", "†"
BETTER_MEANING = "the better figure, where alike and beyond any published error"
BETTER_NOTE = f"{BETTER} {BETTER_MEANING}"
BY_DEFINITION = "defined differently"
TECHNOLOGY_NOTE = "in demand: often asked for in job postings for this occupation; hot: in those for all occupations"
SHARED_NOTE = "‡ of a whole group: --all names each"
# Differences that are said in words, though there may be a number: it would say more than is known.
NO_DIFFERENCE = SAME_FIGURE, ABOUT_THE_SAME = "same figure", "about the same"
_SPOKEN_UNITS = ("years", "months")
_MOST_PERCENT = 1000  # above it a percentage says less than the figures
_MANY_SELF_EMPLOYED = 20  # in 100: what a wage survey leaves out may then be the better part of an occupation


class Row(NamedTuple):
    """A line of a comparison: the words before it, a cell for each occupation, their marks, the difference of two.

    `releases` are the names of those that its figures come from, `unlike` why they are not alike, where they are not.
    """

    label: str
    cells: list[str]
    marks: list[str]
    difference: str
    releases: list[str]
    is_number: bool
    unlike: list[str]


def row(comparison: Comparison, label: str, metric_id: str, beside_metric_id: str | None = None) -> Row:
    """Return the line of a metric, with the one beside it: a range, a text with its share, a figure with its period."""
    ids = [occupation.occupation_id for occupation in comparison.occupations]
    lines = [comparison.metrics.get(metric_id, {}).get(id_) for id_ in ids]
    besides = [comparison.metrics.get(beside_metric_id or "", {}).get(id_) for id_ in ids]
    periods = {beside.text_value if beside else None for line, beside in zip(lines, besides, strict=True) if line}
    if len(periods) == 1 and None not in periods:
        label, besides = f"{label} {periods.pop()}", [None for _ in ids]
    known = [line for line in [*lines, *besides] if line]
    is_range = any(beside and beside.value_kind == "number" for beside in besides)
    unlike = unlike_reasons([[line for line in each if line] for each in (lines, besides)])
    return Row(
        printable(label) + (UNLIKE if unlike else ""),
        [_joined(line, beside, beside_metric_id is None) for line, beside in zip(lines, besides, strict=True)],
        [_marks(line, beside, is_range) for line, beside in zip(lines, besides, strict=True)],
        difference(lines[1]) if len(ids) == 2 and all(lines) and not any(besides) else "",
        list(dict.fromkeys(line.release_name for line in known)),
        all(line.value_kind == "number" for line in known),
        unlike,
    )


def headline_rows(comparison: Comparison, headlines: list[Headline]) -> list[tuple[str, Row]]:
    """Return the lines of the headlines of which a figure is known, each with its metric, in their order.

    One that stands in for another is a line where an occupation has it and not the other.
    """
    found = []
    for headline in headlines:
        if not _is_asked_for(comparison, headline):
            continue
        known = {headline.metric_id, headline.beside_metric_id or ""} & comparison.metrics.keys()
        if headline.metric_id in known or any(_is_number(comparison, metric_id) for metric_id in known):
            line = row(comparison, headline.label, headline.metric_id, headline.beside_metric_id)
            found.append((headline.metric_id, line))
    return found


def _is_asked_for(comparison: Comparison, headline: Headline) -> bool:
    other = headline.stands_in_for_metric_id
    metrics = comparison.metrics
    return other is None or bool(metrics.get(headline.metric_id, {}).keys() - metrics.get(other, {}).keys())


def _is_number(comparison: Comparison, metric_id: str) -> bool:
    return next(iter(comparison.metrics[metric_id].values())).value_kind == "number"


def figure(line: Line | None) -> str:
    """Return the figure of a line: a number in its unit, a text, the least it may be, or why there is none."""
    if line is None:
        return MISSING
    if line.value_status == "suppressed":
        return "withheld"
    if line.number_value is None and line.at_least_value is None:
        return printable(line.text_value or MISSING)
    value = line.number_value if line.number_value is not None else line.at_least_value
    assert value is not None
    if _is_experience(line) and value != value.to_integral_value():
        return f"{round(value * 12)}{UNBROKEN}{counted(round(value * 12), 'months')}"
    spoken = f"{UNBROKEN}{counted(value, line.unit)}" if line.unit in _SPOKEN_UNITS else ""
    return ("≥" if line.number_value is None else "") + _in_unit(value, line) + spoken


def _joined(line: Line | None, beside: Line | None, is_alone: bool) -> str:
    first, second = figure(line), figure(beside)
    known = line or beside
    if known and _is_experience(known) and not is_alone:
        low, high = (each.number_value if each else None for each in (line, beside))
        is_open = beside is not None and beside.value_status == "at_least"
        words = span(low, high, is_open, "–").replace(" ", UNBROKEN)
        return words[:1].upper() + words[1:] or first
    if beside is None:
        return first
    if line is None:
        return f"up to {second}"
    if line.number_value is None or beside.value_kind == "text":
        return f"{first}, {second}"
    if line.number_value == beside.number_value:
        return first
    return f"{_in_unit(line.number_value, line)}–{second}"


def _is_experience(line: Line) -> bool:
    return line.metric_id.startswith("experience_") and line.unit == "years"


def _in_unit(value: Decimal, line: Line) -> str:
    return shown(value, line.unit, fraction_digits(value, line.unit))


def difference(line: Line | None) -> str:
    """Return how far the figure of the second of two is from that of the first, in words where no number says it."""
    if line is None or line.value_kind == "text":
        return ""
    if line.is_like_for_like is False:
        return "not alike"
    if line.is_same_figure:
        return SAME_FIGURE
    if line.difference is None:
        return ""
    if line.difference == 0:
        return "same"
    if line.is_beyond_error is False:
        return ABOUT_THE_SAME
    unit = "percentage points" if line.unit == "percent" else line.unit
    sign = "+" if line.difference > 0 else ""
    text = sign + shown(line.difference, unit, fraction_digits(line.difference, unit))
    percent = line.percent_difference
    if percent is None or abs(percent) >= _MOST_PERCENT:
        return text
    return f"{text} ({sign}{percent.quantize(Decimal(1)) if abs(percent) >= 100 else percent:f}%)"


def _marks(line: Line | None, beside: Line | None, is_range: bool) -> str:
    """Return the marks of a cell; a range is the better one where both of its ends are."""
    is_better = line is not None and line.is_better and (not is_range or (beside is not None and beside.is_better))
    is_of_group = any(is_shared(each) for each in (line, beside) if each)
    return (BETTER if is_better else "") + (SHARED if is_of_group else "")


def is_shared(line: Line) -> bool:
    """Return whether a figure is of a group that several occupations share."""
    return line.basis == "inherited" and line.shared_by != 1


def shared_note(groups: list[str]) -> str:
    """Return what the mark of a shared figure means, with the groups by title."""
    whose = UNNAMED_GROUP if groups == [UNNAMED_GROUP] else f"a whole group: {'; '.join(groups)}"
    return f"{SHARED} of {whose}"


def self_employed_note(comparison: Comparison) -> str:
    """Return that pay and jobs leave out the self-employed, with their share where it is large, or nothing."""
    shares = comparison.metrics.get("self_employed_share", {})
    counted_without = comparison.metrics.get("annual_pay", {}) | comparison.metrics.get("employment", {})
    told = [
        f"{figure(line)} of {printable(occupation.title)}"
        for occupation in comparison.occupations
        if (line := shares.get(occupation.occupation_id))
        and occupation.occupation_id in counted_without
        and (line.number_value or 0) >= _MANY_SELF_EMPLOYED
    ]
    return f"Wage surveys leave out the self-employed: {', '.join(told)}" if told else ""


def unlike_reasons(metrics: Iterable[Collection[Line]]) -> list[str]:
    """Return why the figures of a metric are not alike, each reason once; none where all are.

    Those of one definition are of different entries: each is the share of another degree.
    """
    found = set()
    for lines in metrics:
        if any(line.is_like_for_like is False and line.entry_text is None for line in lines):
            entries = "degrees" if all("degree" in line.metric_id for line in lines) else "entries"
            is_one = len({line.definition_id for line in lines}) == 1
            found.add(f"of different {entries}" if is_one else BY_DEFINITION)
    return sorted(found, reverse=True)


def unlike_note(reasons: Iterable[str]) -> str:
    """Return what the mark of figures that are not alike means, with the reasons."""
    reasons = sorted(set(reasons), reverse=True)
    note = f"{UNLIKE} not alike, for it is {' or '.join(reasons)}"
    return f"{note}: --long tells how" if BY_DEFINITION in reasons else note


def with_marks_once(titles: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """Return titles and rows with their marks: on the title where all its figures are shared, else in the cells."""
    titles, marks = list(titles), [list(row.marks) for row in rows]
    for place, title in enumerate(titles):
        known = [number for number, row in enumerate(rows) if row.cells[place] != MISSING]
        if len(known) > 1 and all(SHARED in marks[number][place] for number in known):
            titles[place] = title + SHARED
            for number in known:
                marks[number][place] = marks[number][place].replace(SHARED, "")
    marked = [
        row._replace(cells=[cell + mark for cell, mark in zip(row.cells, own, strict=True)])
        for row, own in zip(rows, marks, strict=True)
    ]
    return titles, marked


def notes(comparison: Comparison) -> list[str]:
    """Return what the marks of a comparison shown whole mean, and what its figures leave out."""
    told = [BETTER_NOTE] if any(line.is_better for line in comparison.lines()) else []
    groups = shared_groups(comparison)
    unlike = unlike_reasons(by_occupation.values() for by_occupation in comparison.metrics.values())
    told += [shared_note(groups)] if groups else []
    told += [unlike_note(unlike)] if unlike else []
    return [*told, *filter(None, [self_employed_note(comparison)])]


def shared_groups(comparison: Comparison, metric_ids: Collection[str] | None = None) -> list[str]:
    """Return the groups whose figures several share, by title, one without a title last.

    Only of the metrics where some are named.
    """
    lines = (line for line in comparison.lines() if metric_ids is None or line.metric_id in metric_ids)
    named = {name.casefold(): name for name in (line.group_title or UNNAMED_GROUP for line in lines if is_shared(line))}
    return sorted(named.values(), key=lambda name: name == UNNAMED_GROUP)
