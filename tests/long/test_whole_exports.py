"""Every table and view exported at the size that users have, and past it: all rows, in order, at bounded memory.

The whole takes all pairs of 1,016 occupations, which is an hour's work; a part of it, and 10,000 occupations, those pairs
that have one of three occupations on their left.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from whole_exports import KILOBYTES, WholeExport, made_up_database, whole_export

from long.tally import Chance, Tally
from occupare.write.ordered import OF_PAIRS

SIZES = (1_016, 10_000)
SHOWN = 3  # occupations on the left where pairs are sampled
DRAWN = 2  # objects in a part: each is exported four times


@pytest.mark.parametrize("occupations", SIZES)
def test_whole_exports(tmp_path: Path, tally: Tally, chance: Chance, occupations: int):
    database = made_up_database(tmp_path, occupations)
    is_part = chance.share < 1
    drawn = chance.some(asked_for(database, is_sample=is_part or occupations > SIZES[0]))
    for name, options in drawn[:DRAWN] if is_part else drawn:
        rows = counted(database, name, options)
        for suffix in ("csv", "parquet"):
            first, second = (whole_export(database, name, suffix, tmp_path, *options) for _ in range(2))
            hold(tally, f"{name} of {occupations:,} as {suffix}", first, second, rows)


def asked_for(database: Path, is_sample: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Return each table and view with the options that take the sample, where it is of pairs."""
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name, list(column_name) from duckdb_columns() where database_name = current_database()"
        found = connection.execute(f"{query} and not internal group by all order by all").fetchall()
        titles = [row[0] for row in connection.execute(TITLES).fetchall()]
    options = tuple(word for title in titles for word in ("--occupation", title))
    return [(name, options if is_sample and set(OF_PAIRS) & set(columns) else ()) for name, columns in found]


TITLES = f"select title from occupation where occupation_kind = 'occupation' order by occupation_id limit {SHOWN}"


def counted(database: Path, name: str, options: tuple[str, ...]) -> int:
    """Return how many rows the export is to give."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = {row[0] for row in connection.execute(f'describe "{name}"').fetchall()}
        left = next(iter(set(OF_PAIRS) & columns), None)
        sample = f"where {left} in (select occupation_id from ({TITLES.replace('title', 'occupation_id', 1)}))"
        return connection.execute(f'select count(*) from "{name}" {sample if options else ""}').fetchall()[0][0]


def hold(tally: Tally, what: str, first: WholeExport, second: WholeExport, rows: int) -> None:
    """Count a pair of exports, and what is wrong with them."""
    tally.tries += 2
    if first.rows != rows:
        tally.lost.append(f"{what}: {first.rows:,} rows, not {rows:,}")
    if first.digest != second.digest:
        tally.lost.append(f"{what}: two exports differ")
    if max(first.kilobytes, second.kilobytes) > KILOBYTES:
        tally.lost.append(f"{what}: {max(first.kilobytes, second.kilobytes):,} kB of memory")
