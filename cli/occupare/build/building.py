"""Build the database file: seeds in, one file out, the whole old file or the whole new one at any moment."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.build.seed_folders import BUNDLED, SeedFolder
from occupare.build.seed_loading import load_seeds
from occupare.catalog.creation import BUILD_INFO, create_answers, create_tables, seed_tables
from occupare.catalog.schema_files import SchemaFile
from occupare.database import (
    SCHEMA_VERSION,
    connect,
    in_memory,
    is_newer,
    literal,
    open_read_only,
    refuse_what_is_no_file,
)
from occupare.errors import DatabaseError, DataError, quoted
from occupare.files import Busy, put_in_place, workplace

if TYPE_CHECKING:
    import duckdb

# The oldest format that keeps keys, checks and comments: DuckDB 1.1 to 2.0 open it. The small blocks keep a small
# database small; the small row groups let both cores of a small machine work on a thousand occupations.
# A build that is cut short is thrown away: a log to recover it by, synced at each of 600 statements, is for nothing.
FILE_OPTIONS = "storage_version 'v1.0.0', block_size 16384, row_group_size 2048, recovery_mode no_wal_writes"
ROWS_SHOWN_PER_CHECK = 20


class AnotherBuild(DatabaseError):
    """Another process is building the same target."""


def build(database: Path, folders: list[SeedFolder], *, replace: bool = False) -> int:
    """Build the database from exactly these seed folders and return its number of occupations.

    Raises SeedFaults or DataError where the seeds, the schema's checks or the target are at fault; the target is then
    as it was. Raises DatabaseError where the target cannot be opened or written.
    """
    refuse_what_is_no_file(database)
    target = Path(os.path.realpath(database))  # a link to the database stays a link
    if not target.parent.is_dir():
        raise DatabaseError(f"{database.parent}: found no such folder; make it, or name another with --database")
    try:
        with workplace(target) as folder, kept_from_writers(database):
            was_there = target.exists()
            refuse_foreign_target(database, folders, replace=replace)
            made = folder / "made"
            count = _fill(made, target, folders)
            _put_in_place(made, database, was_there=was_there)
    except Busy as error:
        raise AnotherBuild(
            f"{database}: another build of it is running; wait for it to end, then build again"
        ) from error
    except OSError as error:
        raise DatabaseError(
            f"{database}: cannot be written here: {error.strerror}; name another path with --database"
        ) from error
    return count


@contextlib.contextmanager
def kept_from_writers(database: Path) -> Iterator[None]:
    """Hold the target open for reading, so that nobody opens it for writing until it is replaced.

    What a writer had not checkpointed would lie in a .wal beside the new file, which the engine would replay onto it.
    """
    with contextlib.ExitStack() as held:
        if database.is_file():
            held.enter_context(contextlib.closing(open_read_only(database)))
        yield


def _fill(temporary: Path, database: Path, folders: list[SeedFolder]) -> int:
    with contextlib.closing(in_memory()) as connection:
        connection.execute(f"attach {literal(str(temporary))} as built ({FILE_OPTIONS}); use built")
        create_tables(connection)
        # From here on texts of the seeds are at work: no statement reaches a file or a network.
        connection.execute("set enable_external_access = false")
        digests = load_seeds(connection, seed_tables(), folders)
        create_answers(connection, lambda checks: run_checks(connection, checks))
        _record_build(connection, database, folders, digests)
        count = connection.execute("select count(*) from occupation where occupation_kind = 'occupation'").fetchall()
        connection.execute("checkpoint built; use memory; detach built")
    with contextlib.closing(connect(temporary)) as built:
        built.execute("select count(*) from occupation_profile").fetchall()
    return int(count[0][0])


def run_checks(connection: duckdb.DuckDBPyConnection, checks: list[SchemaFile]) -> None:
    """Run queries of schema/checks; raises DataError that names each row that one returns."""
    found = []
    for check in checks:
        result = connection.execute(check.sql)
        names = [column[0] for column in result.description]
        rows = result.fetchmany(ROWS_SHOWN_PER_CHECK + 1)
        for row in rows[:ROWS_SHOWN_PER_CHECK]:
            cells = ", ".join(f"{name} {quoted(cell)}" for name, cell in zip(names, row, strict=True))
            found.append(f"{check.name.replace('_', ' ')}: {cells}")
        if len(rows) > ROWS_SHOWN_PER_CHECK:
            found.append(f"{check.name.replace('_', ' ')}: and more rows")
        if rows:
            remedy = next(line for line in check.sql.splitlines() if line.startswith("-- Remedy: "))
            found.append(f"{check.name.replace('_', ' ')}: {remedy.removeprefix('-- ')}")
    if found:
        raise DataError("\n".join([*found, "the seed folders break these checks; nothing was built"]))


def _record_build(
    connection: duckdb.DuckDBPyConnection, database: Path, folders: list[SeedFolder], digests: list[str]
) -> None:
    connection.execute(BUILD_INFO)
    facts = {
        "schema version": str(SCHEMA_VERSION),
        "seed format version": str(connection.execute("select version from seed_format").fetchall()[0][0]),
        "occupare version": version("occupare"),
        "duckdb version": version("duckdb"),
        "sqlglot version": version("sqlglot"),
        "built at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    for position, (folder, digest) in enumerate(zip(folders, digests, strict=True), 1):
        facts[f"seed folder {position}"] = folder_label(folder, database)
        facts[f"seed folder {position} sha256"] = digest
    facts["objects"] = ", ".join(sorted(object_names(connection)))
    rows = ", ".join(f"({literal(name)}, {literal(value)})" for name, value in facts.items())
    connection.execute(f"insert into build_info values {rows}")


def folder_label(folder: SeedFolder, database: Path) -> str:
    """Return how build_info names a folder: 'bundled', or its path as seen from the database's own folder."""
    if folder.path == SeedFolder.named(BUNDLED).path:
        return BUNDLED
    try:
        label = Path(os.path.relpath(folder.path.resolve(), Path(os.path.realpath(database)).parent)).as_posix()
        return f"./{label}" if label == BUNDLED else label
    except ValueError:  # another drive
        return folder.path.resolve().as_posix()


def object_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return every table, view, index, sequence, type, macro and schema that is not DuckDB's own, by name."""
    rows = connection.execute(
        """
        select table_name from duckdb_tables() where database_name = current_database() and not internal
        union select view_name from duckdb_views() where database_name = current_database() and not internal
        union select index_name from duckdb_indexes() where database_name = current_database()
        union select sequence_name from duckdb_sequences() where database_name = current_database()
        union select function_name from duckdb_functions()
            where database_name = current_database() and not internal
        union select type_name from duckdb_types() where database_name = current_database() and not internal
        union select schema_name from duckdb_schemas()
            where database_name = current_database() and not internal and schema_name <> 'main'
        order by all
        """
    ).fetchall()
    return [row[0] for row in rows]


def refuse_foreign_target(database: Path, folders: list[SeedFolder], *, replace: bool) -> None:
    """Raise DataError where the target is not ours to replace, or was built from other seed folders."""
    if not database.exists():
        return
    if database.is_dir():
        raise DataError(f"{database}: found a folder, expected a path for the database file")
    with contextlib.closing(open_read_only(database)) as connection:
        facts = _build_facts(connection)
        if facts is None:
            raise DataError(
                f"{database}: found a DuckDB database that Occupare did not build; it stays as it is. "
                "Name another path with --database"
            )
        strangers = sorted(set(object_names(connection)) - set(facts["objects"].split(", ")))
    if strangers:
        raise DataError(
            f"{database}: found objects that Occupare did not create: {', '.join(strangers)}. A build would lose them: "
            "move them to a database of your own (attach this one from there), or name another path with --database"
        )
    if is_newer(facts["schema version"]) and not replace:
        raise DataError(
            f"{database}: was built by a newer version of Occupare, found schema version {facts['schema version']}, "
            f"expected {SCHEMA_VERSION} or older; upgrade occupare, or add --replace to lose what is new in it"
        )
    before = [facts[f"seed folder {number}"] for number in range(1, len(facts)) if f"seed folder {number}" in facts]
    now = [folder_label(folder, database) for folder in folders]
    if before != now and not replace:
        raise DataError(
            f"{database}: was built from {', '.join(map(quoted, before))}, not from {', '.join(map(quoted, now))}; "
            "to replace it all the same, add --replace; to keep it, name another path with --database"
        )


def _build_facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str] | None:
    import duckdb

    try:
        facts = dict(connection.execute("select property, value from build_info order by property").fetchall())
    except duckdb.Error:
        return None
    return facts if "schema version" in facts and "objects" in facts else None


def _put_in_place(made: Path, database: Path, *, was_there: bool) -> None:
    """Replace the target by the finished file. A stale .wal goes first: DuckDB would replay it onto the new file."""
    if not was_there and database.exists():
        raise DataError(f"{database}: appeared while it was being built, and stays as it is; build again")
    target = Path(os.path.realpath(database))
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
    try:
        put_in_place(made, target)
    except PermissionError as error:
        raise DatabaseError(
            f"{database}: another program holds the file open and this system does not let it be replaced; "
            "close that program, then build again"
        ) from error
