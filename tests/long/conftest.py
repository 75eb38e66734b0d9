"""The long suite: `pytest tests/long` takes a tenth of it, another each day; `pytest tests/long --long` the whole.

--seed names the tenth (today's date without one), so that a run can be done again; --share takes another part of it. The
run ends with a table of each kind, as text and as JSON, and fails where anything was lost, let in or unforeseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from long.tally import Chance, Clock, Tally, table

HOURS = 4 * 3600  # seconds for one test of the whole


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--seed", default=datetime.now(UTC).date().isoformat(), help="Which part; today's date without it."
    )
    parser.addoption("--share", type=float, default=0.1, help="How much of the suite is run, from 0 to 1.")
    parser.addoption("--long", action="store_true", help="Run the whole.")


def share_of(config: pytest.Config) -> float:
    return 1.0 if config.getoption("--long") else config.getoption("--share")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(HOURS))


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """What a test tries, as its line in the table is named: by its module."""
    return request.path.stem.removeprefix("test_").replace("_", " ")


@pytest.fixture
def chance(request: pytest.FixtureRequest, kind: str) -> Chance:
    """The part of the suite that is tried."""
    return Chance(request.config.getoption("--seed"), share_of(request.config), f"{kind} {request.node.name}")


@pytest.fixture
def tally(request: pytest.FixtureRequest, kind: str) -> Iterator[Tally]:
    """Counts what a test tries; the test fails where it holds a fault."""
    tally, clock = Tally(kind), Clock()
    yield tally
    tally.seconds = clock.seconds
    request.node.user_properties.append(("tally", asdict(tally)))
    assert tally.tries, "nothing was tried"
    assert not tally.faults, "\n".join(tally.faults)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reports = [each for kind in terminalreporter.stats.values() for each in kind if isinstance(each, pytest.TestReport)]
    ends = [dict(each.user_properties) for each in reports if each.when == "teardown"]
    text, rows = table(end["tally"] for end in ends if "tally" in end)
    import duckdb

    seed, share = config.getoption("--seed"), share_of(config)
    terminalreporter.write_line(f"DuckDB {duckdb.__version__}, seed {seed}, share {share:g}")
    terminalreporter.write_line(text)
    terminalreporter.write_line(json.dumps({"duckdb": duckdb.__version__, "seed": seed, "share": share, "kinds": rows}))
