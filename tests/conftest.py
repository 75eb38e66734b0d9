"""What the tests share: the bundled database, small seed folders, and the command line as a process."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

ROOT = Path(__file__).parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]

# A busy machine is slow, and no test is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads the publishers' files, where they are at hand, so that a stage can ask for it."""
    for item in items:
        if isinstance(item, pytest.Function) and {"REAL", "FOLDERS"} & set(vars(item.module)):
            item.add_marker("published")


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the seven bundled occupations, built once; tests only read it."""
    path = tmp_path_factory.mktemp("bundled") / "occupations.duckdb"
    assert build(path, [SeedFolder.named("bundled")]) == 7
    return path


@pytest.fixture
def connection(bundled: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the bundled database."""
    with duckdb.connect(str(bundled), read_only=True) as opened:
        yield opened


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `occupare` as a process in an empty folder; returns the finished process with its text."""

    def run_occupare(
        *arguments: str | Path, cwd: Path = tmp_path, stdin: str = "", timeout: float = 60, **environment: str
    ):
        inherited = {name: value for name, value in os.environ.items() if name != "OCCUPARE_DATABASE"}
        return subprocess.run(
            [sys.executable, "-m", "occupare", *map(str, arguments)],
            cwd=cwd, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=timeout,
            env=inherited | {"PYTHONUTF8": "1", "COLUMNS": "100"} | environment, check=False,
        )  # fmt: skip

    return run_occupare


def write_seeds(folder: Path, **tables: str) -> Path:
    """Write a seed folder: one CSV per table, the text given with '|' between cells and lines trimmed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return folder


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
