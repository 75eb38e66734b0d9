"""Every table and view exported at the size that users have, and past it: all rows, in order, at bounded memory.

The whole takes all pairs of 1,016 occupations, which is an hour's work; a part of it, and 10,000 occupations, those pairs
that have one of three occupations on their left.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

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
    for name, options, count in drawn[:DRAWN] if is_part else drawn:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute(count).fetchall()[0][0]
        for suffix in ("csv", "parquet"):
            first, second = (whole_export(database, name, suffix, tmp_path, *options) for _ in range(2))
            hold(tally, f"{name} of {occupations:,} as {suffix}", first, second, rows)


class Asked(NamedTuple):
    """An object, the options that take the sample of it, and the query that counts the rows of both."""

    name: str
    options: tuple[str, ...]
    count: str


def asked_for(database: Path, is_sample: bool) -> list[Asked]:
    """Return each table and view, whole, or as the sample where it is of pairs."""
    shown = f"from occupation where occupation_kind = 'occupation' order by occupation_id limit {SHOWN}"
    found = []
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name, list(column_name) from duckdb_columns() where database_name = current_database()"
        objects = connection.execute(f"{query} and not internal group by all order by all").fetchall()
        titles = [title for (title,) in connection.execute(f"select title {shown}").fetchall()]
        for name, columns in objects:
            left = next((column for column in OF_PAIRS if is_sample and column in columns), None)
            options = tuple(word for title in titles for word in ("--occupation", title)) if left else ()
            sample = f"where {left} in (select occupation_id {shown})" if left else ""
            found.append(Asked(name, options, f'select count(*) from "{name}" {sample}'))
    return found


def hold(tally: Tally, what: str, first: WholeExport, second: WholeExport, rows: int) -> None:
    """Count a pair of exports, and what is wrong with them."""
    tally.tries += 2
    if first.rows != rows:
        tally.lost.append(f"{what}: {first.rows:,} rows, not {rows:,}")
    if first.digest != second.digest:
        tally.lost.append(f"{what}: two exports differ")
    if max(first.kilobytes, second.kilobytes) > KILOBYTES:
        tally.lost.append(f"{what}: {max(first.kilobytes, second.kilobytes):,} kB of memory")
