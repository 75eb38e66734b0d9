"""What a stranger's SQL may do through `sql`, `export --sql` and a question of one's own: answer, and nothing else.

Escapes in many spellings must fail and leave every file as it was; bombs must end, in the memory and the time asked for.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import snapshot
from escapes import ESCAPES, FILES
from processes import ENVIRONMENT

from long.tally import Chance, Tally

QUESTION = "-- What is it?\n-- One row: it.\n-- Needs: annual_pay.\n"
COMMANDS = ("sql", "export", "query")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda sql: sql,
    "after a comment": lambda sql: f"-- select 1;\n/* select 1; */ {sql}",
    "after a query": lambda sql: f"select 1;{sql}",
    "before a query": lambda sql: f"{sql};select 1",
    "in a transaction": lambda sql: f"begin;{sql};commit",
    "with line ends": lambda sql: f"\r\n\t{sql}\r\n;;",
    "prepared": lambda sql: f"prepare stolen as {sql};execute stolen",
    "after a mark": lambda sql: f"\ufeff{sql}",
    "with no-break blanks": lambda sql: sql.replace(" ", "\u00a0", 1),
}
MEMORY, SECONDS = "200MB", 4
MEGABYTES = 900  # the memory asked for, what Python and the engine take before they begin, and what stands beside it
PATIENCE = 240  # seconds, on a machine that does something else besides


@pytest.fixture(scope="module")
def folder(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files that an escape could read, and the database."""
    here = tmp_path_factory.mktemp("sandbox")
    shutil.copy(bundled, here / "occupations.duckdb")
    for name, text in FILES.items():
        (here / name).write_text(text)
    return here


def call(command: str, sql: str, outside: Path) -> list[str]:
    """Return the arguments that run the SQL; what is longer than an argument may be lies in a file outside."""
    if command == "export":
        return ["export", "--sql", sql]
    shutil.rmtree(outside, ignore_errors=True)
    outside.mkdir()
    path = outside / "it.sql"
    path.write_bytes(((QUESTION if command == "query" else "") + sql).encode("utf-8", "surrogatepass"))
    return ["query", "--queries", str(outside), "it"] if command == "query" else ["sql", "-f", str(path)]


def test_no_spelling_gets_out(folder: Path, tmp_path: Path, tally: Tally, chance: Chance):
    statements = [each for kind in ESCAPES.values() for each in kind]
    cases = [(statement, command) for statement in statements for command in COMMANDS]
    before = snapshot(folder)
    for statement, command in chance.some(cases):
        spelling = chance.random.choice(list(SPELLINGS))
        sql = statement.replace("{here}", str(folder)).replace("{database}", str(folder / "occupations.duckdb"))
        arguments = call(command, SPELLINGS[spelling](sql), tmp_path / "q")
        done = subprocess.run(
            [sys.executable, "-m", "occupare", "-d", "occupations.duckdb", *arguments, "--format", "csv"],
            cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False,
            env=ENVIRONMENT | {"HOME": str(folder), "STOLEN": "TOP SECRET"},
        )  # fmt: skip
        what = f"{command} {spelling}: {statement}"
        said = done.stderr.decode("utf-8", "replace")
        tally.ended(what, done.returncode, said, allowed=(1, 2))
        if done.stdout or not done.returncode:
            tally.let_in.append(f"{what}: answered {done.stdout[:200]!r}")
        if not said.strip():
            tally.lost.append(f"{what}: exit {done.returncode} without a word")
        if (after := snapshot(folder)) != before:
            changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
            tally.let_in.append(f"{what}: wrote {changed}")
            before = after


def deep(opening: str, inside: str, closing: str, times: int) -> str:
    return f"select {opening * times}{inside}{closing * times} as a"


BOMBS: dict[str, str] = {
    # Memory: one value, many values, many groups, many columns, and what the engine does not count as its own.
    "a list": "select list(range) as a from range(1000000000)",
    "a text": "select repeat('x', 2000000000) as a",
    "texts": "select repeat('x', 1000000) || range as a from range(100000)",
    "a text of all": "select string_agg(repeat('x', 1000), '') as a from range(100000000)",
    "doubled": "with recursive n as (select 'x' as a union all select a || a from n) select max(length(a)) as a from n",
    "groups": "select count(*) as a from (select range % 1000000007 as g, repeat('x', 100) || range as t from range(1000000000) group by all)",
    "sorted": "select repeat('x', 200) || range as a from range(100000000) order by a desc",
    "joined": "select count(distinct concat(a.range, b.range)) as a from range(100000) as a, range(100000) as b",
    "a window": "select sum(range) over (order by hash(range)) as a from range(1000000000)",
    "as JSON": "select to_json(list(repeat('x', 1000))) as a from range(10000000)",
    "lists of rows": "select list(c) as a from (select unnest(range(100000)) as u, c from comparison_metric as c)",
    "a map": "select map(list(range), list(repeat('x', 100))) as a from range(100000000)",
    "wide rows": "select " + ", ".join(f"repeat('x', 10000) as c{n}" for n in range(500)) + " from range(100000)",
    "many columns": "select " + ", ".join(f"{n} as c{n}" for n in range(8000)),
    "a pivot": "select count(*) as a from (pivot (select range as r from range(100000)) on r using count(*))",
    "unnested": "select unnest(range(10000000)) as a, unnest(range(10000000)) as b from range(1000)",
    "a table": "create temp table t as select repeat('x', 1000) as a from range(100000000); select count(*) as a from t",
    # Time: no end, or none that anyone sees.
    "no end": "with recursive n as (select 1 as a union all select a from n) select count(*) as a from n",
    "pairs of pairs": "select count(*) as a from comparison_metric a, comparison_metric b, comparison_metric c",
    "a long way": "select sum(hash(range)) as a from range(1000000000000000)",
    "printed for ever": "select range as a from range(1000000000000)",
    "a pattern": f"select regexp_matches(repeat('a', 1000000), '{'(a?){50}' * 20}a') as a from range(10000)",
    "near words": "select sum(levenshtein(repeat('ab', 5000), repeat('ba', 5000) || range)) as a from range(100000)",
    "an index": "select list_sort(list(hash(range))) as a from range(1000000000)",
    # Depth.
    "brackets": deep("(", "1", ")", 40_000),
    "lists in lists": deep("[", "1", "]", 20_000),
    "signs": deep("-", "1", "", 40_000).replace("--", "- -"),
    "nots": deep("not ", "true", "", 40_000),
    "functions": deep("abs(", "1", ")", 20_000),
    "queries": deep("(select ", "1", ")", 10_000),
    "cases": deep("case when true then ", "1", " end", 20_000),
    "sums": "select " + "1+" * 50_000 + "1 as a",
    "texts on end": "select " + "'x'||" * 20_000 + "'x' as a",
    "unions": "select 1 as a" + " union all select 1" * 10_000,
    "tables in turn": "with " + ", ".join(f"t{n} as (select * from t{n - 1})" if n else "t0 as (select 1 as a)" for n in range(3000)) + " from t2999",
    "twice as many each time": "with " + ", ".join(f"t{n} as (select a.a from t{n - 1} a, t{n - 1} b)" if n else "t0 as (select 1 as a union all select 2)" for n in range(40)) + " select count(*) as a from t39",
    "a macro in itself": "create temp macro m(x) as m(x + 1); select m(1) as a",
    "a view in itself": "create temp view v as select 1 as a; create or replace temp view v as from v; from v",
    # Length.
    "a literal": f"select '{'x' * 20_000_000}' as a",
    "a number": f"select {'9' * 1_000_000} as a",
    "a name": f"select 1 as \"{'x' * 5_000_000}\"",
    "a list of numbers": f"select 1 as a where 1 in ({','.join(map(str, range(300_000)))})",
    "a comment": f"/* {'x' * 20_000_000} */ select 1 as a",
    "statements": "select 1 as a;" * 20_000,
    "line ends": "\n" * 5_000_000 + "select 1 as a",
    "NULs": "select '" + "\0" * 1000 + "' as a",
    "an open quote": f"select '{'x' * 1_000_000}",
    "an open comment": "/*" * 100_000 + "select 1 as a",
}  # fmt: skip


def test_every_bomb_ends(folder: Path, tmp_path: Path, tally: Tally, chance: Chance):
    cases = [(name, command) for name in BOMBS for command in COMMANDS]
    before = snapshot(folder)
    for name, command in chance.some(cases):
        if command == "export" and (len(BOMBS[name]) > 100_000 or "\0" in BOMBS[name]):
            command = "sql"  # the system takes no argument of that length
        arguments = call(command, BOMBS[name], tmp_path / "q")
        what = f"{command}: {name}"
        code, said, megabytes = ended_with(
            [*arguments, "--memory", MEMORY, "--timeout", str(SECONDS)], folder, tmp_path
        )
        tally.ended(what, code, said, allowed=(0, 1, 2))
        if megabytes > MEGABYTES:
            tally.let_in.append(f"{what}: took {megabytes:,} MB")
        if code and not said.strip():
            tally.lost.append(f"{what}: exit {code} without a word")
        if snapshot(folder) != before:
            tally.let_in.append(f"{what}: wrote a file")


def ended_with(arguments: list[str], folder: Path, outside: Path) -> tuple[int, str, int]:
    """Run the command line to its end; returns its code, what it said, and the megabytes that it took at most.

    One that goes on past all patience is killed, and its code is that of the signal.
    """
    with (outside / "said").open("w+b") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "occupare", "-d", "occupations.duckdb", *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, env=ENVIRONMENT,
        )  # fmt: skip
        timer = threading.Timer(PATIENCE, os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        stderr.seek(0)
        said = stderr.read(100_000).decode("utf-8", "replace")
    return process.returncode, said, usage.ru_maxrss // 1000
