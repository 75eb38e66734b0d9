"""The page of a comparison: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from occupare.ask.comparison import Comparison, Line, compare, headlines, rounded
from occupare.ask.questions import Question, answer, read_questions
from occupare.ask.summary import narrative
from occupare.ask.titles import Occupation
from occupare.database import packaged_query
from occupare.errors import UsageError
from occupare.report import charts
from occupare.report.rendering import rendered
from occupare.result import Result, result_of
from occupare.write import figures
from occupare.write.cells import text_of
from occupare.write.readable import with_units
from occupare.write.skill_story import shared_by_all, skills_of_two, told_apart

if TYPE_CHECKING:
    import duckdb

FEWEST, MOST = 2, 6
# The questions whose charts a section shows; the last one asks for one occupation at a time.
_CHARTS = {
    "overview": ["growth_side_by_side"],
    "pay": ["pay_ranges", "where_it_pays_best"],
    "education": ["degree_shares"],
    "demographics": ["sex_and_race_shares"],
    "skills": ["skills_side_by_side"],
}
_LISTS = {
    "skill_share": "Listed skills",
    "rated_skill_importance": "Rated skills, by importance from 1 to 5",
    "technology": "Technologies",
}
_KINDS = {"listed": "Listed skills", "rated": "Rated skills", "technology": "Technologies"}
_WORDS = {
    "both": "Both ask for", "only": "Only for {}", "more": "More for {}", "unknown": "{}, nothing to compare with",
}  # fmt: skip


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


class Picture(NamedTuple):
    """A chart with the rows behind it, or a question that has none here."""

    question: Question
    name: str
    drawing: str | None
    rows: Result


class Section(NamedTuple):
    """A section: its pictures, its table of figures, and the tables of its lists by name."""

    name: str
    pictures: list[Picture]
    rows: list[TableRow]
    lists: dict[str, list[TableRow]]


def refuse_other_counts(titles: tuple[str, ...]) -> None:
    """Raise UsageError for fewer titles than a page compares, or more."""
    if not FEWEST <= len(titles) <= MOST:
        raise UsageError(
            f"found {len(titles)} title{'' if len(titles) == 1 else 's'}, expected {FEWEST} to {MOST}: "
            'occupare report "service manager" "senior service manager" -o page.html'
        )


def page(connection: duckdb.DuckDBPyConnection, occupations: list[Occupation]) -> str:
    """Return the HTML of the comparison of two to six occupations."""
    comparison = compare(connection, occupations, ())
    lines = list(comparison.lines())
    ids = [occupation.occupation_id for occupation in occupations]
    return rendered(
        "report.html.j2",
        occupations=occupations,
        summary=list(narrative(occupations, comparison.metrics)),
        headline=_headline(connection, comparison),
        sections=list(_sections(connection, comparison)),
        stories=_stories(connection, comparison),
        tasks=_tasks(comparison),
        descriptions=comparison.metrics.get("description", {}),
        moves=_dictionaries(connection, packaged_query("page_moves", occupation_ids=ids)),
        related=_by_occupation(connection, packaged_query("page_related", occupation_ids=ids)),
        groups=figures.shared_groups(comparison),
        is_unlike=any(line.is_like_for_like is False and line.entry_text is None for line in lines),
        is_withheld=any(line.value_status == "suppressed" for line in lines),
        is_at_least=any(line.value_status == "at_least" for line in lines),
        sources=_sources(connection, comparison),
    )


def _headline(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> list[TableRow]:
    """Return the lines of the first screen of `compare`."""
    return [
        _table_row(comparison, row, metric_id)
        for metric_id, row in figures.headline_rows(comparison, headlines(connection))
    ]


def _table_row(comparison: Comparison, row: figures.Row, metric_id: str) -> TableRow:
    by_occupation = comparison.metrics.get(metric_id, {})
    cells = []
    for place, occupation in enumerate(comparison.occupations):
        line = by_occupation.get(occupation.occupation_id)
        is_better = line is not None and line.is_better
        value = "" if line is None else text_of(line.figure)
        cells.append(Cell(row.cells[place], row.marks[place], value, metric_id, occupation.occupation_id, is_better))
    second = by_occupation.get(comparison.occupations[1].occupation_id)
    difference = ""
    if len(cells) == 2 and second is not None and second.difference is not None:
        difference = text_of(rounded(second.difference, second.decimals))
    return TableRow(row.label, cells, row.difference, difference, row.is_number)


def _sections(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Iterator[Section]:
    questions = read_questions(None)
    metrics: dict[str, list[str]] = {}
    for metric_id, lines in comparison.metrics.items():
        if metric_id not in ("title", "description"):
            metrics.setdefault(_any(lines).section, []).append(metric_id)
    for (name,) in connection.execute("select section from section").fetchall():
        if name == "responsibilities":
            continue
        pictures = [
            picture
            for asked in _CHARTS.get(name, [])
            for picture in _pictures(connection, questions[asked], comparison.occupations)
        ]
        rows: list[TableRow] = []
        lists: dict[str, list[TableRow]] = {}
        for metric_id in metrics.get(name, []):
            line = _any(comparison.metrics[metric_id])
            label = line.label if line.entry_text is None else line.entry_text
            row = _table_row(comparison, figures.row(comparison, label, metric_id), metric_id)
            if line.entry_text is None:
                rows.append(row)
            else:
                lists.setdefault(_LISTS.get(line.family_metric_id, "Skills"), []).append(row)
        yield Section(name, pictures, rows, lists)


def _pictures(
    connection: duckdb.DuckDBPyConnection, question: Question, occupations: list[Occupation]
) -> Iterator[Picture]:
    """Yield the chart of all occupations, or one of each where the question is of one."""
    ids = [occupation.occupation_id for occupation in occupations]
    if any(each.kind == "occupations" for each in question.parameters):
        asked: Iterable[tuple[str, Any]] = [("", ids)]
    else:
        asked = [(occupation.title, occupation.occupation_id) for occupation in occupations]
    for name, value in asked:
        values = {each.name: value if each.default is None else each.type(each.default) for each in question.parameters}
        rows = with_units(connection, answer(connection, question, values))
        yield Picture(question, name, charts.svg(question, rows) if rows.rows else None, rows)


def _stories(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> dict[str, dict[str, list[str]]]:
    """Return, for each kind of skills, what all ask for, and of two what only one asks for or asks more of."""
    count = len(comparison.occupations)
    if count > 2:
        shared = {name: shared_by_all(comparison, family) for family, name in _LISTS.items()}
        return {name: {f"All {count} ask for": skills} for name, skills in shared.items() if skills}
    by_kind = groupby(skills_of_two(connection, comparison), key=lambda skill: skill.kind)
    return {_KINDS[kind]: told_apart(comparison, skills, _WORDS) for kind, skills in by_kind}


def _tasks(comparison: Comparison) -> dict[str, list[str]]:
    """Return the tasks of each occupation, by its id, in the order that is shown."""
    tasks: dict[str, list[str]] = {}
    for line in comparison.lines():
        if line.family_metric_id == "responsibility":
            tasks.setdefault(line.occupation_id, []).append(line.text_value or "")
    return tasks


def _sources(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> list[dict[str, Any]]:
    """Return each release with its source, and what the figures from it mean."""
    known = {
        row["source_name"]: row
        for row in _dictionaries(connection, "select source_name, publisher, licence, url from source")
    }
    found: dict[str, dict[str, Any]] = {}
    for line in comparison.lines():
        if line.metric_id == "title":
            continue
        nothing = known.get(line.source_name, {}) | {
            "release": line.release_name,
            "period": line.period,
            "meanings": {},
        }
        meanings = found.setdefault(line.release_id, nothing)["meanings"]
        label = _LISTS.get(line.family_metric_id, line.label)
        meanings.setdefault(line.meaning or "not defined by the source", {})[label] = None
    return list(found.values())


def _any(lines: dict[str, Line]) -> Line:
    return next(iter(lines.values()))


def _dictionaries(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    connection.execute(query)
    rows = result_of(connection)
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def _by_occupation(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _dictionaries(connection, query):
        found.setdefault(row["occupation_id"], []).append(row)
    return found
