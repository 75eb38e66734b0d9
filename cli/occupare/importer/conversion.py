"""Published files into a folder of seed CSVs: recognised, staged, turned by each publisher's SQL, written whole.

A folder of `seeds/` that declares files holds one .sql (or .csv) per seed table that it fills; what several publishers
give for one table is appended. An .sql of another name is a step in between, which other SQL may read by that name.
"""

from __future__ import annotations

import contextlib
import graphlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.build.seed_folders import VOCABULARY_FOLDER, packaged_folder
from occupare.catalog import schema_files
from occupare.catalog.creation import seed_tables
from occupare.database import csv_rows, identifier, in_memory, literal
from occupare.errors import DataError
from occupare.files import refuse_strangers, replacing, sha256
from occupare.importer import report
from occupare.importer.comparing import compare_releases, forget, undated_files
from occupare.importer.coverage import coverage
from occupare.importer.declarations import Publisher, publishers
from occupare.importer.downloading import RECORD
from occupare.importer.found_files import find_files
from occupare.importer.provenance import stage_origins
from occupare.importer.reading import Outcome, Reader
from occupare.result import Result

if TYPE_CHECKING:
    import duckdb

MARKER = "import.json"
MEMORY_LIMIT = "600MB"


@dataclass(frozen=True)
class Imported:
    """What an import made: its coverage, what became of each file, and the seed files with their row counts."""

    coverage: Result
    outcomes: list[Outcome]
    notes: list[str]
    rows: dict[str, int]

    @property
    def unrecognised(self) -> list[str]:
        """The files that were not read and are none that a publisher offers beside what is needed."""
        return [str(each.file.path) for each in self.outcomes if each.is_unknown]

    @property
    def repeated(self) -> list[str]:
        """The files that stand twice, each with the one that was read."""
        return [f"{each.file.path} (the same as {each.same_as})" for each in self.outcomes if each.same_as]


def import_published(
    downloads: Path, out: Path, *, accept_left_out: bool = False, releases: dict[str, str] | None = None
) -> Imported:
    """Turn the published files below a folder into the seed folder OUT, whole or not at all.

    `releases` says of which release files are that do not say so themselves. Raises UsageError where there are no
    downloads or OUT holds what no import made, and DataError where no file is known, or where rows or files can't be
    read, unless those are accepted as left out.
    """
    files = [file for file in find_files(downloads) if file.path.name != RECORD]
    refuse_foreign_target(out)
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    with (
        replacing(out) as written,
        in_memory() as connection,
        _progress(len(files)) as advance,
    ):
        workplace = written.parent
        _close_in(connection, workplace)
        offered = publishers()
        reader = Reader(connection, offered, files, workplace, releases or {})
        outcomes = list(reader.outcomes(advance))
        advance("joining", 0)
        report.refuse_nothing_known(downloads, outcomes)
        _hold_releases_apart(connection, offered, outcomes)
        stage_origins(connection, downloads, offered, files)
        _run_publishers(connection, offered, workplace)
        report.refuse_faults(connection, outcomes, accept_left_out=accept_left_out)
        rows = _write_seeds(connection, written)
        result = coverage(connection, offered)
        notes = [*report.file_notes(connection, outcomes), *report.missing_notes(connection, result)]
    return Imported(result, outcomes, notes, rows)


def _close_in(connection: duckdb.DuckDBPyConnection, workplace: Path) -> None:
    """Close the connection to every file outside the workplace, to networks and extensions, before it sees a text."""
    connection.execute(
        f"set memory_limit = '{MEMORY_LIMIT}'; set temp_directory = {literal(str(workplace / 'spilled'))}; "
        f"set allowed_directories = [{literal(str(workplace) + os.sep)}]; set enable_external_access = false"
    )


def _hold_releases_apart(
    connection: duckdb.DuckDBPyConnection, offered: list[Publisher], outcomes: list[Outcome]
) -> None:
    """Read rows that stand in two files of one release once; leave out files of which nobody knows the release."""
    for publisher in offered:
        folders = undated_files(connection, list(publisher.kinds))
        if len(folders) > 1:
            names = [name for found in folders.values() for name in found]
            forget(connection, list(publisher.kinds), names)
            for outcome in outcomes:
                if str(outcome.file.path) in names:
                    outcome.add_fault(report.undated(outcome.file, sorted(folders)))
                    outcome.rows.clear()
        for kind in publisher.kinds:
            if kind.is_used:
                compare_releases(connection, kind)


def refuse_foreign_target(out: Path) -> None:
    """Raise UsageError unless OUT is absent, empty, or holds just what an earlier import wrote."""
    made: dict[str, str | None] = {}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        made = dict(json.loads((out / MARKER).read_text(encoding="utf-8"))["sha256"]) | {MARKER: None}
    refuse_strangers(out, made, "an import", "name a new folder with --seeds")


class _Advance:
    """Tells the bar, where there is one, what is being done."""

    def __init__(self, bar: object = None, task: object = None) -> None:
        self._bar, self._task = bar, task

    def __call__(self, doing: str, files: int = 1) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=doing, advance=files)  # type: ignore[attr-defined]


@contextmanager
def _progress(file_count: int) -> Iterator[_Advance]:
    """Show a bar on a terminal's stderr; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield _Advance()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield _Advance(bar, bar.add_task("reading", total=file_count))


def _run_publishers(connection: duckdb.DuckDBPyConnection, offered: list[Publisher], workplace: Path) -> None:
    """Run every publisher's SQL: the steps in between as tables, then the rows of each seed table into schema seed."""
    tables = seed_tables()
    for path in sorted(packaged_folder(VOCABULARY_FOLDER).glob("*.csv")):
        connection.execute(f'create table "vocabulary_{path.stem}" as {_packaged_rows(path, workplace)}')
    steps = {
        path.stem: path
        for publisher in offered
        for path in sorted(publisher.folder.glob("*.sql"))
        if path.stem not in tables
    }
    for name in _ordered(connection, steps):
        _execute(connection, f'create table "{name}" as', steps[name], workplace)
    connection.execute("create schema seed")
    for table in tables.values():
        # No constraint: a build checks those.
        columns = ", ".join(f"{identifier(column.name)} {column.data_type}" for column in table.columns.values())
        connection.execute(f"create table seed.{identifier(table.name)} ({columns})")
    for publisher in offered:
        if _is_staged(connection, publisher):
            for path in sorted(publisher.folder.iterdir()):
                if path.stem in tables and path.suffix in (".sql", ".csv"):
                    _execute(connection, f'insert into seed."{path.stem}" by name', path, workplace)


def _is_staged(connection: duckdb.DuckDBPyConnection, publisher: Publisher) -> bool:
    tables = [kind.table for kind in publisher.kinds if kind.is_used]
    return any(connection.execute(f'select 1 from "{table}" limit 1').fetchall() for table in tables)


def _ordered(connection: duckdb.DuckDBPyConnection, steps: dict[str, Path]) -> Iterable[str]:
    """Return the steps in between, each after those that it reads; raises DataError for a circle or an unknown name."""
    existing = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    needs = {}
    for name, path in steps.items():
        named = schema_files.named_tables(path.read_text(encoding="utf-8"))
        unknown = sorted(named - existing - steps.keys())
        if unknown:
            raise DataError(f"seeds/{path.parent.name}/{path.name}: reads {unknown[0]}, which no file or step makes")
        needs[name] = named & steps.keys()
    try:
        return list(graphlib.TopologicalSorter(needs).static_order())
    except graphlib.CycleError as error:
        raise DataError(f"seeds: these files need each other in a circle: {' → '.join(error.args[1])}") from error


def _packaged_rows(path: Path, workplace: Path) -> str:
    """Return the SQL of the rows of a CSV file that comes along, copied to where the engine may read."""
    return csv_rows(Path(shutil.copyfile(path, workplace / "packaged.csv")))


def _execute(connection: duckdb.DuckDBPyConnection, before: str, path: Path, workplace: Path) -> None:
    import duckdb

    body = _packaged_rows(path, workplace) if path.suffix == ".csv" else path.read_text(encoding="utf-8")
    try:
        connection.execute(f"{before}\n{body}")
    except duckdb.Error as error:
        raise DataError(f"seeds/{path.parent.name}/{path.name}: {error}") from error


def _write_seeds(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write every seed table that has rows as CSV, and the marker that says what an import wrote."""
    folder.mkdir()
    rows = {}
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'seed' order by table_name"
    ).fetchall()
    for (name,) in tables:
        path = folder / f"{name}.csv"
        rows_written = f'select distinct * from seed."{name}" order by all'
        copy = f"copy ({rows_written}) to {literal(str(path))} (header, delimiter ',')"
        count = connection.execute(copy).fetchall()[0][0]
        if count:
            rows[name] = int(count)
        else:
            path.unlink()
    shutil.copyfile(packaged_folder(VOCABULARY_FOLDER) / "seed_format.csv", folder / "seed_format.csv")
    made = {path.name: sha256(path) for path in sorted(folder.iterdir())}
    marker = {"made by": "occupare import", "sha256": made}
    (folder / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")
    return rows
