"""Every command where something is scarce, closed or gone: it does its work, or says in words why not, and keeps what was."""

from __future__ import annotations

import contextlib
import functools
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import snapshot, write_seeds
from processes import ENVIRONMENT
from published_files import make_published

from long.tally import Chance, Tally

COMMANDS = {
    "build": ("-d", "y.duckdb", "build", "seeds", "--replace"),
    "build anew": ("-d", "new.duckdb", "build", "bundled"),
    "first use": ("compare", "service manager", "senior service manager"),
    "import": ("import", "published", "--seeds", "imported", "-o", "coverage.csv"),
    "compare": ("-d", "x.duckdb", "compare", "service manager", "senior service manager"),
    "find": ("-d", "x.duckdb", "find", "manager", "-o", "found.md"),
    "query": ("-d", "x.duckdb", "query", "highest_paid_for_experience", "--format", "json"),
    "sql": ("-d", "x.duckdb", "sql", "from comparison_metric order by all", "-o", "o.xlsx"),
    "export": ("-d", "x.duckdb", "export", "comparison_metric", "-o", "o.parquet"),
    "export to stdout": ("-d", "x.duckdb", "export", "comparison_metric"),
    "export a folder": ("-d", "x.duckdb", "export", "--all-tables", "-o", "out"),
    "port": ("-d", "x.duckdb", "port", "postgres", "--to", "ported"),
    "describe": ("-d", "x.duckdb", "describe"),
}  # fmt: skip


@dataclass(frozen=True)
class Want:
    """What is wanting: limits and closed streams of the process, its environment, and the file system it works on."""

    limits: dict[int, int] = field(default_factory=dict)
    closed: tuple[int, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    stdout: str | None = None
    stderr: str | None = None
    room: int | None = None  # bytes left on the disk; -1 where it is read-only
    is_gone: bool = False

    def begin(self) -> None:
        """Prepare the process that is about to become the command."""
        for limit, most in self.limits.items():
            resource.setrlimit(limit, (most, most))
        for stream in self.closed:
            os.close(stream)


TARGETS = {"y.duckdb", "new.duckdb", "occupations.duckdb", "coverage.csv", "found.md", "o.xlsx", "o.parquet"}
OF_THE_SYSTEM = ("Fatal Python error", "ImportError", "error while loading", "thread-local data", "addsitedir")
C_LOCALE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
WANTS: dict[str, Want] = {
    **{f"files of {size} bytes": Want({resource.RLIMIT_FSIZE: size}) for size in (0, 4096, 100_000, 1_000_000)},
    **{f"{count} descriptors": Want({resource.RLIMIT_NOFILE: count}) for count in (4, 6, 8, 10, 13, 20)},
    **{f"{size} MB of addresses": Want({resource.RLIMIT_AS: size * 10**6}) for size in (150, 300, 500, 700, 900, 1500)},
    **{f"closed {streams}": Want(closed=streams) for streams in ((0,), (1,), (2,), (0, 1), (1, 2), (0, 2), (0, 1, 2))},
    **{f"{room} bytes on the disk": Want(room=room) for room in (0, 50_000, 500_000, 2_000_000, 4_000_000, 12_000_000)},
    "a read-only disk": Want(room=-1),
    "stdout full": Want(stdout="/dev/full"),
    "stderr full": Want(stderr="/dev/full"),
    "both full": Want(stdout="/dev/full", stderr="/dev/full"),
    "no TMPDIR": Want(environment={"TMPDIR": "/nowhere/at/all"}),
    "a TMPDIR that is a file": Want(environment={"TMPDIR": "/dev/null"}),
    "no HOME": Want(environment={"HOME": "/nowhere/at/all"}),
    "the C locale": Want(environment=C_LOCALE),
    "ASCII streams": Want(environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}),
    "no folder": Want(is_gone=True),
}  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, bundled: Path) -> Path:
    """A folder in which each of the commands may run."""
    folder = tmp_path_factory.mktemp("prepared")
    make_published(folder / "published")
    write_seeds(folder / "seeds", occupation="occupation_id|title\nbaker|Baker")
    for name in ("x", "y"):
        shutil.copy(bundled, folder / f"{name}.duckdb")
    return folder


@contextlib.contextmanager
def mounted(folder: Path, room: int | None) -> Iterator[None]:
    """Put a file system with so many bytes of room in the place of the folder, with its files; less than 0 is read-only."""
    if room is None:
        yield
        return
    kept = folder.with_name("kept")
    folder.rename(kept)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=True)
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        used = shutil.disk_usage(folder).used
        left = "ro" if room < 0 else f"size={used + room}"
        subprocess.run(["mount", "-o", f"remount,{left}", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)
        shutil.rmtree(kept)


def is_tried(want: Want) -> bool:
    """Mounting needs a user who may; where there is none, that line of the table is the shorter."""
    return want.room is None or os.geteuid() == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_wanting(prepared: Path, tmp_path: Path, tally: Tally, chance: Chance, name: str):
    wants = [each for each in WANTS if is_tried(WANTS[each])]
    for each in chance.some(wants):
        here = tmp_path / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(prepared, here)
        with mounted(here, WANTS[each].room):
            wanting(f"{name} with {each}", COMMANDS[name], WANTS[each], here, tally)


def sink(path: str | None) -> int:
    """Return where a stream goes: to us, or to the path."""
    return subprocess.PIPE if path is None else os.open(path, os.O_WRONLY)


def wanting(what: str, arguments: tuple[str, ...], want: Want, here: Path, tally: Tally) -> None:
    """Run the command in want, and hold its end and what it leaves to the contract."""
    before = snapshot(here)
    command: list[str] = [sys.executable, "-m", "occupare", *arguments]
    if want.is_gone:
        command = ["sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', "sh", *command]
    done = subprocess.run(
        command, cwd=here, stdin=subprocess.DEVNULL, stdout=sink(want.stdout), stderr=sink(want.stderr), timeout=300,
        env=ENVIRONMENT | want.environment, preexec_fn=functools.partial(want.begin), check=False,
    )  # fmt: skip
    said = (done.stderr or b"").decode("utf-8", "replace")
    # Too little to begin with is told by Python or the system's loader, which end the process, not by us.
    is_ours = not any(words in said for words in OF_THE_SYSTEM)
    tally.ended(what, done.returncode, said if is_ours else "", allowed=(0, 1, 2, 3) if is_ours else range(-20, 256))
    after = snapshot(here)
    for name in sorted(before.keys() | after.keys()):
        is_written = name in TARGETS or name.startswith(("imported/", "out/", "ported/"))
        # What comes first of two stays: the seeds before their coverage, the database before its answer.
        is_first = name.startswith("imported/") or name == "occupations.duckdb"
        is_tidied = name.startswith(".") and not is_ours  # by the next run
        is_right = (is_written and not done.returncode) or is_first or is_tidied
        if before.get(name) != after.get(name) and not is_right:
            tally.lost.append(f"{what}: {name} changed or was left, exit {done.returncode}: {said[-200:]}")
    if done.returncode and not said.strip() and want.stderr is None and 2 not in want.closed:
        tally.lost.append(f"{what}: exit {done.returncode} without a word")
