"""Sections of a comparison, whole: every figure, skill, technology and task."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from occupare.ask.comparison import Comparison, Line
from occupare.ask.summary import narrative
from occupare.errors import printable
from occupare.write import figures, terminal
from occupare.write.readable import Column
from occupare.write.table import labelled, laid_out, wrapped

_LISTS = {
    "skill_share": "Skills",
    "rated_skill_importance": "Skills, by importance from 1 to 5",
    "technology": "Technologies",
    "responsibility": "Tasks",
}


def sections_text(comparison: Comparison, width: int) -> Iterator[str]:
    """Yield the sections of a comparison as lines that fit the width."""
    for sentence in narrative(comparison.occupations, comparison.metrics):
        yield from (f"{line}\n" for line in wrapped(printable(sentence), width))
    metrics = [lines for metric_id, lines in comparison.metrics.items() if metric_id != "title"]
    if not metrics:
        yield "No figures of these occupations are known here.\n"
    for (section, family), group in groupby(metrics, key=lambda lines: _part(next(iter(lines.values())))):
        name = _LISTS.get(family, section.replace("_", " ").capitalize())
        yield f"\n{terminal.bold(printable(name))}\n"
        if family == "responsibility":
            yield from _tasks(comparison, list(group), width)
        else:
            yield from _table(comparison, list(group), width)
    yield "\n"
    yield from _notes(comparison, width)


def _part(line: Line) -> tuple[str, str]:
    """Return the section of a line, and its list where it is one of a list."""
    return line.section, line.family_metric_id if line.entry_text is not None else ""


def _table(comparison: Comparison, metrics: list[dict[str, Line]], width: int) -> Iterator[str]:
    """Yield a table with a column for each occupation; as many at a time as fit."""
    rows = []
    for lines in metrics:
        line = next(iter(lines.values()))
        rows.append(figures.row(comparison, line.label if line.entry_text is None else line.entry_text, line.metric_id))
    labels = [row.label for row in rows]
    titles = [printable(occupation.title) for occupation in comparison.occupations]
    columns = []
    for place, title in enumerate(titles):
        ranks = [lines.get(comparison.occupations[place].occupation_id) for lines in metrics]
        cells = [
            row.cells[place] + row.marks[place] + (f" (rank {line.entry_rank})" if line and line.entry_rank else "")
            for row, line in zip(rows, ranks, strict=True)
        ]
        columns.append(Column(title, cells, False))
    if any(row.difference for row in rows):
        columns.append(Column("Difference", [row.difference for row in rows], True))
    while columns:
        count = 1
        for count in range(len(columns), 0, -1):
            table = labelled(labels, columns[:count], width)
            if table is not None:
                yield from (f"{line}\n" for line in table)
                break
        else:
            yield from laid_out([Column("", labels, False), *columns[:count]], width)
        columns = columns[count:]
        if columns:
            yield "\n"


def _tasks(comparison: Comparison, metrics: list[dict[str, Line]], width: int) -> Iterator[str]:
    for occupation in comparison.occupations:
        lines = [line for by_occupation in metrics if (line := by_occupation.get(occupation.occupation_id))]
        if not lines:
            continue
        yield from (terminal.bold(line) + "\n" for line in wrapped(printable(occupation.title), width))
        for number, line in enumerate(lines, 1):
            first, *others = wrapped(printable(line.text_value or ""), width - 4)
            yield f"{number:>2}. {first}\n"
            yield from (f"    {other}\n" for other in others)


def _notes(comparison: Comparison, width: int) -> Iterator[str]:
    lines = list(comparison.lines())
    notes = figures.notes(comparison)
    if any(line.family_metric_id == "technology" for line in lines):
        notes.append(figures.TECHNOLOGY_NOTE)
    by_release: dict[str, list[str]] = {}
    for line in lines:
        name = _LISTS.get(line.family_metric_id, line.label).split(",")[0]
        if line.metric_id != "title":
            by_release.setdefault(line.release_name, []).append(name)
    for release, labels in by_release.items():
        named = ", ".join(dict.fromkeys(labels))
        notes.append(f"Source: {release}" + (f" ({named})" if len(by_release) > 1 else ""))
    for note in notes:
        first, *others = wrapped(printable(note), width - 2)
        yield f"{first}\n"
        yield from (f"  {other}\n" for other in others)
