"""What an import tells: of each file what was read, kept and left out and why; what is missing; what is at fault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import DataError, quoted
from occupare.importer.reading import Outcome

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.found_files import PublishedFile
    from occupare.result import Result

FAULTS_SHOWN = 12


def refuse_nothing_known(downloads: Path, outcomes: list[Outcome]) -> None:
    """Raise DataError where no file was read at all, saying what each is."""
    if any(outcome.rows for outcome in outcomes):
        return
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    listed = [*faults, *_unread(outcomes)]
    raise DataError(
        "\n".join(
            [
                *listed,
                f"{downloads}: found no file of a known publisher that can be read among {len(outcomes)}; "
                "'occupare import --help' lists the files and where they are published",
            ]
        )
    )


def undated(file: PublishedFile, folders: list[str]) -> str:
    """Return what is wrong with a file of no known release beside others of no known release."""
    return (
        f"{file.path}: states no release, and files of {len(folders)} folders state none ({', '.join(folders)}); say "
        f"of which they are: --release '{file.path}=30.1', or --release with the folder's name"
    )


def refuse_faults(connection: duckdb.DuckDBPyConnection, outcomes: list[Outcome], *, accept_left_out: bool) -> None:
    """Raise DataError that counts and shows what can't be read, unless it is accepted as left out."""
    _gather(connection)
    files = [outcome.fault for outcome in outcomes if outcome.fault]
    total = connection.execute(
        "select count(*) from (select distinct file_name, file_sheet, file_row from left_out where is_fault)"
    ).fetchall()[0][0]
    if accept_left_out or not (files or total):
        return
    counted = [f"{count} {what}{'s' * (count != 1)}" for count, what in ((total, "row"), (len(files), "file")) if count]
    raise DataError(
        "\n".join(
            [
                *_unread(outcomes),
                *files,
                *_faulty_cells(connection),
                f"{' and '.join(counted)} can't be read; nothing was written. Mend or download again, or import the "
                "rest with --accept-left-out",
            ]
        )
    )


def _gather(connection: duckdb.DuckDBPyConnection) -> None:
    """Add what the publishers' SQL leaves out to what could not be read."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where table_name like '%\\_left\\_out' escape '\\' order by 1"
    ).fetchall()
    for (name,) in tables:
        connection.execute(
            f'insert into left_out select file_name, file_sheet, file_row, null, null, reason, is_fault from "{name}"'
        )


def _faulty_cells(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the first faults of each file, column and reason, with their number."""
    rows = connection.execute(
        f"""
        select file_name, file_sheet, column_name, reason, file_row, cell,
            row_number() over (partition by file_name order by file_row, column_name) as position,
            count(*) over (partition by file_name) as faults
        from left_out where is_fault
        qualify position <= {FAULTS_SHOWN}
        order by file_name, position
        """
    ).fetchall()
    lines = []
    for name, sheet, column, reason, row, cell, position, faults in rows:
        place = f"{name}, sheet {quoted(sheet)}" if sheet else name
        found = f" found {quoted(cell)}," if cell is not None else ""
        lines.append(f"{place}, row {row}{f', {column}:' if column else ':'}{found} {reason}")
        if position == min(faults, FAULTS_SHOWN) and faults > FAULTS_SHOWN:
            lines.append(f"{name}: and {faults - FAULTS_SHOWN} more")
    return lines


def _unread(outcomes: list[Outcome]) -> list[str]:
    lines = []
    for outcome in outcomes:
        if outcome.same_as:
            lines.append(f"left out {outcome.file.path} (the same as {outcome.same_as})")
        elif outcome.is_unknown:
            words = "" if outcome.unread == "no table of a known publisher" else f": {outcome.unread}"
            lines.append(f"not recognised: {outcome.file.path}{words}")
    return lines


def file_notes(connection: duckdb.DuckDBPyConnection, outcomes: list[Outcome]) -> list[str]:
    """Return a line for each file: its release, the rows read, kept and left out with the reason; then the others."""
    reasons: dict[str, list[str]] = {}
    lost: dict[str, int] = {}
    for name, reason, is_fault, count in connection.execute(
        "select file_name, reason, bool_or(is_fault), count(distinct (file_sheet, file_row)) from left_out "
        "group by file_name, reason order by file_name, 3 desc, 4 desc, reason"
    ).fetchall():
        reasons.setdefault(name, []).append(f"{count} {'AT FAULT, ' if is_fault else ''}{reason}")
    for name, count in connection.execute(
        "select file_name, count(distinct (file_sheet, file_row)) from left_out group by file_name"
    ).fetchall():
        lost[name] = int(count)
    lines = []
    for outcome in outcomes:
        name = str(outcome.file.path)
        if outcome.fault:
            lines.append(f"left out {name}: {outcome.fault}")
        if outcome.rows:
            read, left = sum(outcome.rows.values()), lost.get(name, 0)
            unstated = f"not stated (say which with --release '{name}=30.1')" if "release" in outcome.facts else ""
            release = outcome.facts.get("release") or unstated
            told = [f"release {release}"] * bool(release) + outcome.notes + [f"read {read} rows, kept {read - left}"]
            why = f"; left out: {'; '.join(reasons[name])}" if name in reasons else ""
            unused = "".join(f"; columns not used: {names}" for names in outcome.unused)
            blank = f"; blank: {', '.join(outcome.blanks)}" if outcome.blanks else ""
            lines.append(f"{name}: {', '.join(told)}{why}{blank}{unused}")
    return [*lines, *_unread(outcomes)]


def missing_notes(connection: duckdb.DuckDBPyConnection, coverage: Result) -> list[str]:
    """Return what is missing so that something else stays empty: occupations, or what joins figures to them."""
    counts = connection.execute(
        "select count(*) filter (where occupation_kind = 'occupation'), count(*) from seed.occupation"
    ).fetchall()[0]
    absent = [str(row[6]) for row in coverage.rows if row[0] == "crosswalk" and row[6]]
    notes = []
    if counts[0] == 0:
        notes.append(
            "missing: O*NET's Occupation Data, so there is no occupation to compare, and 'build' will refuse these "
            "seeds; https://www.onetcenter.org/database.html has it"
        )
    elif absent and counts[1] > counts[0]:
        notes.extend(f"missing: {what}; without it figures of its groups reach no occupation" for what in absent)
    return notes
