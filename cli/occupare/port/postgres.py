"""A database in PostgreSQL: files for psql, or a schema of a running server replaced in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO, ClassVar

from occupare.catalog.tables import Key, Table
from occupare.errors import DatabaseError, DataError, UsageError
from occupare.port import rewrites
from occupare.port.engines import Advance, Engine
from occupare.port.files import write_rows
from occupare.port.source import Source


class Postgres(Engine):
    """PostgreSQL 17 and later: keys, checks and comments are kept; text sorts by code point, as DuckDB sorts it."""

    dialect = "postgres"
    rewrites = rewrites.POSTGRES
    is_run_by_tests = True
    data_format = "csv"
    text_type: ClassVar[str | None] = 'text collate "pg_c_utf8"'
    loaded_with = "psql -f load.sql, in the folder"

    def keys(self, source: Source) -> list[str]:
        """Return one statement for each key, then for each reference and check of every table."""
        keys = [(table, key) for table in source.tables for key in table.keys if key.kind != "NOT NULL"]
        keys.sort(key=lambda pair: pair[1].kind == "FOREIGN KEY")
        return [f"alter table {self.quoted(table.name)} add {self._constraint(key)}" for table, key in keys]

    def _constraint(self, key: Key) -> str:
        columns = ", ".join(map(self.quoted, key.columns))
        if key.kind == "CHECK":
            return f"check ({self.translated(str(key.expression))})"
        if key.kind == "FOREIGN KEY":
            referenced = ", ".join(map(self.quoted, key.referenced_columns))
            return f"foreign key ({columns}) references {self.quoted(str(key.referenced_table))} ({referenced})"
        return f"{key.kind.lower()} ({columns})"

    def comments(self, source: Source) -> list[str]:
        """Return a statement for each comment."""
        kinds = dict.fromkeys((table.name for table in source.tables), "table")
        kinds |= dict.fromkeys((view.name for view in source.views), "view")
        return [
            f"comment on column {self.quoted(name)}.{self.quoted(column)} is {self.literal(comment)}"
            if column
            else f"comment on {kinds[name]} {self.quoted(name)} is {self.literal(comment)}"
            for (name, column), comment in source.comments.items()
            if name in kinds
        ]

    def load(self, source: Source) -> str:
        """Return the script for psql: one transaction, so that a reader sees the old schema or the new one."""
        copies = [self.copy(table, f"'data/{table.name}.csv'", "\\copy") for table in source.tables]
        lines = ["\\set ON_ERROR_STOP on", "begin;", self.begin(), "\\i tables.sql", *copies]
        lines += ["\\i keys.sql", "\\i views.sql", "\\i comments.sql", self.end(), "commit;"]
        return "\n".join(lines) + "\n"

    def copy(self, table: Table, origin: str, command: str = "copy") -> str:
        """Return the command that reads a table's rows as CSV from a file or from stdin."""
        return f"{command} {self.quoted(table.name)} from {origin} with (format csv, header true)"

    def begin(self) -> str:
        """Return the statements before the tables: what is there steps aside, and readers go on reading it."""
        return self._script("begin")

    def end(self) -> str:
        """Return the statement after the last: what stepped aside goes, unless it holds or feeds what is not ours."""
        return self._script("end")

    def _script(self, name: str) -> str:
        text = files("occupare.port").joinpath(f"{name}.pgsql").read_text(encoding="utf-8")
        names = {"schema": self.schema, "before": f"{self.schema}_before"}
        for key, value in names.items():
            text = text.replace(f"${key}_text", self.literal(value)).replace(f"${key}", self.quoted(value))
        return text.strip()

    def refuse_run(self, address: str, folder: str | None) -> None:
        """Raise UsageError for files as well, or for a password in the URL, where others could read it."""
        if folder is not None:
            raise UsageError("found --to and --run; PostgreSQL takes one of the two")
        _refuse_password(address)

    def run(self, source: Source, address: str, folder: Path, advance: Advance) -> None:
        """Replace the schema of a running server by this database, in one transaction; every row is sent.

        Raises DatabaseError where the server cannot be reached, and DataError where it refuses a statement, or
        something that is not ours lies in the schema or leans on it; then nothing changed.
        """
        try:
            import psycopg
        except ImportError as error:
            raise DataError("porting to PostgreSQL needs psycopg: pip install 'occupare[postgres]'") from error
        try:
            connection = psycopg.connect(address, application_name="occupare port", client_encoding="utf8")
        except psycopg.Error as error:
            raise DatabaseError(f"PostgreSQL cannot be reached: {str(error).strip()}") from error
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(self.begin().encode())
                for table in source.tables:
                    advance(table.name)
                    for statement in self.table(table, source):
                        cursor.execute(statement.encode())
                    command = self.copy(table, "stdin").encode()
                    with cursor.copy(command) as copy, _rows(source, table, self, folder) as rows:
                        while piece := rows.read(1 << 20):
                            copy.write(piece)
                advance("keys, views and comments")
                views = [self.view(view, source) for view in source.views]
                for statement in [*self.keys(source), *views, *self.comments(source), self.end()]:
                    cursor.execute(statement.encode())
        except psycopg.Error as error:
            raise DataError(f"PostgreSQL refused the port, and is as it was: {str(error).strip()}") from error


@contextmanager
def _rows(source: Source, table: Table, engine: Postgres, scratch: Path) -> Iterator[IO[bytes]]:
    path = write_rows(source, table, engine, scratch)
    with path.open("rb") as rows:
        yield rows
    path.unlink()


def _refuse_password(url: str) -> None:
    from urllib.parse import parse_qs, urlsplit

    parts = urlsplit(url)
    if parts.password or "password" in parse_qs(parts.query) or re.search(r"\bpassword\s*=", url):
        raise UsageError(
            "found a password in the URL, where other users of this machine could read it: leave it out and give it "
            "in the environment variable PGPASSWORD, in ~/.pgpass or by a service"
        )
