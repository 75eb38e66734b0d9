"""What a port writes, without an engine: files of every kind, and SQL that stays within what other engines run."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from conftest import ROOT, Run
from sqlglot import exp
from sqlglot.errors import UnsupportedError

from occupare.port import rewrites
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_a_folder_that_holds_something_is_not_touched(run: Run, bundled: Path, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    done = run("-d", bundled, "port", "postgres", "--to", tmp_path / "mine")
    assert done.returncode == 2 and "name a new folder with --to" in done.stderr
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
        for node in statement.walk() if statement else ():
            is_whole = isinstance(node, exp.Cast) and node.to.this in exp.DataType.INTEGER_TYPES
            of_doubles = is_whole and isinstance(node.this, (exp.Median, exp.Avg, exp.Div, exp.Sqrt))
            assert not of_doubles and not isinstance(node, exp.Round), (
                f"{path.name}: {node}: engines round halves of a double up, or to the even one; "
                "write cast(floor(x + 0.5) as integer), or cast to a decimal"
            )


# DuckDB's SQL, and what is to be found, or not, in the engine's.
REWRITTEN = {
    rewrites.held_at_both_ends: ("postgres", "regexp_full_match(code, '[0-9]+')", "'^([0-9]+)$'", "FULL_MATCH"),
    rewrites.classes_by_name: ("postgres", r"regexp_replace(name, '[^\p{L}\p{N}]', '', 'g')", "'[^[:alnum:]]'", "p{L}"),
    rewrites.all_replaced: ("snowflake", "regexp_replace(name, 'a', 'b', 'g')", "REGEXP_REPLACE", "'g'"),
    rewrites.nulls_last_unsaid: ("bigquery", "string_agg(name, ',' order by name)", "ORDER BY", "NULLS"),
    rewrites.nulls_unsaid_in_windows: ("bigquery", "sum(a) over (order by level)", "ORDER BY", "NULLS"),
    rewrites.sets_of_texts_joined: (
        "spark", "string_agg(distinct name, ',' order by name)", "ARRAY_SORT(COLLECT_SET(name))", "LISTAGG",
    ),
    rewrites.rounded_to_whole: ("spark", "cast(figure as integer)", "CAST(ROUND(figure) AS INT)", "CAST(figure"),
}  # fmt: skip


def test_every_rewrite_is_needed_and_done():
    used = {rewrite for name in ENGINES for rewrite in engine_named(name, "occupare").rewrites}
    assert used == set(REWRITTEN)
    for rewrite, (name, expression, expected, unwanted) in REWRITTEN.items():
        engine = engine_named(name, "occupare")
        sql = f"select {expression} from t"
        translated = engine.translated(sql)
        assert rewrite in engine.rewrites and expected in translated and unwanted not in translated
        others = tuple(each for each in engine.rewrites if each is not rewrite)
        try:
            without = rewrites.translated(sql, engine.dialect, others)
        except UnsupportedError:
            continue
        assert expected not in without or unwanted in without, f"{rewrite.__name__}: sqlglot does it by itself"


@pytest.mark.thorough
def test_a_folder_is_written_whole_or_not_at_all(run: Run, bundled: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir(mode=0o750)
    assert run("-d", bundled, "port", "postgres", "--to", tmp_path / "empty").returncode == 0
    (tmp_path / "file").write_text("mine")
    done = run("-d", bundled, "port", "postgres", "--to", tmp_path / "file")
    assert done.returncode == 2 and (tmp_path / "file").read_text() == "mine"
    done = run("-d", bundled, "port", "postgres", "--to", tmp_path / "file" / "below")
    assert done.returncode == 1 and "cannot be written" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]
