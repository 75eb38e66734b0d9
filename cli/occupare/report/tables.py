"""The tables of figures on a page: each cell as it is read, with its marks, and raw."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from occupare.ask.comparison import Comparison, Headline, any_line, rounded
from occupare.write import figures
from occupare.write.cells import text_of

LISTS = {
    "skill_share": "Listed skills",
    "rated_skill_importance": "Rated skills, by importance from 1 to 5",
    "technology": "Technologies",
}
# A text that begins as a number below zero, or ends a range or a difference with one.
_HYPHEN_BEFORE_DIGIT = re.compile(r"(?<![\w.,–-])-(?=[$\d])")


class Cell(NamedTuple):
    """A figure in a table: as it is read, its marks, and raw with its keys, as the CSV of `compare` has it."""

    text: str
    marks: str
    value: str
    metric_id: str
    occupation_id: str
    is_better: bool


class TableRow(NamedTuple):
    """A line of a table: a cell for each occupation, and the difference of two, as it is read and raw."""

    label: str
    cells: list[Cell]
    difference: str
    difference_value: str
    is_number: bool

    @property
    def is_better_somewhere(self) -> bool:
        """Whether one of its figures is the better one."""
        return any(cell.is_better for cell in self.cells)

    @property
    def has_second(self) -> bool:
        """Whether something is known of the second."""
        return self.cells[1].text != figures.MISSING


def with_minus(text: str) -> str:
    """Return a number as print has it: a minus, where the terminal has a hyphen."""
    return _HYPHEN_BEFORE_DIGIT.sub("−", text)


def cell_text(row: figures.Row, place: int = 0) -> str:
    """Return a cell of a line of a comparison as a page shows it."""
    return with_minus(row.cells[place]) if row.is_number else row.cells[place]


def headline_rows(comparison: Comparison, headlines: list[Headline]) -> list[TableRow]:
    """Return the lines of the first screen of `compare`."""
    return [table_row(comparison, row, metric_id) for metric_id, row in figures.headline_rows(comparison, headlines)]


def table_row(comparison: Comparison, row: figures.Row, metric_id: str) -> TableRow:
    """Return a line of a comparison as a line of a table."""
    by_occupation = comparison.metrics.get(metric_id, {})
    cells = []
    for place, occupation in enumerate(comparison.occupations):
        line = by_occupation.get(occupation.occupation_id)
        value = "" if line is None else text_of(line.figure)
        marks = row.marks[place]
        cells.append(
            Cell(cell_text(row, place), marks, value, metric_id, occupation.occupation_id, figures.BETTER in marks)
        )
    difference = ""
    if len(cells) == 2:
        second = by_occupation.get(comparison.occupations[1].occupation_id)
        if second is not None and second.difference is not None:
            difference = text_of(rounded(second.difference, second.decimals))
    return TableRow(row.label, cells, with_minus(row.difference), difference, row.is_number)


def section_tables(
    comparison: Comparison, metric_ids: Collection[str]
) -> tuple[list[TableRow], dict[str, list[TableRow]]]:
    """Return the lines of a section that are one figure each, and those of its lists by the name of the list."""
    rows: list[TableRow] = []
    lists: dict[str, list[TableRow]] = {}
    for metric_id in metric_ids:
        line = any_line(comparison.metrics[metric_id])
        label = line.label if line.entry_text is None else line.entry_text
        row = table_row(comparison, figures.row(comparison, label, metric_id), metric_id)
        if line.entry_text is None:
            rows.append(row)
        else:
            lists.setdefault(LISTS.get(line.family_metric_id, "Skills"), []).append(row)
    return rows, lists


def metrics_by_section(comparison: Comparison) -> dict[str, list[str]]:
    """Return the metrics of each section in their order, without title and description, which a page shows apart."""
    found: dict[str, list[str]] = {}
    for metric_id, lines in comparison.metrics.items():
        if metric_id not in ("title", "description"):
            found.setdefault(any_line(lines).section, []).append(metric_id)
    return found


def tasks(comparison: Comparison) -> dict[str, list[str]]:
    """Return the tasks of each occupation, by its id, in the order that is shown."""
    found: dict[str, list[str]] = {}
    for line in comparison.lines():
        if line.family_metric_id == "responsibility":
            found.setdefault(line.occupation_id, []).append(line.text_value or "")
    return found
