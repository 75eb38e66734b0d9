"""Releases that stand twice: the same row is read once, rows that contradict each other are set aside and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from occupare.database import identifier, literal
from occupare.importer.cells import NUMBERS

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.declarations import FileKind


def compare_releases(connection: duckdb.DuckDBPyConnection, kind: FileKind) -> None:
    """Set aside the rows of a kind that another file of the same release has too, or that it contradicts."""
    if not kind.key:
        return
    table = identifier(kind.table)
    if connection.execute(f"select count(distinct file_name) from {table}").fetchall()[0][0] < 2:
        return
    _share_facts(connection, kind)
    keys = ", ".join(map(identifier, kind.key))
    others = [
        name
        for name in [*kind.columns, *(kind.unpivot or ())]
        if name not in kind.key and (name not in kind.optional or name in kind.cells)
    ]
    differing = {name: f"count(distinct {_value(kind, name)}) > 1" for name in others}
    any_differs = " or ".join(differing.values()) or "false"
    which = (
        "concat_ws(', ', "
        + ", ".join(f"case when {condition} then '{name}' end" for name, condition in differing.items())
        + ")"
        if differing
        else "''"
    )
    first_key = next((name for name in kind.key if name != "release"), kind.key[0])
    connection.execute(
        f"""
        create or replace temp table repeated as
        select {keys}, min(file_name) as first_file, max(file_name) as last_file, ({any_differs}) as is_contradicted,
            {which} as columns
        from {table}
        where {identifier(first_key)} is not null
        group by {keys}
        having count(distinct file_name) > 1
        """
    )
    joined = " and ".join(
        f"{table}.{identifier(name)} is not distinct from repeated.{identifier(name)}" for name in kind.key
    )
    connection.execute(
        f"""
        insert into left_out
        select {table}.file_name, {table}.file_sheet, {table}.file_row, repeated.columns, null,
            case when repeated.is_contradicted
                then 'contradicts ' || case when {table}.file_name = repeated.first_file
                    then repeated.last_file else repeated.first_file end || ' in ' || repeated.columns
                else 'the same row as in ' || repeated.first_file end,
            repeated.is_contradicted
        from {table} inner join repeated on {joined}
        where repeated.is_contradicted or {table}.file_name <> repeated.first_file
        """
    )
    connection.execute(
        f"delete from {table} using repeated where {joined} "
        f"and (repeated.is_contradicted or {table}.file_name <> repeated.first_file)"
    )


def _share_facts(connection: duckdb.DuckDBPyConnection, kind: FileKind) -> None:
    """Let what one file of a release says of it hold for its other files, which say nothing."""
    for fact in kind.facts:
        if fact != "release" and "release" in kind.facts:
            table, name = identifier(kind.table), identifier(fact)
            connection.execute(
                f"update {table} set {name} = stated.fact "
                f"from (select release, max({name}) as fact from {table} group by release) as stated "
                f"where {table}.release = stated.release and {table}.{name} is null and stated.fact is not null"
            )


def _value(kind: FileKind, name: str) -> str:
    """Return the SQL of a cell's value, alike for 4.120 and 4.12."""
    cell = identifier(name)
    if kind.cells.get(name) in NUMBERS:
        return f"coalesce(cast(try_cast({cell} as double) as varchar), {cell})"
    return cell


def undated_files(connection: duckdb.DuckDBPyConnection, kinds: list[FileKind]) -> dict[str, list[str]]:
    """Return the files that state no release of a publisher that has releases, by folder."""
    folders: dict[str, set[str]] = {}
    for kind in kinds:
        if kind.is_used and "release" in kind.facts and "release" not in kind.required_facts:
            rows = connection.execute(
                f"select distinct file_folder, file_name from {identifier(kind.table)} where release is null"
            ).fetchall()
            for folder, name in rows:
                folders.setdefault(folder, set()).add(name)
    return {folder: sorted(names) for folder, names in sorted(folders.items())}


def forget(connection: duckdb.DuckDBPyConnection, kinds: list[FileKind], names: list[str]) -> None:
    """Take the rows of these files out of the staged tables."""
    for kind in kinds:
        if kind.is_used:
            connection.execute(f"delete from {identifier(kind.table)} where file_name in {_tuple(names)}")


def _tuple(names: list[str]) -> str:
    return "(" + ", ".join(map(literal, names)) + ")"
