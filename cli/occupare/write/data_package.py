"""A folder of exported files as a Frictionless data package: what each file holds, its keys, units and sources."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.catalog.creation import seed_tables
from occupare.catalog.tables import Table, read_catalog
from occupare.errors import UsageError
from occupare.files import refuse_strangers, sha256
from occupare.write.formats import Format

if TYPE_CHECKING:
    import duckdb

PACKAGE_FILE, PACKAGE_NAME = "datapackage.json", "occupare-export"

# Frictionless names of the types; what is not listed is a string.
_FIELD_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number"}
_UNIT = re.compile(r"[^()]*\((?!whole number)([^()]+)\)(?:[.;][^()]*)?")


def file_name(name: str, format_: Format) -> str:
    """Return the name of the file of a table or view in a folder."""
    return name + format_.suffixes[0]


def refuse_foreign_folder(folder: Path, file_names: set[str]) -> None:
    """Raise UsageError unless the folder is absent, empty, or holds just what an export of these files wrote."""
    made: dict[str, str | None] = {}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
        if package["name"] == PACKAGE_NAME:
            made = {item["path"]: item["hash"].removeprefix("sha256:") for item in package["resources"]}
            made[PACKAGE_FILE] = None
    remedy = "name a new folder with -o"
    for name in sorted(made.keys() - file_names - {PACKAGE_FILE}):
        if (folder / name).exists():
            found = "of an export of other tables"
            raise UsageError(f"{folder / name}: found a file {found}, which would be lost; {remedy}")
    refuse_strangers(folder, made, "an export", remedy)


def package(connection: duckdb.DuckDBPyConnection, names: list[str], folder: Path, format_: Format) -> dict[str, Any]:
    """Return the Frictionless data package of a folder: the files' columns, units and keys, and whose figures they are.

    The catalog is the dictionary; the database itself keeps no references, so they come from the schema's own files.
    """
    tables = read_catalog(connection, names)
    for seed_table in seed_tables().values():
        if seed_table.name in tables:
            tables[seed_table.name].keys += [key for key in seed_table.keys if key.kind == "FOREIGN KEY"]
    found = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() where database_name = current_database() "
        "union all select table_name, '', comment from duckdb_tables() where database_name = current_database() "
        "union all select view_name, '', comment from duckdb_views() where database_name = current_database()"
    ).fetchall()
    comments = {(table, column): comment or "" for table, column, comment in found}
    resources = []
    for path in sorted(folder.iterdir()):
        table = tables[path.stem]
        resource: dict[str, Any] = {
            "name": table.name,
            "path": path.name,
            "description": comments[table.name, ""],
            "format": path.suffix[1:],
            "encoding": "utf-8",
            "bytes": path.stat().st_size,
            "hash": f"sha256:{sha256(path)}",
            "schema": _table_schema(table, comments, tables),
        }
        if format_.delimiter:
            resource |= {"profile": "tabular-data-resource", "dialect": {"delimiter": format_.delimiter}}
        resources.append(resource)
    package: dict[str, Any] = {"name": PACKAGE_NAME, "resources": resources}
    columns = ("title", "publisher", "licence", "path")
    rows = connection.execute("select source_name, publisher, licence, url from source order by source_id").fetchall()
    sources = [{key: cell for key, cell in zip(columns, row, strict=True) if cell is not None} for row in rows]
    licences = {row[2]: re.sub(r"[^A-Za-z0-9._]+", "-", row[2]).strip("-") or "other" for row in rows if row[2]}
    if licences:
        package["licenses"] = [{"name": name, "title": licence} for licence, name in licences.items()]
    return package | ({"sources": sources} if sources else {})


def _table_schema(table: Table, comments: dict[tuple[str, str], str], tables: dict[str, Table]) -> dict[str, Any]:
    """Return the Frictionless schema of a table: fields with type, meaning and unit, and the keys."""
    fields = []
    for column in table.columns.values():
        type_ = "number" if column.data_type.startswith("DECIMAL") else _FIELD_TYPES.get(column.data_type, "string")
        meaning = comments[table.name, column.name]
        described: dict[str, Any] = {"name": column.name, "type": type_, "description": meaning}
        unit = _UNIT.fullmatch(meaning)
        if unit and type_ in ("integer", "number"):
            described["unit"] = unit[1]
        if not column.is_nullable:
            described["constraints"] = {"required": True}
        fields.append(described)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    references = []
    for key in table.keys:
        if key.kind == "PRIMARY KEY":
            schema["primaryKey"] = key.columns
        elif key.kind == "FOREIGN KEY" and key.referenced_table in tables:
            resource = "" if key.referenced_table == table.name else key.referenced_table
            reference = {"resource": resource, "fields": key.referenced_columns}
            references.append({"fields": key.columns, "reference": reference})
    return schema | ({"foreignKeys": references} if references else {})
