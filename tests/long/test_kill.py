"""Builds, exports, imports and ports killed at any moment: what they write is the old or the new, whole, and is tidied."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from conftest import snapshot, write_seeds
from processes import started
from published_files import make_published

from long.tally import Chance, Clock, Tally
from occupare.main import cli

TWO = "occupation_id|title\nbaker|Baker\nmiller|Miller"
THREE = TWO + "\nsmith|Smith"


def rows_of_database(path: Path) -> object:
    """Return what a database holds, as far as two builds of the same seeds agree."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = [
            row[0] for row in connection.execute("select table_name from duckdb_tables() order by all").fetchall()
        ]
        only = {"build_info": " where property <> 'built at'"}
        return {
            name: sorted(connection.execute(f"from {name}{only.get(name, '')}").fetchall(), key=repr) for name in tables
        }


def rows_of_port(path: Path) -> object:
    """Return the files of a port that are text, and the rows of the others; None where the folder is not there."""
    if not path.exists():
        return None
    with duckdb.connect() as connection:
        return {
            name: sorted(connection.execute(f"from '{path / name}'").fetchall(), key=repr)
            if name.endswith(".parquet")
            else content
            for name, content in snapshot(path).items()
        }


def bytes_of(path: Path) -> object:
    """Return a file's content, or that of every file of a folder."""
    return path.read_bytes() if path.is_file() else snapshot(path) if path.exists() else None


@dataclass(frozen=True)
class Work:
    """A command that writes: what it is called with, what it replaces, and what two runs of it have in common."""

    arguments: tuple[str, ...]
    target: str
    read: Callable[[Path], object] = bytes_of
    is_replaced: bool = True


WORK = {
    "build": Work(("-d", "x.duckdb", "build", "seeds", "--replace"), "x.duckdb", rows_of_database),
    "export a file": Work(("-d", "three.duckdb", "export", "comparison_metric", "-o", "o.csv"), "o.csv"),
    "export a workbook": Work(("-d", "three.duckdb", "export", "occupation_profile", "-o", "o.xlsx"), "o.xlsx", lambda path: path.exists()),
    "export a folder": Work(("-d", "three.duckdb", "export", "--all-tables", "-o", "out"), "out"),
    "sql": Work(("-d", "three.duckdb", "sql", "from comparison_metric order by all", "-o", "o.parquet"), "o.parquet"),
    "import": Work(("import", "published", "--seeds", "imported", "-o", "coverage.csv"), "imported"),
    "port to files": Work(("-d", "three.duckdb", "port", "postgres", "--to", "ported"), "ported", rows_of_port, False),
}  # fmt: skip
if "report" in cli.commands or "report" in cli.list_commands(None):  # type: ignore[arg-type]
    WORK["report"] = Work(("-d", "three.duckdb", "report", "baker", "miller", "-o", "o.html"), "o.html")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which each of the commands may run."""
    folder = tmp_path_factory.mktemp("begun")
    make_published(folder / "published")
    write_seeds(folder / "seeds", occupation=THREE)
    for name, text in (("x", TWO), ("two", TWO), ("three", THREE)):
        write_seeds(folder / "first", occupation=text)
        finish(folder, "-d", f"{name}.duckdb", "build", "first")
    return folder


def finish(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    process = started(*arguments, cwd=folder)
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr.decode()
    return process


@pytest.mark.parametrize("name", WORK)
def test_killed(begun: Path, tmp_path: Path, tally: Tally, chance: Chance, name: str):
    work = WORK[name]
    old = tmp_path / "old"
    shutil.copytree(begun, old)
    if work.is_replaced and work.target != "x.duckdb":  # what stands there comes of other seeds
        finish(old, *(each.replace("three", "two") for each in work.arguments))
    new = tmp_path / "new"
    shutil.copytree(old, new)
    clock = Clock()
    finish(new, *work.arguments)
    seconds = clock.seconds
    expected = [work.read(old / work.target), work.read(new / work.target)]
    names = {path.name for path in new.iterdir()}
    for number in range(chance.count(-(-200 // len(WORK)))):
        here = tmp_path / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(old, here)
        # Half of the moments lie where the work is nearly done, and is put in its place.
        moment = seconds * (chance.random.uniform(0.05, 1.1) if number % 2 else chance.random.uniform(0.75, 1.1))
        killed(work, here, moment, f"{name} after {moment:.2f} of {seconds:.2f} s", expected, names, tally)


def killed(
    work: Work, here: Path, moment: float, what: str, expected: list[object], names: set[str], tally: Tally
) -> None:
    """Kill the command at a moment, look at what it leaves, and let it run again."""
    process = started(*work.arguments, cwd=here)
    time.sleep(moment)
    process.kill()
    _, stderr = process.communicate()
    tally.ended(what, process.returncode, stderr.decode(), allowed=(-9, 0))
    try:
        # A folder may be on its way to its place, where the system can't exchange the two; the next run puts it there.
        if work.read(here / work.target) not in expected:
            tally.lost.append(f"{what}: the target is neither the old nor the new")
    except Exception as error:
        tally.lost.append(f"{what}: the target can't be read: {error}")
    if not work.is_replaced and (here / work.target).exists():
        shutil.rmtree(here / work.target)
    finish(here, *work.arguments)
    if work.read(here / work.target) != expected[1]:
        tally.lost.append(f"{what}: the next run wrote something else")
    if {path.name for path in here.iterdir()} != names:
        tally.lost.append(f"{what}: left {sorted({path.name for path in here.iterdir()} - names)}")
