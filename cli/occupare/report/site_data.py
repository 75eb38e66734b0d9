"""What a site says of each occupation: its page, and the file of data that a browser lays beside another's.

Numbers, words and keys come from SQL, an occupation at a time; what two of them make is worked out in the browser by
figure_pair.js, as figure_pair.sql and skill_gap.sql say it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from occupare.ask.comparison import Comparison, Headline, Line
from occupare.ask.titles import Occupation
from occupare.database import packaged_query
from occupare.errors import printable
from occupare.report.sources import by_occupation
from occupare.report.tables import cell_text, metrics_by_section, tasks
from occupare.write import figures
from occupare.write.cells import plain, text_of

if TYPE_CHECKING:
    import duckdb

    from occupare.result import Row

# The names of a figure's and a skill's cells in a file of data.
FIGURE_COLUMNS = (
    "metric", "text", "value", "number", "at_least", "standard_error", "comparable_as", "measured", "release",
    "shared_by", "is_shared", "group",
)  # fmt: skip
SKILL_COLUMNS = (
    "skill", "name", "is_shown", "kind", "share", "importance", "importance_error", "level", "level_error",
)  # fmt: skip
_LONGEST_NAME = 80
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # Windows keeps their names for itself


class Keys(NamedTuple):
    """What the comparison of a figure with another follows from, beside the figure itself."""

    standard_error: Any
    comparable_as: str | None
    measured_id: str | None


class Dossier(NamedTuple):
    """All that is known of an occupation, and of all workers beside it: the lines of SQL, with what pairs need."""

    occupation: Occupation
    lines: list[Line]
    keys: dict[str, Keys]
    skills: list[dict[str, Any]]
    names: list[str]

    @property
    def comparison(self) -> Comparison:
        """The lines of the occupation, by metric."""
        metrics = {line.metric_id: {line.occupation_id: line} for line in self.lines}
        return Comparison([self.occupation], metrics)

    def beside(self, everyone: Dossier | None) -> Comparison:
        """Return the lines of the occupation with those of all workers that are of the same definition."""
        comparison = self.comparison
        if everyone is None:
            return comparison
        for line in everyone.lines:
            metric = comparison.metrics.get(line.metric_id)
            if metric and self.keys[line.metric_id].comparable_as == everyone.keys[line.metric_id].comparable_as:
                metric[line.occupation_id] = line
        return Comparison([self.occupation, everyone.occupation], comparison.metrics)


def dossiers(connection: duckdb.DuckDBPyConnection, occupations: Sequence[Occupation]) -> Iterator[Dossier]:
    """Yield what is known of each of the occupations, in their order."""
    ids = [occupation.occupation_id for occupation in occupations]
    by_id = {occupation.occupation_id: occupation for occupation in occupations}
    skills = by_occupation(connection, packaged_query("site_skill", occupation_ids=ids))
    names = by_occupation(connection, packaged_query("site_name", occupation_ids=ids))
    rows = connection.execute(packaged_query("site_line", occupation_ids=ids)).fetchall()
    place = Line._fields.index("occupation_id")
    for id_, group in groupby(rows, key=lambda row: str(row[place])):
        lines, keys = _told_apart(group)
        others = [each["alternate_title"] for each in names.get(id_, []) if each["alternate_title"] != by_id[id_].title]
        yield Dossier(by_id[id_], lines, keys, skills.get(id_, []), others)


def _told_apart(rows: Iterator[Row]) -> tuple[list[Line], dict[str, Keys]]:
    """Return the lines, and by metric what its comparison follows from."""
    width = len(Line._fields)
    lines, keys = [], {}
    for row in rows:
        line = Line(*row[:width])
        lines.append(line)
        keys[line.metric_id] = Keys(*row[width:])
    return lines, keys


def data_of(dossier: Dossier, headlines: list[Headline]) -> dict[str, Any]:
    """Return what a browser needs of an occupation to lay it beside others."""
    comparison = dossier.comparison
    id_ = dossier.occupation.occupation_id
    sections = metrics_by_section(comparison)
    shown = [metric_id for metric_ids in sections.values() for metric_id in metric_ids]
    found = []
    for metric_id in shown:
        line = comparison.metrics[metric_id][id_]
        if line.entry_text is None:
            found.append(_figure(dossier, comparison, line))
    description = comparison.metrics.get("description", {}).get(id_)
    title = comparison.metrics.get("title", {}).get(id_)
    return {
        "id": id_,
        "title": printable(dossier.occupation.title),
        "release": title and title.release_id,
        "description": description and printable(description.text_value or ""),
        "glance": list(_glance(comparison, headlines)),
        "figures": found,
        "skills": _skills(dossier),
        "tasks": list(map(printable, tasks(comparison).get(id_, []))),
    }


def _glance(comparison: Comparison, headlines: list[Headline]) -> Iterator[list[Any]]:
    """Yield the lines of the first screen: metric, label, text, and whether it is that one figure and no range."""
    # What stands in for another is shown or not by what the occupations beside it have.
    headlines = [headline._replace(stands_in_for_metric_id=None) for headline in headlines]
    labels = {headline.metric_id: headline for headline in headlines}
    for metric_id, row in figures.headline_rows(comparison, headlines):
        beside = labels[metric_id].beside_metric_id
        is_one = row.label != labels[metric_id].label or beside is None or beside not in comparison.metrics
        yield [metric_id, row.label, cell_text(row), is_one and metric_id in comparison.metrics]


def _figure(dossier: Dossier, comparison: Comparison, line: Line) -> list[Any]:
    row = figures.row(comparison, line.label, line.metric_id)
    keys = dossier.keys[line.metric_id]
    value = text_of(line.figure)
    number = None if line.number_value is None else plain(line.number_value)
    cells = [
        line.metric_id, cell_text(row), value, number, plain(line.at_least_value), plain(keys.standard_error),
        keys.comparable_as, keys.measured_id, line.release_id, line.shared_by, figures.is_shared(line),
        line.group_title and printable(line.group_title),
    ]  # fmt: skip
    return _without_empty_end(cells)


def _skills(dossier: Dossier) -> dict[str, Any]:
    """Return the lists of skills by kind, each with its source, its length and its entries."""
    found = {}
    for kind, group in groupby(dossier.skills, key=lambda skill: skill["skill_kind"]):
        skills = list(group)
        entries = []
        for skill in skills:
            cells = [
                skill["skill_id"], printable(skill["skill_name"]), skill["is_shown"], skill["entry_kind"],
                *(plain(skill[name]) for name in (
                    "share_pct", "importance", "importance_standard_error", "level", "level_standard_error",
                )),
            ]  # fmt: skip
            entries.append(_without_empty_end(cells))
        found[kind] = {"source": skills[0]["source_id"], "length": skills[0]["list_length"], "entries": entries}
    return found


def _without_empty_end(cells: list[Any]) -> list[Any]:
    """Return cells up to the last that says anything: a browser takes what is not there for null."""
    while cells[-1] is None or cells[-1] is False:
        cells.pop()
    return cells


def script(name: str, value: Any) -> str:
    """Return a file of data: a call with one argument in JSON. A page that is opened from a disk may fetch nothing."""
    return f"occupare.{name}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n"


def file_name(occupation_id: str) -> str:
    """Return the name of an occupation's files, without suffix: its id, where every system takes that as it is."""
    if len(occupation_id) <= _LONGEST_NAME and not _DEVICES.fullmatch(occupation_id.lower()):
        return occupation_id
    return f"{occupation_id[:_LONGEST_NAME]}~{hashlib.sha256(occupation_id.encode()).hexdigest()[:8]}"
