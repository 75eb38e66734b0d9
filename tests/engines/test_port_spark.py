"""Spark, run for real: every table, view and question has the same rows there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyspark
import pytest
from conftest import Run
from engine_rows import LEFT, difference_from_files, questions, statements
from published_files import FOLDERS, REAL, made_from, make_published
from pyspark.sql import SparkSession

from occupare.port.spark import Spark

HOME = Path(pyspark.__file__).parent
QUIET = {
    "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "3g",
    "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false",
}  # fmt: skip


@pytest.fixture(scope="module", params=["bundled", *FOLDERS])
def database(request: pytest.FixtureRequest, bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled database, one of made-up publishers' files, and the national one where its files are here."""
    if request.param == "bundled":
        return bundled
    folder = tmp_path_factory.mktemp(request.param)
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    made_from(request.param, downloads, folder).connection.close()
    return folder / "made.duckdb"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[SparkSession]:
    """A Spark of this process over a catalog in an empty folder."""
    builder = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
    builder = builder.config("spark.driver.extraJavaOptions", f"-Dderby.system.home={tmp_path / 'derby'}")
    for name, value in QUIET.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    yield started
    started.stop()


@pytest.mark.timeout(1200)
def test_every_object_and_question_has_the_same_rows(run: Run, database: Path, session: SparkSession, tmp_path: Path):
    done = run("-d", database, "port", "spark", "--to", tmp_path / "files", timeout=300)
    assert done.returncode == 0, done.stderr
    engine = Spark("occupare")
    execute(session, tmp_path / "files")
    with duckdb.connect(str(database), read_only=True) as ours:
        is_national = ours.execute("select count(*) > 100 from occupation").fetchone()[0]
        asked = statements(ours, LEFT if is_national else ()) | questions(ours)
        assert len(asked) > 60
        wrong = {}
        for name, sql in asked.items():
            session.sql(engine.translated(sql)).write.parquet(str(tmp_path / "asked" / name))
            if found := difference_from_files(ours, sql, tmp_path / "asked" / name):
                wrong[name] = found
    assert wrong == {}


def execute(session: SparkSession, folder: Path) -> None:
    """Run the statements of a port's files, one by one, as spark-sql does."""
    session.sql("create schema if not exists occupare")
    session.sql("use occupare")
    for name in ("tables.sql", "views.sql"):
        text = (folder / name).read_text(encoding="utf-8").replace("${occupare_data}", str(folder / "data"))
        for statement in filter(str.strip, text.split(";\n\n")):
            session.sql(statement)


def spark_sql(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run spark-sql in the folder of a port."""
    settings = [word for name, value in QUIET.items() for word in ("--conf", f"{name}={value}")]
    return subprocess.run(
        [HOME / "bin/spark-sql", *settings, *arguments], cwd=folder, env=os.environ | {"SPARK_HOME": str(HOME)},
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


def test_spark_sql_loads_the_files_and_run_fills_a_catalog(run: Run, bundled: Path, tmp_path: Path):
    done = run("-d", bundled, "port", "spark", "--to", tmp_path / "files")
    assert done.returncode == 0 and "spark-sql" in done.stderr
    asked = (
        "source load.sql; select count(*), min(left_title) from comparison_metric; describe table extended comparison;"
    )
    loaded = spark_sql(tmp_path / "files", "-d", f"occupare_data={tmp_path / 'files/data'}", "-e", asked)
    assert loaded.returncode == 0, loaded.stderr[-2000:]
    with duckdb.connect(str(bundled), read_only=True) as ours:
        count, title = ours.execute("select count(*), min(left_title) from comparison_metric").fetchone()
    assert f"{count}\t{title}" in loaded.stdout and "Key of the first occupation" in loaded.stdout


def test_spark_sql_stops_where_no_folder_is_named(run: Run, bundled: Path, tmp_path: Path):
    run("-d", bundled, "port", "spark", "--to", tmp_path / "files")
    stopped = spark_sql(tmp_path / "files", "-f", "load.sql")
    assert stopped.returncode != 0 and "name the folder that holds the rows" in stopped.stderr
    assert not list((tmp_path / "files").glob("spark-warehouse/*"))


def test_run_needs_a_folder_and_a_master_that_is_there(run: Run, bundled: Path, tmp_path: Path):
    done = run("-d", bundled, "port", "spark", "--run", "local[1]")
    assert done.returncode == 2 and "--to DIR" in done.stderr
    done = run(
        "-d", bundled, "port", "spark", "--to", tmp_path / "files", "--run", "local[1]", timeout=280,
        SPARK_CONF_DIR=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "every row was sent" in done.stderr
