"""The page of a comparison: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from occupare.ask.comparison import Comparison, compare, headlines
from occupare.ask.questions import Question, Questions, answer
from occupare.ask.summary import narrative
from occupare.ask.titles import Occupation
from occupare.database import packaged_query
from occupare.errors import UsageError
from occupare.report import charts
from occupare.report.rendering import rendered
from occupare.report.sources import Sources, by_occupation, dictionaries
from occupare.report.tables import LISTS, TableRow, headline_rows, metrics_by_section, section_tables, tasks
from occupare.result import Result
from occupare.write import figures
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
_KINDS = {"listed": "Listed skills", "rated": "Rated skills", "technology": "Technologies"}
_WORDS = {
    "both": "Both ask for", "only": "Only for {}", "more": "More for {}", "unknown": "Known of {} alone",
}  # fmt: skip


class Picture(NamedTuple):
    """A chart with the rows behind it and what they say, or a question that has none here."""

    question: Question
    name: str
    drawing: str | None
    rows: Result
    caption: str
    words: str


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
    sources = Sources(connection)
    sources.add(lines)
    ids = [occupation.occupation_id for occupation in occupations]
    return rendered(
        "report.html.j2",
        occupations=occupations,
        summary=list(narrative(occupations, comparison.metrics)),
        headline=headline_rows(comparison, headlines(connection)),
        sections=list(_sections(connection, comparison)),
        stories=_stories(connection, comparison),
        tasks=tasks(comparison),
        descriptions=comparison.metrics.get("description", {}),
        moves=dictionaries(connection, packaged_query("page_moves", occupation_ids=ids)),
        related=by_occupation(connection, packaged_query("page_related", occupation_ids=ids)),
        better=figures.BETTER_MEANING,
        groups=figures.shared_groups(comparison),
        unlike=figures.unlike_reasons(by.values() for by in comparison.metrics.values()),
        self_employed=figures.self_employed_note(comparison),
        is_withheld=any(line.value_status == "suppressed" for line in lines),
        is_at_least=any(line.value_status == "at_least" for line in lines),
        sources=sources.listed(),
    )


def _sections(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Iterator[Section]:
    questions = Questions(None)
    metrics = metrics_by_section(comparison)
    for (name,) in connection.execute("select section from section").fetchall():
        if name == "responsibilities":
            continue
        pictures = [
            picture
            for asked in _CHARTS.get(name, [])
            for picture in _pictures(connection, questions[asked], comparison.occupations)
        ]
        rows, lists = section_tables(comparison, metrics.get(name, []))
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
        drawing = charts.svg(question, rows) if charts.has_figures(question, rows) else None
        yield Picture(question, name, drawing, rows, charts.caption(question), charts.in_words(question, rows))


def _stories(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> dict[str, dict[str, list[str]]]:
    """Return, for each kind of skills, what all ask for, and of two what only one asks for or asks more of."""
    count = len(comparison.occupations)
    if count > 2:
        shared = {name: shared_by_all(comparison, family) for family, name in LISTS.items()}
        return {name: {f"All {count} ask for": skills} for name, skills in shared.items() if skills}
    by_kind = groupby(skills_of_two(connection, comparison), key=lambda skill: skill.kind)
    return {_KINDS[kind]: told_apart(comparison, skills, _WORDS) for kind, skills in by_kind}
