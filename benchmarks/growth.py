"""How cost grows with the number of occupations: build, file, memory, questions of a pair and of one occupation."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.seeds import write_seeds
from benchmarks.works import PAIR_VIEWS, lines


def grown(occupations: int, folder: Path, runs: int) -> dict[str, Any]:
    """Return what a database of so many occupations costs: seconds, bytes, and medians in milliseconds."""
    seeds = write_seeds(folder / f"seeds_{occupations}", occupations)
    database = folder / f"grown_{occupations}.duckdb"
    seconds, kilobytes = _costs("-d", database, "build", seeds)
    answers = {
        "occupations": occupations,
        "seed_rows": sum(lines(path) for path in seeds.glob("*.csv")),
        "build_seconds": round(seconds, 1),
        "build_peak_megabytes": kilobytes // 1024,
        "file_megabytes": round(database.stat().st_size / 1e6, 1),
    }
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        left, right = (
            row[0]
            for row in connection.execute(
                "select occupation_id from occupation where occupation_kind = 'occupation' order by 1 limit 2"
            ).fetchall()
        )
        for view, (left_id, right_id, *_) in PAIR_VIEWS.items():
            sql = f"select * from {view} where {left_id} = '{left}' and {right_id} = '{right}'"
            answers[f"{view}_pair_ms"] = _milliseconds(connection, sql, runs)
        sql = f"select * from career_move where from_occupation_id = '{left}'"
        answers["career_move_from_one_ms"] = _milliseconds(connection, sql, runs)
    times = [_costs("-d", database, "compare", left, right)[0] for _ in range(runs)]
    return answers | {"compare_process_ms": round(statistics.median(times) * 1000)}


def _costs(*arguments: object) -> tuple[float, int]:
    """Return the seconds that a run of the command line took, and its peak memory in KiB."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "occupare", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {run.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss


def _milliseconds(connection: duckdb.DuckDBPyConnection, sql: str, runs: int) -> float:
    connection.execute(sql).fetchall()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        connection.execute(sql).fetchall()
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1000, 1)
