"""Open the database that a command asks; the default one is built from the bundled seeds on first use."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.database import ENVIRONMENT_VARIABLE, SCHEMA_VERSION, database_path, is_newer, open_read_only
from occupare.errors import DatabaseError, say

if TYPE_CHECKING:
    import duckdb

SECONDS_TO_WAIT = 60


def open_database(given: str | None) -> duckdb.DuckDBPyConnection:
    """Open the database read-only; only the default path is built (from the bundled seeds) when it is absent.

    Raises DatabaseError where the file is absent, held by another program, or not a database of Occupare.
    """
    path = database_path(given)
    if not path.exists():
        if given or os.environ.get(ENVIRONMENT_VARIABLE):
            raise DatabaseError(
                f"{path}: found no such file; 'occupare --database {path} build bundled' builds it from bundled seeds"
            )
        _build_on_first_use(path)
    connection = open_read_only(path)
    import duckdb

    try:
        found = connection.execute("select value from build_info where property = 'schema version'").fetchall()
    except duckdb.Error as error:
        connection.close()
        raise DatabaseError(
            f"{path}: found a database that Occupare did not build; name another with --database"
        ) from error
    if found != [(str(SCHEMA_VERSION),)]:
        connection.close()
        version = str(found[0][0]) if found else "unknown"
        remedy = (
            "upgrade occupare" if is_newer(version) else "build it again from its seeds with this version of Occupare"
        )
        raise DatabaseError(f"{path}: found schema version {version}, expected {SCHEMA_VERSION}; {remedy}")
    return connection


def _build_on_first_use(path: Path) -> None:
    """Build the bundled seeds; where another process is doing just that, wait for it."""
    from occupare.build.building import AnotherBuild, build
    from occupare.build.seed_folders import BUNDLED, SeedFolder

    try:
        count = build(path, [SeedFolder.named(BUNDLED)])
        say(f"{path}: built from the bundled seeds, {count} occupations")
    except AnotherBuild:
        until = time.monotonic() + SECONDS_TO_WAIT
        while not path.exists():
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
