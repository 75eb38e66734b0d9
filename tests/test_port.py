"""What a port writes, without an engine: files of every kind, and SQL that stays within what other engines run."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from conftest import ROOT, Run
from sqlglot import exp

from occupare.port.porting import ENGINES, engine_named

AUTHORED = sorted(
    [*(ROOT / "schema").glob("[cv]*/*.sql"), *(ROOT / "schema/tables").glob("*.sql"), *(ROOT / "queries").glob("*.sql")]
)
# How other engines fail on each: refused, passed through unread, or another result.
UNPORTABLE = {
    exp.Pivot: "a pivot; write values and case",
    exp.Qualify: "qualify; number the rows in a common table expression and filter there",
    exp.TryCast: "try_cast; check the text first",
    exp.Macro if hasattr(exp, "Macro") else exp.UserDefinedFunction: "a macro",
    exp.Unnest: "unnest",
    exp.ArgMax: "max_by",
    exp.ArgMin: "min_by",
    exp.List: "a list",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gets_files_that_its_dialect_parses(run: Run, bundled: Path, tmp_path: Path, engine: str):
    done = run("-d", bundled, "port", engine, "--to", tmp_path / "files")
    assert done.returncode == 0, done.stderr
    dialect = engine_named(engine, "occupare").dialect
    names = {path.name for path in (tmp_path / "files").iterdir()}
    assert {"tables.sql", "views.sql", "load.sql", "data"} <= names
    for name in ("tables.sql", "views.sql"):
        text = (tmp_path / "files" / name).read_text(encoding="utf-8")
        statements = [each for each in text.split(";\n\n") if each.strip() and not each.startswith("msck")]
        assert len(statements) >= 20
        for statement in statements:
            sqlglot.parse_one(statement.replace("${occupare_data}", "data"), dialect=dialect)
    is_run = engine in ("postgres", "spark")
    assert ("not run by our tests" in done.stderr) is not is_run
    assert {path.name.split(".")[0] for path in (tmp_path / "files" / "data").iterdir()} >= {
        "pay",
        "occupation_profile",
    }


def test_a_folder_that_holds_something_is_not_touched(run: Run, bundled: Path, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    done = run("-d", bundled, "port", "postgres", "--to", tmp_path / "mine")
    assert done.returncode == 2 and "new or an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"] and len(list((tmp_path / "mine").iterdir())) == 1
    for asked, told in (([], "--to DIR"), (["--to", "x", "--run", "postgresql://a@b/c"], "one of the two")):
        done = run("-d", bundled, "port", "postgres", *asked)
        assert done.returncode == 2 and told in done.stderr
    done = run("-d", bundled, "port", "trino", "--run", "trino://x")
    assert done.returncode == 2 and "files only" in done.stderr


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_ported_stays_within_what_other_engines_run(path: Path):
    for statement in sqlglot.parse(path.read_text(encoding="utf-8"), dialect="duckdb"):
        for kind, instead in UNPORTABLE.items():
            found = statement.find(kind) if statement else None
            assert found is None, f"{path.name}: {instead}: {found}"
        for rounded in statement.find_all(exp.Round) if statement else ():
            assert rounded.args.get("decimals") is None, f"{path.name}: PostgreSQL rounds no double to decimals; cast"
