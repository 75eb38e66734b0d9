"""However a command ends, it says so in words and by its exit code, and leaves nothing behind."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from conftest import Run, write_seeds
from processes import ENVIRONMENT, started

from occupare.database import open_read_only
from occupare.errors import DatabaseError

SIGNALS = {"SIGINT": (130, "interrupted"), "SIGTERM": (143, "terminated"), "SIGHUP": (129, "hung up")}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker\nmiller|Miller")


@pytest.mark.thorough
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_at_any_moment_ends_a_build_in_words(seeds, tmp_path, name):
    code, words = SIGNALS[name]
    ended = set()
    for moment in (0.15, 0.4, 0.8, 1.2, 1.7, 2.5):
        process = started("-d", "x.duckdb", "build", seeds, cwd=tmp_path)
        time.sleep(moment)
        process.send_signal(getattr(signal, name))
        _, stderr = process.communicate(timeout=60)
        # Python itself prints one where the signal comes before the program does.
        assert b"Traceback" not in stderr or b"occupare" not in stderr, stderr.decode()
        assert process.returncode in (0, code, -getattr(signal, name)), process.returncode
        if stderr.decode().endswith(f"{words}\n"):
            assert process.returncode == code
            ended.add(moment)
        assert {path.name for path in tmp_path.iterdir()} <= {"seeds", "x.duckdb"}
        (tmp_path / "x.duckdb").unlink(missing_ok=True)
    assert ended


def test_what_was_ignored_at_the_start_stays_ignored(bundled):
    def ignoring() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = started("-d", bundled, "find", preexec_fn=ignoring)
    time.sleep(0.3)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 0


def closed(*streams: int, arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[bytes]:
    def close() -> None:
        for stream in streams:
            os.close(stream)

    return subprocess.run(
        [sys.executable, "-m", "occupare", *arguments],
        cwd=cwd, capture_output=True, preexec_fn=close, env=ENVIRONMENT, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("streams", [(2,), (0, 2), (1,), (0, 1, 2)])
def test_closed_streams_change_no_answer(bundled, tmp_path, streams):
    shutil.copy(bundled, tmp_path / "x.duckdb")
    before = (tmp_path / "x.duckdb").read_bytes()
    done = closed(*streams, arguments=["-d", "x.duckdb", "find", "no such thing at all"], cwd=tmp_path)
    assert done.returncode == 0 and b"found no" not in done.stdout
    assert (tmp_path / "x.duckdb").read_bytes() == before
    done = closed(*streams, arguments=["-d", "x.duckdb", "find", "-o", "o.csv"], cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "o.csv").read_bytes().count(b"\n") == 8


@pytest.mark.thorough
def test_a_build_with_closed_streams(seeds, tmp_path):
    done = closed(0, 1, 2, arguments=["-d", "x.duckdb", "build", str(seeds)], cwd=tmp_path)
    assert done.returncode == 0
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from occupation").fetchall() == [(2,)]


FAULTY = """
import sys
from occupare.build import building
def fail(*_, **__): raise {raised}
building._fill = fail
from occupare.__main__ import main
sys.argv = ["occupare", "-d", "x.duckdb", "build", "seeds"]
main()
"""


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ("KeyError('unforeseen')", "a fault of Occupare: KeyError: 'unforeseen'; please report it with "),
        ("MemoryError()", "out of memory"),
        ('RuntimeError("can\'t start new thread")', "out of memory"),
        ("ImportError('x.so: failed to map segment from shared object')", "out of memory"),
        ("SystemError('error return without exception set')", "out of memory"),
        ("RuntimeError('unforeseen')", "a fault of Occupare: RuntimeError: unforeseen"),
        ("RecursionError('deep')", "nested too deeply"),
    ],
)
@pytest.mark.usefixtures("seeds")
def test_what_is_unforeseen_is_told_in_a_line_and_written_down(tmp_path, raised, words):
    (tmp_path / "tmp").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", FAULTY.format(raised=raised)],
        cwd=tmp_path, capture_output=True, text=True, env=ENVIRONMENT | {"TMPDIR": str(tmp_path / "tmp")}, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and done.stdout == "" and words in done.stderr and done.stderr.count("\n") == 1
    details = list((tmp_path / "tmp").iterdir())
    assert len(details) == ("fault" in words)
    assert all("unforeseen" in path.read_text() and "build seeds" in path.read_text() for path in details)
    assert {path.name for path in tmp_path.iterdir()} == {"seeds", "tmp"}


def test_want_of_memory_is_not_told_as_damage(bundled, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: Allocation failure")

    monkeypatch.setattr(duckdb, "connect", fail)
    with pytest.raises(DatabaseError, match="cannot be opened: Out of Memory"):
        open_read_only(bundled)


def test_a_folder_that_is_gone(tmp_path):
    (tmp_path / "gone").mkdir()
    command = f"cd gone && rmdir ../gone && {sys.executable} -m occupare find"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert done.returncode in (1, 3) and "Traceback" not in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("columns", ["²", "-1", "x", ""])
def test_columns_that_are_no_number(run: Run, bundled, columns):
    done = run("-d", bundled, "find", "--format", "table", COLUMNS=columns, LINES=columns)
    assert done.returncode == 0 and done.stderr == "" and "Service Manager" in done.stdout


@pytest.mark.parametrize("change", ["drop view comparison_metric", "drop table occupation_profile"])
def test_a_database_that_lacks_something_says_so(run: Run, bundled, tmp_path, change):
    shutil.copy(bundled, tmp_path / "x.duckdb")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute(change)
    for arguments in (("compare", "service manager", "senior service manager"), ("find",), ("describe",)):
        done = run("-d", "x.duckdb", *arguments)
        assert (
            done.returncode in (0, 1, 3) and "Traceback" not in done.stderr and "a fault of Occupare" not in done.stderr
        )


LIMITS = {
    "file size": (resource.RLIMIT_FSIZE, 100_000),
    "descriptors": (resource.RLIMIT_NOFILE, 8),
    "address space": (resource.RLIMIT_AS, 1_500_000_000),
}


@pytest.mark.thorough
@pytest.mark.parametrize("limit", LIMITS)
def test_a_build_within_a_limit_ends_in_words(seeds, tmp_path, limit):
    def limited() -> None:
        resource.setrlimit(LIMITS[limit][0], (LIMITS[limit][1],) * 2)

    process = started("-d", "x.duckdb", "build", seeds, cwd=tmp_path, preexec_fn=limited)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode in (0, 1, 3) and b"Traceback" not in stderr, stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} <= {"seeds", "x.duckdb"}
