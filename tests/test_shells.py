"""A completed title is one word in real shells, whatever is in it, and runs nothing; terminals get no controls."""

import contextlib
import csv
import fcntl
import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
import unicodedata
from pathlib import Path

import pytest
from conftest import Run
from processes import ENVIRONMENT, ended, on_terminal

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.errors import printable

TITLES = {
    "aa": "Aa $(touch stolen) `touch stolen` clerk", "bb": "Bb, first, and second", "cc": "Cc: of: colons",
    "dd": "Dd \"double\" and 'single'", "ee": "Ee *?[a-z] {a,b} ~ # ; & | < > !1 !! end", "ff": "Ff back\\slash $HOME",
}  # fmt: skip
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "eval \"$(_OCCUPARE_COMPLETE=bash_source occupare)\""),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; eval \"$(_OCCUPARE_COMPLETE=zsh_source occupare)\""),
    "fish": (["fish", "--no-config", "-i"], "_OCCUPARE_COMPLETE=fish_source occupare | source"),
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with a database of hard titles, and an `occupare` that notes its words where it is not asked by a shell."""
    folder = tmp_path_factory.mktemp("shells")
    seeds = folder / "seeds"
    seeds.mkdir()
    with (seeds / "occupation.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("occupation_id", "title"), *TITLES.items()])
    build(folder / "o.duckdb", [SeedFolder("seeds", seeds)])
    (folder / "bin").mkdir()
    (folder / "bin" / "occupare").write_text(
        f'#!/bin/sh\nif [ -n "$_OCCUPARE_COMPLETE" ]; then exec {sys.executable} -m occupare "$@"; fi\n'
        'for word in "$@"; do printf "%s\\n" "$word"; done > words.new; mv words.new words\n'
    )
    (folder / "bin" / "occupare").chmod(0o755)
    return folder


def typed(shell: str, place: Path, lines: list[str]) -> list[str]:
    """Type lines into an interactive shell; returns what `occupare` was called with, after each."""
    command, script = SHELLS[shell]
    environment = ENVIRONMENT | {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}", "OCCUPARE_DATABASE": str(place / "o.duckdb"),
        "HOME": str(place), "TERM": "dumb" if shell != "fish" else "xterm", "ZDOTDIR": str(place),
    }  # fmt: skip
    ours, theirs = pty.openpty()

    def at_a_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        command, cwd=place, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=at_a_terminal
    )
    os.close(theirs)

    def read(seconds: float, until: Path | None = None) -> str:
        shown, end = b"", time.monotonic() + seconds
        while time.monotonic() < end and not (until and until.exists()):
            if select.select([ours], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):
                    shown += os.read(ours, 65536)
        return shown.decode("utf-8", "replace")

    found, words, ready = [], place / "words", place / "ready"
    try:
        read(2)
        os.write(ours, f"{script}; touch {ready}\r".encode())
        read(20, ready)
        ready.unlink()
        for line in lines:
            os.write(ours, line.encode() + b"\t")
            shown = read(4)
            os.write(ours, b"\r")
            read(10, words)
            assert words.exists(), shown
            found.append(words.read_text("utf-8").splitlines()[-1])
            words.unlink()
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_completed_title_is_one_word_and_runs_nothing(shell, place):
    assert shutil.which(shell), f"{shell} is needed: apt-get install {shell}"
    lines = [f"occupare find {key}" for key in TITLES]
    if shell == "bash":
        lines += [f'occupare find "{key}' for key in TITLES] + [f"occupare find '{key}" for key in TITLES]
    expected = [title for _ in range(len(lines) // len(TITLES)) for title in TITLES.values()]
    found = typed(shell, place, lines)
    assert [each.rstrip() for each in found] == expected
    assert not (place / "stolen").exists()


def test_every_control_and_format_character_is_shown_as_an_escape():
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and chr(code) not in "\t\n":
            shown = printable(chr(code))
            assert shown.isascii() and shown.startswith("\\") and shown.isprintable(), hex(code)
    assert printable("naïve – 中 🙂\t\n") == "naïve – 中 🙂\t\n"


def test_help_of_a_question_and_a_fault_of_a_call_move_no_cursor(bundled, tmp_path):
    hostile = "\x1b]52;c;YQ==\x07\u202egnp"
    (tmp_path / "q.sql").write_text(
        f"-- Which {hostile}?\n-- One row: {hostile}.\n-- $n (text, {hostile}): {hostile}.\n-- Needs: {hostile}.\nselect $n as a\n"
    )
    for arguments in (["query", "--queries", tmp_path, "q", "--help"], ["query", "--queries", tmp_path, "--help"],
                      ["query", "--queries", tmp_path], ["query", hostile], ["compare", hostile, hostile], [hostile],
                      ["sql", "select 1", "--timeout", hostile], ["export", hostile], ["-d", hostile, "find"]):  # fmt: skip
        _, shown, errors = on_terminal(80, "-d", bundled, *arguments)
        assert not set(shown + errors.replace("\r", "")) & set("\x1b\x07\u202e") - (
            {"\x1b"} if "\x1b[" in shown else set()
        )
        assert "]52;" not in (shown + errors).replace("\\x1b]52;", ""), arguments


@pytest.mark.thorough
def test_the_database_is_named_before_the_command_or_after_it(run: Run, bundled, tmp_path):
    expected = ended(run("-d", bundled, "find", "--format", "csv")).stdout
    for arguments in (
        ["find", "-d", bundled],
        ["find", "--database", bundled],
        ["-d", "other.duckdb", "find", "-d", bundled],
    ):
        assert ended(run(*arguments, "--format", "csv")).stdout == expected
    assert (
        ended(run("query", "pay_spread", "-d", bundled)).stdout
        == ended(run("query", "-d", bundled, "pay_spread")).stdout
    )
    ended(run("build", "bundled", "-d", tmp_path / "mine.duckdb"))
    assert (tmp_path / "mine.duckdb").exists()
    for arguments in (["-d", "", "find"], ["find", "-d", ""]):
        assert "expected a file" in ended(run(*arguments), 2).stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.duckdb"]


def test_all_misspelt_titles_are_told_at_once(run: Run, bundled):
    done = ended(run("-d", bundled, "compare", "servise manger", "service manager", "infrastucture managr"), 2)
    assert "'servise manger'" in done.stderr and "'infrastucture managr'" in done.stderr


@pytest.mark.thorough
def test_too_little_memory_is_told_and_the_time_covers_the_writing(run: Run, bundled):
    for amount in ("1KB", "0MB", "1 KiB", "31MB"):
        assert "expected at least" in ended(run("-d", bundled, "sql", "select 1", "--memory", amount), 2).stderr
    query = "select range as a, repeat('x', 200) as b from range(500000)"
    done = run("-d", bundled, "sql", query, "--timeout", "3", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "stopped after 3 seconds; --timeout allows more\n")
