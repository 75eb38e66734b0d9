"""Where the staged rows came from: each file, its digest, and the day and address of its download."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.database import literal
from occupare.importer.declarations import Publisher
from occupare.importer.downloading import Record, read_record
from occupare.importer.found_files import PublishedFile

if TYPE_CHECKING:
    import duckdb

COLUMNS = "publisher text, release text, file_name text, sha256 text, bytes bigint, retrieved_on date, address text"


def stage_origins(
    connection: duckdb.DuckDBPyConnection, downloads: Path, offered: list[Publisher], files: list[PublishedFile]
) -> None:
    """Create the table staged_file: one row per publisher, release as the file states it, and file with staged rows."""
    connection.execute(f"create table staged_file ({COLUMNS})")
    records = read_record(downloads)
    by_name = {str(file.path): file for file in files}
    for publisher in offered:
        found = set()
        for kind in publisher.kinds:
            if kind.is_used:
                release = "release" if "release" in kind.facts else "cast(null as text)"
                found |= set(connection.execute(f'select distinct {release}, file_name from "{kind.table}"').fetchall())
        for stated, name in sorted(found, key=str):
            origin = _origin(by_name[name], downloads, records)
            cells = [publisher.folder.name, stated, name, *origin]
            values = ", ".join("null" if cell is None else literal(cell) for cell in cells)
            connection.execute(f"insert into staged_file values ({values})")


def _origin(file: PublishedFile, downloads: Path, records: dict[str, Record]) -> tuple[str, str, str, str | None]:
    """Return the file's digest and size, the day on which it was had, and the address that it was fetched from."""
    disk_file = file.disk_path
    size = file.size
    record = records.get(disk_file.relative_to(downloads).as_posix()) if downloads.is_dir() else None
    if record is not None and record.sha256 == PublishedFile(file.path, disk_file).sha256:
        moment, address = datetime.fromisoformat(record.retrieved_at), record.address
    else:
        moment, address = datetime.fromtimestamp(disk_file.stat().st_mtime, UTC), None
    return file.sha256, str(size), moment.astimezone(UTC).date().isoformat(), address
