"""The command `sql`: several statements, bounds, interrupts, faults with a caret and the nearest names, dialects."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run, rows_of, snapshot
from processes import started

from occupare.ask import explained, sandbox
from occupare.database import open_read_only
from occupare.errors import DataError, UsageError

ENDLESS = {
    "the engine looks up": "select count(*) from range(100000000) a, range(100000000) b where (a.range * b.range) % 7 = 3",
    "the engine never looks up": "select levenshtein(repeat('a', 1000000), repeat('b', 1000000))",
    "rows without end": "select range, repeat('x', 20) from range(100000000000)",
}
FIRST_THREE = {
    "tsql": "select top 3 [title] from occupation order by [title]",
    "postgres": "select title::text as title from occupation order by title limit 3",
    "mysql": "select `title` from occupation order by `title` limit 0, 3",
    "bigquery": "select `title` from `occupation` order by title limit 3",
    "spark": "select /*+ broadcast(o) */ title from occupation o order by title limit 3",
    "snowflake": "select title from occupation order by title nulls last fetch first 3 rows only",
    "oracle": "select title from occupation order by title fetch first 3 rows only",
    "DuckDB": "from occupation select title order by title limit 3",
}


@pytest.fixture
def locked(bundled: Path, tmp_path: Path):
    """A locked connection to a copy: connections to one file share its settings."""
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(bundled.read_bytes())
    with open_read_only(copy) as opened:
        sandbox.lock_down(opened)
        yield opened


def failure(connection, sql: str) -> str:
    with pytest.raises(DataError) as failed:
        sandbox.run(connection, sql, 60)
    return str(failed.value)


def place(message: str) -> tuple[int, str]:
    """The number of the line shown in a fault, and its text from the caret on."""
    number, line, carets = re.search(r"^LINE (\d+): (.*)\n( *)\^$", message, re.MULTILINE).groups()
    assert explained._width(line) >= len(carets) - len(f"LINE {number}: ")
    at, column = 0, len(f"LINE {number}: ")
    while column < len(carets):
        column += explained._width(line[at])
        at += 1
    return int(number), line[at:]


def test_bare_on_a_terminal_it_says_how_to_use_it(bundled):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "occupare", "-d", str(bundled), "sql"]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, timeout=60, check=False)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(way in done.stderr for way in ("argument", "-f FILE", "stdin"))


def test_several_statements_give_the_rows_of_the_last(run: Run, bundled, tmp_path):
    (tmp_path / "q.sql").write_text(
        "create temp table t as select 1 as a;\n\ninsert into t values (2); -- two\nfrom t;\n"
    )
    done = run("-d", bundled, "sql", "-f", "q.sql")
    assert (done.returncode, done.stdout) == (0, "a\n1\n2\n"), done.stderr
    done = run("-d", bundled, "sql", stdin="create temp table t as select 1 as a; ;; begin; drop table t")
    assert (done.returncode, done.stdout) == (0, "") and "no rows" in done.stderr
    done = run("-d", bundled, "sql", "select 1 as a; select nothing_there; select 2 as b")
    assert (done.returncode, done.stdout) == (1, "") and place(done.stderr)[1].startswith("nothing_there")


@pytest.mark.parametrize("sql", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.thorough
def test_a_timeout_stops_a_runaway(run: Run, bundled, sql):
    done = run("-d", bundled, "sql", "--timeout", "1", sql)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "stopped after 1 second; --timeout allows more\n")


@pytest.mark.thorough
@pytest.mark.parametrize("sql", ENDLESS.values(), ids=ENDLESS)
def test_an_interrupt_ends_with_130(bundled, sql):
    with started("-d", bundled, "sql", sql, text=True) as process:
        used = Path(f"/proc/{process.pid}/stat")
        # It works at the query once it has used more of the processor than a start does.
        while sum(map(int, used.read_text().rsplit(")", 1)[1].split()[11:13])) < 2 * os.sysconf("SC_CLK_TCK"):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (130, "", "interrupted\n")


def test_the_engine_and_the_rows_keep_within_the_memory(run: Run, bundled, tmp_path):
    before = snapshot(tmp_path)
    for sql, said in (
        ("select list(range) from range(100000000)", ("Out of Memory",)),
        ("from range(1000000000000)", ("more rows than 95 MiB", "Out of Memory")),
        ("select repeat('x', 100000) from range(100000)", ("more rows than 95 MiB", "Out of Memory")),
    ):
        done = run("-d", bundled, "sql", "--memory", "100MB", sql)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        assert any(words in done.stderr for words in said), done.stderr
        assert "--memory allows more" in done.stderr and "temp_directory" not in done.stderr
    for amount in ("much", "", "-1", "1'; select 1; --"):
        assert run("-d", bundled, "sql", "--memory", amount, "select 1").returncode == 2
    assert snapshot(tmp_path) == before


def test_work_in_another_thread_and_the_signal_handler_stays(locked):
    before = signal.getsignal(signal.SIGINT)
    assert sandbox.run(locked, "select 1 as a").rows == [(1,)]
    with pytest.raises(DataError, match=r"stopped after 0\.3 seconds"):
        sandbox.run(locked, ENDLESS["the engine looks up"], 0.3)
    assert signal.getsignal(signal.SIGINT) is before
    assert sandbox.run(locked, "select 2 as a").rows == [(2,)]
    with pytest.raises(UsageError, match="only comments"):
        sandbox.run(locked, "-- nothing\n;")


@pytest.mark.parametrize(
    ("sql", "number", "at"),
    [
        ("selec 2", 1, "selec 2"),
        ("select titel from age", 1, "titel from age"),
        ("from agge", 1, "agge"),
        ("select 1;\n\nselect *\nfrom agge", 4, "agge"),
        ("select 'é中' || titel from age", 1, "titel from age"),
        ("/* é */ select 1; select\n\t'中', titel from age; select 2", 2, "titel from age; select 2"),
        ("select a.nothing from age as a", 1, "a.nothing from age as a"),
        ("select 'x'::int", 1, "::int"),
        ("select no_such_function(1)", 1, "no_such_function(1)"),
        ("select " + "1 + " * 100 + "titl from occupation", 1, "titl from occupation"),
        ("select titl " + ", 1" * 100, 1, None),
    ],
)
def test_a_fault_shows_its_line_with_a_caret(locked, sql, number, at):
    message = failure(locked, sql)
    found = place(message)
    assert found[0] == number and (found[1] == at if at else found[1].startswith("titl "))
    assert not re.search(r'"position"|exception_', message) and max(map(len, message.splitlines())) < 400


def test_a_fault_without_a_place_shows_the_statement(locked):
    message = failure(locked, "select 1; select error('it broke');")
    assert "it broke" in message and message.endswith("select error('it broke');")
    assert "LINE" not in message


def test_a_fault_names_what_is_nearest(locked):
    assert "Nearest tables and views: occupation" in failure(locked, "from occupatoin")
    message = failure(locked, "select titel from age")
    assert re.search(r"^Nearest columns: title \(of \w+, \w+, \w+ and \d+ more\)", message, re.MULTILINE)
    assert "annual_pay (of " in failure(locked, "select o.anual_pay from occupation_profile as o")
    assert "my_numbers" in failure(locked, "create temp table my_numbers as select 1 as a; from my_nmbers")
    assert "title (of " in failure(locked, "begin; select titel from age")
    assert "Nearest" not in failure(locked, "from zzzzzzzzzzzzz")
    assert "for each" not in failure(locked, "select sum(title) from occupation")


@pytest.mark.thorough
@pytest.mark.parametrize("dialect", FIRST_THREE)
def test_sql_of_another_dialect_is_translated_first(run: Run, bundled, dialect):
    plain = run("-d", bundled, "sql", FIRST_THREE["DuckDB"])
    done = run("-d", bundled, "sql", "--dialect", dialect, FIRST_THREE[dialect])
    assert done.returncode == 0, done.stderr
    assert done.stdout == plain.stdout and len(rows_of(done.stdout)) == 3


def test_show_prints_the_translation_and_runs_nothing(run: Run, tmp_path):
    shown = run("sql", "--dialect", "tsql", "--show", "select top 3 [title] from nowhere; select len('x')")
    assert (shown.returncode, shown.stderr) == (0, "") and list(tmp_path.iterdir()) == []
    assert shown.stdout == "SELECT\n  \"title\"\nFROM nowhere\nLIMIT 3;\n\nSELECT\n  LENGTH('x');\n"
    written = run("sql", "--dialect", "tsql", "--show", "-o", "q.sql", "select top 3 [title] from occupation")
    assert (written.returncode, written.stdout) == (0, "")
    done = run("sql", "-f", "q.sql")
    assert done.returncode == 0 and len(rows_of(done.stdout)) == 3


def test_what_cannot_be_translated_says_why(run: Run, bundled):
    for arguments, code, said in (
        (["--dialect", "postgress", "select 1"], 2, "did you mean 'postgres'"),
        (["--show", "select 1"], 2, "--dialect"),
        (["--dialect", "postgres", "/* nothing */"], 2, "comments"),
        (["--dialect", "postgres", "do $$ begin end $$"], 1, "cannot be translated from postgres"),
        (["--dialect", "postgres", "select 1 for update"], 1, "FOR UPDATE"),
        (["--dialect", "mysql", "select 'open"], 1, "mysql"),
        (["--dialect", "postgres", "select 1;\nselect * frm x y"], 1, "LINE 2: select * frm x y\n"),
        (["--dialect", "tsql", "select top 1 [titel] from occupation"], 1, "Nearest columns: title"),
        (["--dialect", "postgres", "copy occupation to '/tmp/x'"], 1, "database and nothing else"),
    ):
        done = run("-d", bundled, "sql", *arguments)
        assert (done.returncode, done.stdout) == (code, "") and said in done.stderr, done.stderr
        assert "\x1b" not in done.stderr and "\\x1b" not in done.stderr and "Traceback" not in done.stderr
