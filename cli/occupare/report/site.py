"""A site of occupations: a folder that any static host serves, or that is opened as it is."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.ask.comparison import Headline, any_line, headlines
from occupare.ask.summary import UNNAMED_GROUP
from occupare.ask.titles import Occupation
from occupare.ask.watched import Watched
from occupare.database import packaged_query
from occupare.errors import DataError, UsageError, printable, say
from occupare.files import refuse_strangers, replacing
from occupare.report import site_data
from occupare.report.rendering import rendered, text_of_page
from occupare.report.site_data import Dossier, data_of, dossiers, file_name, script
from occupare.report.sources import Sources, by_occupation, dictionaries
from occupare.report.tables import headline_rows, metrics_by_section, section_tables, tasks
from occupare.write import figures

if TYPE_CHECKING:
    import duckdb

RECORD, MAKER = "site.json", "occupare report --site"
MOST_COMPARED = 6
_AT_ONCE = 256  # occupations whose lines are in memory together


def write_site(connection: duckdb.DuckDBPyConnection, occupations: list[Occupation] | None, folder: Path) -> None:
    """Write the site of these occupations, or of all, into the folder, which is new, empty or an earlier site.

    Raises UsageError for a folder that holds anything else, and DataError where it cannot be written.
    """
    refuse_strangers(folder, _made_before(folder), "a site", "name a new folder with --site")
    if occupations is None:
        rows = connection.execute(packaged_query("site_occupation")).fetchall()
        occupations = [Occupation(*row) for row in rows]
    if not occupations:
        raise UsageError("found no occupation in the database, expected one or more to make a site of")
    try:
        with replacing(folder) as made:
            watched = Watched(connection, lambda: shutil.rmtree(made.parent, ignore_errors=True))
            site = _Site(watched, occupations, made)
            with _bar(site) as show:
                watched.answer(site.write, meanwhile=show)
    except OSError as error:
        raise DataError(f"{folder}: cannot be written: {error.strerror or error}") from error
    count = len(occupations)
    say(f"{folder}: wrote the pages of {count:,} occupation{'' if count == 1 else 's'}; open {folder / 'index.html'}")


def _made_before(folder: Path) -> dict[str, str | None]:
    """Return the files of the site that lies in the folder, each with its SHA-256."""
    made: dict[str, str | None] = {}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if record["made_by"] == MAKER:
            made = dict(record["files"])
            made[RECORD] = None
    return made


class _Site:
    """A site in the making; `done` is how many occupations have been written."""

    def __init__(self, watched: Watched, occupations: list[Occupation], folder: Path) -> None:
        self.watched, self.connection, self.occupations, self.folder = watched, watched.connection, occupations, folder
        self.headlines: list[Headline] = headlines(self.connection)
        self.files: dict[str, str] = {}
        self.titles: list[list[Any]] = []
        self.sources = Sources(self.connection)
        self.paths = {each.occupation_id: file_name(each.occupation_id) for each in occupations}
        self.near: dict[str, list[dict[str, Any]]] = {}
        self.everyone: Dossier | None = None
        self.done = 0

    def write(self) -> None:
        """Write every file of it, the record of them last."""
        for name in ("occupation", "data"):
            (self.folder / name).mkdir(parents=True)
        self.everyone = self._everyone()
        # All at once: the engine goes through the moves of all, however few are asked for.
        near = packaged_query("site_near", occupation_ids=list(self.paths))
        self.near = by_occupation(self.connection, near)
        for begin in range(0, len(self.occupations), _AT_ONCE):
            for dossier in dossiers(self.connection, self.occupations[begin : begin + _AT_ONCE]):
                if self.watched.is_stopped:
                    return
                self._write_occupation(dossier)
                self.done += 1
        listed = self.sources.listed()
        self._write("data/titles.js", script("titles", self.titles))
        self._write("data/common.js", script("common", self._common()))
        self._write("index.html", rendered("site_index.html.j2", root="", occupations=self._entries()))
        self._write("compare.html", rendered("site_compare.html.j2", root="", most=MOST_COMPARED))
        self._write("sources.html", rendered("site_sources.html.j2", root="", sources=listed))
        for name in ("style.css", "figure_pair.js", "site.js"):
            self._write(name, text_of_page(name))
        record = {"made_by": MAKER, "files": dict(sorted(self.files.items()))}
        (self.folder / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _everyone(self) -> Dossier | None:
        rows = self.connection.execute(
            "select occupation_id, 'All workers' from occupation where occupation_kind = 'all' order by occupation_id"
        ).fetchall()
        found = [Occupation(*row) for row in rows]
        return next(dossiers(self.connection, found[:1]), None) if found else None

    def _write(self, name: str, text: str) -> None:
        content = text.encode("utf-8")
        (self.folder / name).write_bytes(content)
        self.files[name] = hashlib.sha256(content).hexdigest()

    def _write_occupation(self, dossier: Dossier) -> None:
        id_ = dossier.occupation.occupation_id
        path = self.paths[id_]
        self.sources.add(dossier.lines)
        row: list[Any] = [id_, printable(dossier.occupation.title), list(map(printable, dossier.names))]
        self.titles.append([*row, path] if path != id_ else row)
        self._write(f"data/{path}.js", script("occupation", data_of(dossier, self.headlines)))
        self._write(f"occupation/{path}.html", self._page(dossier))

    def _page(self, dossier: Dossier) -> str:
        comparison = dossier.beside(self.everyone)
        own = dossier.comparison
        sections = [
            (name, *section_tables(comparison, metric_ids))
            for name, metric_ids in metrics_by_section(comparison).items()
            if name != "responsibilities"
        ]
        description = own.metrics.get("description")
        return rendered(
            "site_occupation.html.j2",
            root="../",
            occupation=dossier.occupation,
            occupations=comparison.occupations,
            names=dossier.names,
            description=description and any_line(description).text_value,
            headline=headline_rows(comparison, self.headlines),
            sections=sections,
            tasks=tasks(own).get(dossier.occupation.occupation_id, []),
            near=self.near.get(dossier.occupation.occupation_id, []),
            paths=self.paths,
            groups=figures.shared_groups(own),
            is_withheld=any(line.value_status == "suppressed" for line in dossier.lines),
            is_at_least=any(line.value_status == "at_least" for line in dossier.lines),
            releases=list(dict.fromkeys(line.release_name for line in dossier.lines)),
        )

    def _entries(self) -> list[tuple[str, str]]:
        return [(self.paths[each.occupation_id], each.title) for each in self.occupations]

    def _common(self) -> dict[str, Any]:
        """Return what the data of all occupations share: the metrics, the lines of the first screen, the releases."""
        metrics = dictionaries(self.connection, packaged_query("site_metric"))
        releases = "select release_id, release_name, classification, source_id from release order by release_id"
        return {
            "most": MOST_COMPARED,
            "better": figures.BETTER_MEANING,
            "unnamed_group": UNNAMED_GROUP,
            "figure_columns": site_data.FIGURE_COLUMNS,
            "skill_columns": site_data.SKILL_COLUMNS,
            "headlines": [[each.metric_id, printable(each.label), *each[2:]] for each in self.headlines],
            "metrics": [{name: cell for name, cell in row.items() if cell is not None} for row in metrics],
            "releases": {
                row["release_id"]: [printable(row["release_name"]), row["classification"], row["source_id"]]
                for row in dictionaries(self.connection, releases)
            },
        }


@contextlib.contextmanager
def _bar(site: _Site) -> Iterator[Callable[[], bool]]:
    """Yield what shows how many occupations are done: a bar on a terminal's stderr, nothing in a pipe."""
    if not sys.stderr or not sys.stderr.isatty():
        yield lambda: False
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(site.occupations))

        def show() -> bool:
            bar.update(task, completed=site.done)
            return False

        yield show
