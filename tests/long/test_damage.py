"""Databases cut short, altered, empty, foreign, older and newer: told as what they are, never asked nor replaced in silence."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
from conftest import Run, snapshot, write_seeds

from long.tally import Chance, Tally
from occupare.database import SCHEMA_VERSION

ASKED = {
    "compare": ("compare", "service manager", "senior service manager", "--all", "--format", "csv"),
    "sql": ("sql", "select * from occupation_metric order by all", "--format", "csv"),
    "export": ("export", "--all-tables", "-o", "out"),
    "find": ("find", "--format", "json"),
    "describe": ("describe", "--format", "csv"),
    "query": ("query", "--format", "csv"),
}
Change = Callable[[Path, random.Random], None]


def cut(path: Path, chance: random.Random) -> None:
    with path.open("rb+") as file:
        file.truncate(chance.choice([1, 11, 12, 4096, 12288, chance.randrange(path.stat().st_size)]))


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 8])):
        at = chance.choice([chance.randrange(64), chance.randrange(12288), chance.randrange(len(content))])
        content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def overwrite(path: Path, chance: random.Random) -> None:
    with path.open("rb+") as file:
        file.seek(chance.randrange(path.stat().st_size))
        file.write(chance.randbytes(4096))


def sql(statement: str) -> Change:
    def change(path: Path, _chance: random.Random) -> None:
        with duckdb.connect(str(path)) as connection:
            connection.execute(statement)

    return change


def foreign(path: Path, _chance: random.Random) -> None:
    path.unlink()
    sql("create table occupation (title text); insert into occupation values ('Baker')")(path, _chance)


def of_sqlite(path: Path, _chance: random.Random) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("create table occupation (title text)")


def of_version(version: object) -> Change:
    return sql(f"update build_info set value = '{version}' where property = 'schema version'")


DAMAGED: dict[str, Change] = {"cut": cut, "flipped": flip, "overwritten": overwrite}
OTHERS: dict[str, Change] = {
    "empty": lambda path, _: path.write_bytes(b"") and None,
    "text": lambda path, _: path.write_text("dear diary\n" * 1000) and None,
    "zeros": lambda path, _: path.write_bytes(bytes(50_000)) and None,
    "foreign": foreign,
    "SQLite": of_sqlite,
    "older": of_version(SCHEMA_VERSION - 1),
    "newer": of_version(SCHEMA_VERSION + 1),
    "no version": of_version("of May"),
    "without build_info": sql("drop table build_info"),
    "another build_info": sql("drop table build_info; create table build_info (a integer, b blob)"),
    "without a view": sql("drop view comparison_metric"),
    "without a table": sql("drop table occupation_profile"),
}  # fmt: skip


def test_damaged(bundled: Path, tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    good = {name: run("-d", bundled, *arguments).stdout for name, arguments in ASKED.items() if name != "export"}
    for number in range(chance.count(150)):
        kind, name = chance.random.choice(list(DAMAGED)), chance.random.choice(list(good))
        path = damaged(bundled, tmp_path, DAMAGED[kind], chance.random)
        before = snapshot(tmp_path)
        done = run("-d", path, *ASKED[name])
        what = f"{kind} {number}, {name}"
        tally.ended(what, done.returncode, done.stderr)
        if done.returncode == 0 and done.stdout != good[name]:
            tally.let_in.append(f"{what}: another answer, as if it were right: {done.stdout[:200]}")
        if snapshot(tmp_path) != before:
            tally.lost.append(f"{what}: the folder changed")


def damaged(bundled: Path, folder: Path, change: Change, chance: random.Random) -> Path:
    """Return a copy of the database with the change."""
    path = folder / "x.duckdb"
    for each in folder.glob("x.duckdb*"):
        each.unlink()
    shutil.copy(bundled, path)
    change(path, chance)
    return path


def test_others(bundled: Path, tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    cases = [(kind, name) for kind in OTHERS for name in (*ASKED, "build")]
    write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    for kind, name in chance.some(cases):
        path = damaged(bundled, tmp_path, OTHERS[kind], chance.random)
        before = snapshot(tmp_path)
        done = run("-d", path, *ASKED.get(name, ("build", "seeds")))
        what = f"{kind}, {name}"
        tally.ended(what, done.returncode, done.stderr)
        if (
            kind in ("empty", "text", "zeros", "foreign", "SQLite", "older", "newer", "no version")
            and done.returncode == 0
        ):
            tally.let_in.append(f"{what}: exit 0")
        if kind == "newer" and "upgrade" not in done.stderr:
            tally.lost.append(f"{what}: says nothing of an upgrade: {done.stderr}")
        if snapshot(tmp_path) != before and name != "export":
            tally.lost.append(f"{what}: the folder changed, exit {done.returncode}")
        shutil.rmtree(tmp_path / "out", ignore_errors=True)


def test_a_log_of_another_file_is_not_replayed(bundled: Path, tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    write_seeds(tmp_path / "seeds", occupation="occupation_id|title\nbaker|Baker")
    for number in range(chance.count(10)):
        path = damaged(bundled, tmp_path, lambda *_: None, chance.random)
        path.with_name("x.duckdb.wal").write_bytes(chance.random.randbytes(chance.random.randrange(1, 5000)))
        done = run("-d", path, "build", "seeds", "--replace")
        tally.ended(f"a log {number}", done.returncode, done.stderr)
        if done.returncode == 0 and run("-d", path, "find", "--format", "csv").stdout.count("\n") != 2:
            tally.lost.append(f"a log {number}: the new database holds something else")
