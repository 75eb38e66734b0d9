"""Spark as a cluster: a master and two workers, every ordered pair of thousands of occupations, one killed midway."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pyspark
import pytest
from conftest import Run
from pyspark.sql import SparkSession

from benchmarks.engines import PAIRS, SUMMED
from benchmarks.seeds import write_seeds

OCCUPATIONS = int(os.environ.get("OCCUPARE_CLUSTER_OCCUPATIONS") or "3000")
HOME = Path(pyspark.__file__).parent


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A master's address and its two workers, on loopback; both end with the test."""
    port, page = free_port(), free_port()
    environment = os.environ | {"SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    started: list[subprocess.Popen] = []

    def start(name: str, *arguments: str) -> subprocess.Popen:
        with (tmp_path / f"{name}-{len(started)}.log").open("w") as log:
            started.append(
                subprocess.Popen(
                    [str(HOME / "bin/spark-class"), f"org.apache.spark.deploy.{name.lower()}.{name}", *arguments],
                    env=environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
        return started[-1]

    try:
        start("Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        address = f"spark://127.0.0.1:{port}"
        workers = [
            start("Worker", address, "--cores", "1", "--memory", "2g", "--webui-port", str(free_port()), "-d",
                  str(tmp_path / f"worker{number}"))
            for number in range(2)
        ]  # fmt: skip
        until = time.monotonic() + 120
        while alive(page) < 2:
            assert time.monotonic() < until, "the workers did not come"
            time.sleep(0.5)
        yield address, workers
    finally:
        for process in reversed(started):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def alive(page: int) -> int:
    """Return how many workers the master counts as alive."""
    import json

    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
            return json.load(answer)["aliveworkers"]
    except OSError:
        return 0


@pytest.mark.timeout(1500)
def test_all_pairs_are_right_though_a_worker_is_killed_midway(run: Run, tmp_path: Path, cluster):
    address, workers = cluster
    write_seeds(tmp_path / "seeds", OCCUPATIONS)
    for arguments in (
        ["-d", tmp_path / "made.duckdb", "build", tmp_path / "seeds"],
        ["-d", tmp_path / "made.duckdb", "port", "spark", "--to", tmp_path / "files"],
    ):
        done = run(*arguments, timeout=600)
        assert done.returncode == 0, done.stderr
    settings = {
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR",
        "spark.executor.memory": "1500m", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "8", "spark.default.parallelism": "16", "spark.driver.memory": "2g",
        "spark.sql.sources.partitionOverwriteMode": "static", "spark.network.timeout": "60s",
        "spark.executor.heartbeatInterval": "5s", "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
    }  # fmt: skip
    builder = SparkSession.builder.master(address).appName("all pairs")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        for name in ("occupation_profile", "related_occupation"):
            table = session.read.parquet(str(tmp_path / "files/data" / name))
            table.repartition(24 if name == "occupation_profile" else 2).createOrReplaceTempView(name)
        pairs = session.sql(PAIRS)
        killed = threading.Thread(target=kill_midway, args=(session, workers[0]))
        killed.start()
        pairs.write.partitionBy("major_group").parquet(str(tmp_path / "pairs"))
        killed.join(60)
        assert workers[0].poll() is not None and workers[1].poll() is None
        session.read.parquet(str(tmp_path / "pairs")).createOrReplaceTempView("pairs")
        theirs = tuple(session.sql(SUMMED.format(pairs="pairs")).collect()[0])
    finally:
        session.stop()
    with duckdb.connect(str(tmp_path / "made.duckdb"), read_only=True) as connection:
        ours = connection.execute(SUMMED.format(pairs=f"({PAIRS})")).fetchone()
    assert ours[0] == OCCUPATIONS * (OCCUPATIONS - 1)
    assert [str(each) for each in map(plain, theirs)] == [str(each) for each in map(plain, ours)]


def plain(value: object) -> object:
    """Return a number without the decimals that say nothing: the two engines type their sums differently."""
    from decimal import Decimal

    return value.normalize() + 0 if isinstance(value, Decimal) else Decimal(str(value)).normalize() + 0


def kill_midway(session: SparkSession, worker: subprocess.Popen) -> None:
    """Kill a worker, and its executor with it, once some of the job's tasks are done and some are not."""
    tracker = session.sparkContext.statusTracker()
    until = time.monotonic() + 900
    while time.monotonic() < until:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and 0 < stage.numCompletedTasks < stage.numTasks and stage.numTasks > 4 for stage in stages):
            os.killpg(worker.pid, signal.SIGKILL)
            return
        time.sleep(0.1)
