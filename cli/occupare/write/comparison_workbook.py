"""A comparison as a workbook for others: the comparison, the skills, the data, the sources."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.ask.comparison import Comparison, Line, any_line, long
from occupare.ask.summary import narrative
from occupare.result import Result
from occupare.write import figures
from occupare.write.workbook import Book, number_format, signed, workbook_at, write_rows

if TYPE_CHECKING:
    import duckdb


_LISTS = {
    "skill_share": "Skills",
    "rated_skill_importance": "Skills, by importance from 1 to 5",
    "technology": "Technologies",
    "responsibility": "Tasks",
}
_APART: dict[str, Any] = {"align": "left", "indent": 1}  # a text that fills its column would touch the next one
_LABEL, _TITLE, _DIFFERENCE = 40, 30, 16  # widths of columns, in characters


def comparison_workbook(
    connection: duckdb.DuckDBPyConnection, comparison: Comparison, _is_whole: bool, target: Path
) -> None:
    """Write the sheets Comparison, Skills, Tasks, Data and Sources; of skills and tasks where there are any."""
    entries = [lines for lines in comparison.metrics.values() if any_line(lines).entry_text is not None]
    tasks = [line for lines in entries for line in lines.values() if line.family_metric_id == "responsibility"]
    skills = [lines for lines in entries if any_line(lines).family_metric_id != "responsibility"]
    others = [lines for lines in comparison.metrics.values() if any_line(lines).entry_text is None]
    with workbook_at(target, is_streamed=False) as book:
        _sheet(
            book, "Comparison", comparison, [lines for lines in others if any_line(lines).metric_id != "title"], True
        )
        if skills:
            _sheet(book, "Skills", comparison, skills, False)
        if tasks:
            write_rows(book, book.sheet("Tasks"), _tasks(comparison, tasks))
        write_rows(book, book.sheet("Data"), long(comparison), "Data")
        write_rows(book, book.sheet("Sources"), _sources(connection, comparison))


def _sheet(book: Book, name: str, comparison: Comparison, metrics: list[dict[str, Line]], is_told: bool) -> None:
    """Write the summary, then a line for each metric below the titles, in bold sections, with the difference of two."""
    sheet, row = book.sheet(name), 0
    occupations = comparison.occupations
    titles = [occupation.title for occupation in occupations]
    headings = [*titles, *_difference_headings(comparison, metrics)]
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, len(occupations), _TITLE)
    sheet.set_column(len(occupations) + 1, len(occupations) + 2, _DIFFERENCE)
    widths = _LABEL + _TITLE * len(titles) + _DIFFERENCE * (len(headings) - len(titles))
    if is_told:
        heading = f"{', '.join(titles[:-1])} and {titles[-1]}, compared"
        book.write_across(sheet, row, len(headings) + 1, heading, widths * 3 // 4, bold=True, font_size=14)
        row += 1
        for sentence in narrative(occupations, comparison.metrics):
            book.write_across(sheet, row, len(headings) + 1, sentence, widths, italic=True)
            row += 1
    book.fit_height(sheet, row, titles, _TITLE * 9 // 10)
    sheet.write_row(row, 0, ["", *titles], book.look(bold=True, bottom=1, text_wrap=True, **_APART))
    for column, heading in enumerate(headings[len(occupations) :], len(occupations) + 1):
        sheet.write_string(row, column, heading, book.look(bold=True, bottom=1, align="right"))
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    for section, group in groupby(metrics, key=lambda lines: _section(any_line(lines))):
        row += 1
        for column in range(len(headings) + 1):
            sheet.write_string(row, column, "" if column else section, book.look(bold=True, bg_color="#E8EEF4"))
        for lines in group:
            row += 1
            _line(book, sheet, row, comparison, lines)
    for note in _notes(comparison, metrics):
        row += 1
        book.write_across(sheet, row + 1, len(headings) + 1, note, widths, italic=True)


def _difference_headings(comparison: Comparison, metrics: list[dict[str, Line]]) -> list[str]:
    """Return the headings of the columns with the difference of two; none where no two can have one."""
    if len(comparison.occupations) != 2:
        return []
    lines = [line for by_occupation in metrics for line in by_occupation.values()]
    has_percent = any(line.percent_difference is not None for line in lines)
    return ["Difference", "In percent"] if has_percent else ["Difference"]


def _section(line: Line) -> str:
    return _LISTS.get(line.family_metric_id, line.section).replace("_", " ").capitalize()


def _line(book: Book, sheet: Any, row: int, comparison: Comparison, lines: dict[str, Line]) -> None:
    line = any_line(lines)
    is_unlike = line.is_like_for_like is False and line.entry_text is None
    label = line.label if line.entry_text is None else line.entry_text
    book.fit_height(sheet, row, (each.text_value or "" for each in lines.values()), _TITLE - 2)
    book.write(sheet, row, 0, label + (figures.UNLIKE if is_unlike else ""))
    for column, occupation in enumerate(comparison.occupations, 1):
        found = lines.get(occupation.occupation_id)
        if found is None or (found.number_value is None and found.text_value is None):
            book.write(sheet, row, column, None if found is None else figures.figure(found), **_APART)
        else:
            look: dict[str, Any] = {"bold": True} if found.is_better else {}
            value = found.figure
            if figures.is_shared(found) and isinstance(value, str):
                value += figures.SHARED
            elif figures.is_shared(found):  # the format shows the mark: the cell stays a number
                look["number_format"] = (number_format(found.unit) or "General") + "\\" + figures.SHARED
            book.write(sheet, row, column, value, found.unit, **_APART, **look)
    if len(comparison.occupations) == 2 and len(lines) == 2 and line.value_kind == "number" and not is_unlike:
        second = lines[comparison.occupations[1].occupation_id]
        unit = "percentage points" if second.unit == "percent" else second.unit
        words = figures.difference(second)
        if words in figures.NO_DIFFERENCE:
            book.write(sheet, row, 3, words, align="right")
        else:
            book.write(sheet, row, 3, second.difference, number_format=signed(number_format(unit)))
            book.write(sheet, row, 4, second.percent_difference, number_format=signed(number_format("percent")))


def _notes(comparison: Comparison, metrics: list[dict[str, Line]]) -> list[str]:
    lines = [line for by_occupation in metrics for line in by_occupation.values()]
    notes = [f"Bold: {figures.BETTER_MEANING}"] if any(line.is_better for line in lines) else []
    unlike = figures.unlike_reasons(by_occupation.values() for by_occupation in metrics)
    if unlike:
        notes.append(f"{figures.UNLIKE} not alike, for it is {' or '.join(unlike)}; see Sources")
    groups = figures.shared_groups(comparison, {line.metric_id for line in lines})
    if groups:
        notes.append(figures.shared_note(groups))
    if self_employed := figures.self_employed_note(comparison):
        notes.append(self_employed)
    if any(line.family_metric_id == "technology" for line in lines):
        notes.append(figures.TECHNOLOGY_NOTE)
    return notes


def _tasks(comparison: Comparison, lines: list[Line]) -> Result:
    titles = {occupation.occupation_id: occupation.title for occupation in comparison.occupations}
    ordered = sorted(lines, key=lambda line: line.occupation_position)
    rows = [(titles[line.occupation_id], line.entry_rank, line.text_value) for line in ordered]
    return Result(["Occupation", "Rank", "Task"], rows)


def _sources(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Result:
    """Return one row for each release and what it says: whose it is, of when, what it means, under which licence."""
    licences = dict(connection.execute("select source_name, licence from source").fetchall())
    found = dict.fromkeys(
        (line.source_name, line.release_name, line.period, line.label if line.entry_text is None else _section(line),
         line.meaning, licences.get(line.source_name))
        for line in comparison.lines()
    )  # fmt: skip
    return Result(["Source", "Release", "Period", "Figure", "Definition", "Licence"], list(found))
