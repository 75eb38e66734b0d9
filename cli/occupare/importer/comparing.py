"""Rows that stand twice in one release: the same row is read once, rows that contradict each other are set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from occupare.database import identifier, literal

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.declarations import FileKind


def compare_releases(connection: duckdb.DuckDBPyConnection, kind: FileKind) -> None:
    """Set aside the rows of a kind that stand in a release before, or that another row of it contradicts.

    What the row that is kept leaves empty is filled from the others.
    """
    if not kind.key:
        return
    _share_facts(connection, kind)
    table = identifier(kind.table)
    others = [
        name
        for name in [*kind.columns, *(kind.unpivot or ())]
        if name not in kind.key and (name not in kind.optional or name in kind.cells)
    ]
    differing = [f"case when count(distinct {identifier(name)}) > 1 then {literal(name)} end" for name in others] or [
        "null"
    ]
    keys = ", ".join(map(identifier, kind.key))
    first_key = next((name for name in kind.key if name != "release"), kind.key[0])
    connection.execute(
        f"""
        create or replace temp table repeated as
        select {keys}, min(rowid) as first_row, arg_min(file_name, rowid) as first_file, max(file_name) as last_file,
            nullif(concat_ws(', ', {", ".join(differing)}), '') as differing
            {"".join(f", max({identifier(name)}) as {identifier(name)}" for name in others)}
        from {table}
        where {identifier(first_key)} is not null
        group by {keys}
        having count(*) > 1
        """
    )
    joined = " and ".join(
        f"{table}.{identifier(name)} is not distinct from repeated.{identifier(name)}" for name in kind.key
    )
    is_left_out = f"{joined} and (repeated.differing is not null or {table}.rowid <> repeated.first_row)"
    connection.execute(
        f"""
        insert into left_out
        select {table}.file_name, {table}.file_sheet, {table}.file_row, repeated.differing, null,
            case when repeated.differing is null then 'the same row as in ' else 'contradicts ' end
            || case when repeated.first_file = repeated.last_file then 'another row of this file'
                when {table}.file_name = repeated.first_file then repeated.last_file
                else repeated.first_file end
            || coalesce(' in ' || repeated.differing, ''),
            repeated.differing is not null
        from {table} inner join repeated on {is_left_out}
        """
    )
    connection.execute(f"delete from {table} using repeated where {is_left_out}")
    if others:
        filled = ", ".join(
            f"{identifier(name)} = coalesce({table}.{identifier(name)}, repeated.{identifier(name)})" for name in others
        )
        connection.execute(f"update {table} set {filled} from repeated where {joined}")


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
            connection.execute(
                f"delete from {identifier(kind.table)} where file_name in ({', '.join(map(literal, names))})"
            )
