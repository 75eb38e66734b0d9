"""What a statement may take: `sql`, `query` and `export` hold memory and time to what was asked, and leave nothing."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest
from conftest import Run, snapshot
from processes import ended, started

from occupare.ask.limits import Limits
from occupare.errors import UsageError

HEADER = "-- What is it?\n-- One row: it.\n-- Needs: annual_pay.\n"
GREEDY = "select list(range) as a from range(100000000)"
ENDLESS = "with recursive n as (select 1 as a union all select a from n) select count(*) as a from n"


def asked(folder: Path, command: str, sql: str) -> list[str]:
    """Return the call of a command that runs the statement."""
    if command == "query":
        (folder / "q").mkdir()
        (folder / "q" / "it.sql").write_text(HEADER + sql + "\n")
        return ["query", "--queries", str(folder / "q"), "it"]
    return {"sql": ["sql", sql], "export": ["export", "--sql", sql], "where": ["export", "pay", "--where", f"({sql}) is null"]}[command]  # fmt: skip


COMMANDS = ("sql", "query", "export", "where")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.thorough
def test_memory_and_time_end_it(run: Run, bundled: Path, tmp_path: Path, command: str):
    for sql, limit, said in (
        (GREEDY, ["--memory", "100MB"], ("Out of Memory", "out of memory", "more rows")),
        (ENDLESS, ["--timeout", "1"], ("stopped after 1 second; --timeout allows more",)),
    ):
        folder = tmp_path / limit[0]
        folder.mkdir()
        call = asked(folder, command, sql)
        before = snapshot(tmp_path)
        done = ended(run("-d", bundled, *call, *limit, "-o", tmp_path / "o.csv"), 1)
        assert any(words in done.stderr for words in said), done.stderr
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_what_keeps_within_them_is_answered(run: Run, bundled: Path, tmp_path: Path, command: str):
    call = asked(tmp_path, command, "select max(annual_stated_usd) as a from pay")
    done = ended(run("-d", bundled, *call, "--memory", "200MB", "--timeout", "60", "--format", "csv"))
    assert done.stdout.count("\n") >= 1


@pytest.mark.parametrize("suffix", ["svg", "png", "html"])
@pytest.mark.thorough
def test_a_chart_of_bounded_rows_is_drawn(run: Run, bundled: Path, tmp_path: Path, suffix: str):
    chart = tmp_path / f"o.{suffix}"
    call = ("query", "pay_ranges", "--occupation", "service manager", "--memory", "200MB", "--chart", chart)
    ended(run("-d", bundled, *call))
    assert chart.stat().st_size > 1000


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_limit_is_refused(run: Run, bundled: Path, tmp_path: Path, command: str):
    call = asked(tmp_path, command, "select 1 as a")
    for limit in (["--memory", "1KB"], ["--memory", "0MB"], ["--memory", "x'; select 1"], ["--timeout", "0"], ["--timeout", "nan"]):  # fmt: skip
        ended(run("-d", bundled, *call, *limit), 2)


def test_a_table_keeps_within_them_too(run: Run, bundled: Path, tmp_path: Path):
    ended(run("-d", bundled, "export", "pay", "--memory", "64MB", "-o", tmp_path / "o.csv"))
    ended(run("-d", bundled, "export", "comparison_metric", "--timeout", "0.0001", "-o", tmp_path / "p.csv"), 1)
    ended(run("-d", bundled, "export", "--all-tables", "--timeout", "0.0001", "-o", tmp_path / "out"), 1)
    assert set(snapshot(tmp_path)) == {"o.csv"}


def test_a_workbook_that_finds_no_room_is_told_in_words(bundled: Path, tmp_path: Path):
    def no_file_above_a_few_bytes() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    for name in ("comparison_metric", "skill_gap"):
        call = ("-d", bundled, "export", name, "-o", tmp_path / "o.xlsx")
        process = started(*call, preexec_fn=no_file_above_a_few_bytes, text=True)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 1 and "cannot be written" in told, told
        assert "Traceback" not in told and "Exception ignored" not in told, told
        assert snapshot(tmp_path) == {}


def test_the_limits_of_the_process_come_back():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with Limits("500MB").bounded():
        assert resource.getrlimit(resource.RLIMIT_AS)[0] != before[0]
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with pytest.raises(UsageError, match="--memory"):
        Limits("1KB")
