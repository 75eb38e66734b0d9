"""What an import reached: of how many occupations each subject is filled, by which file, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from occupare.result import Result

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.declarations import FileKind, Publisher, Subject

COLUMNS = ["subject", "filled", "of", "observed", "inherited", "file", "missing"]


def coverage(connection: duckdb.DuckDBPyConnection, publishers: list[Publisher]) -> Result:
    """Return one row per subject: occupations filled, observed or inherited, the files, and what is missing.

    A publisher without subjects of its own (crosswalks) is named where a file of it is missing.
    """
    rows: list[tuple[object, ...]] = []
    counted = connection.execute("select count(*) from seed.occupation where occupation_kind = 'occupation'")
    total = int(counted.fetchall()[0][0])
    for publisher in publishers:
        for subject in publisher.subjects:
            files = _files(connection, subject.reads, subject.reads_where)
            filled, observed = _reached(connection, subject) if files else (0, 0)
            missing = None if files else f"{subject.file}, published at {publisher.published_at}"
            rows.append((subject.name, filled, total, observed, filled - observed, files or None, missing))
        if not publisher.subjects:
            rows.extend(_crosswalk(connection, kind) for kind in publisher.kinds if kind.is_used)
    return Result(COLUMNS, rows)


def _crosswalk(connection: duckdb.DuckDBPyConnection, kind: FileKind) -> tuple[object, ...]:
    files = _files(connection, kind.table, "true")
    missing = None if files else f"{kind.name}, published at {kind.published_at}"
    return ("crosswalk", None, None, None, None, files or None, missing)


def _files(connection: duckdb.DuckDBPyConnection, table: str, where: str) -> str:
    """Return the names of the files that the rows were staged from, without their folders, each with its release."""
    columns = {column[0] for column in connection.execute(f'select * from "{table}" limit 0').description}
    name = "parse_filename(file_name)"
    if "release" in columns:
        name += " || coalesce(' (' || release || ')', '')"
    names = connection.execute(f'select distinct {name} from "{table}" where {where} order by all').fetchall()
    return ", ".join(name for (name,) in names)


def _reached(connection: duckdb.DuckDBPyConnection, subject: Subject) -> tuple[int, int]:
    """Return how many occupations the subject is filled for, and for how many of them it was observed."""
    filled, observed = connection.execute(
        f"""
        with fact as (
            select distinct occupation_id, release_id from seed."{subject.fills}" where {subject.where}
        ),
        reached as (
            select fact.occupation_id, true as is_observed from fact
            union all
            select measured_for.occupation_id, measured_for.is_whole_group
            from fact
            inner join seed.release on fact.release_id = release.release_id
            inner join seed.measured_for
                on fact.occupation_id = measured_for.group_id and release.source_id = measured_for.source_id
        ),
        occupied as (
            select reached.occupation_id, bool_or(reached.is_observed) as is_observed
            from reached
            inner join seed.occupation on reached.occupation_id = occupation.occupation_id
            where occupation.occupation_kind = 'occupation'
            group by reached.occupation_id
        )
        select count(*), count(*) filter (is_observed) from occupied
        """
    ).fetchall()[0]
    return int(filled), int(observed)
