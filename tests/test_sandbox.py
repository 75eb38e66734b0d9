"""Ad-hoc SQL is closed in: what would leave it fails and leaves every file as it was; what asks goes on working."""

import os
import shutil
from pathlib import Path
from subprocess import DEVNULL

import duckdb
import pytest
from conftest import snapshot
from escapes import ESCAPES, FILES, lines
from processes import started

from occupare.ask import sandbox
from occupare.database import open_read_only
from occupare.errors import DataError, OccupareError

ORDINARY = """
show tables
show all tables
describe occupation
describe select title from occupation
summarize pay
from occupation
table occupation
values (1, 'a'), (2, 'b')
select count(*) from comparison_metric where metric_id = 'annual_pay'
with paid as (select * from occupation_profile where annual_pay > 50000) select title from paid
with recursive n(i) as (select 1 union all select i + 1 from n where i < 5) select i from n
select title, rank() over (partition by category order by title) from occupation qualify rank() over (order by title) < 9
pivot occupation_metric on basis using count(*) group by metric_id
with p as (pivot occupation_metric on basis using count(*) group by metric_id) select count(*) from p
unpivot (select 1 as a, 2 as b) on a, b into name kind value amount
create temp table t as select 1 as a; insert into t values (2); update t set a = 3 where a = 2; from t where a = 3
create temp table t (a int); begin; insert into t values (1); rollback; select count(*) from t
create temp view v as select title from occupation; select title from v
create temp macro doubled(x) as x * 2; select doubled(21)
create temp macro named(n) as table select title from occupation where title ilike n; from named('%manager%')
create temp sequence s; select nextval('s')
prepare p as select title from occupation where occupation_id = $1; execute p('service-manager')
set variable least = 50000; select title from occupation_profile where annual_pay > getvariable('least')
explain select title from occupation
explain analyze select title from occupation
select unnest([1, 2, 3]) union all by name select 4
select * exclude (description) from occupation order by all limit 3
select category, count(*), median(length(title)) from occupation group by all having count(*) > 0
select o.title, p.annual_low_usd from occupation as o asof join pay as p on o.occupation_id >= p.occupation_id
select title from occupation where regexp_matches(title, '(?i)MANAGER') and title not similar to 'x%'
select json_extract('{"a": [1, 2]}', '$.a[1]')
select timestamptz '2025-05-01 12:00:00+00' at time zone 'Europe/Paris', date_trunc('month', date '2025-05-17')
select column_name from information_schema.columns where table_name = 'pay'
select table_name, comment from duckdb_tables()
from pragma_table_info('pay')
select list_transform([1, 2], lambda x: x + 1), {'a': 1}.a, map {'k': 2}['k']
from range(100000) order by range desc limit 1
from occupation using sample 3 rows
select string_agg(title, '; ' order by title) filter (where title ilike '%s%') from occupation
select 'a;b' as "semi;colon"; -- and a comment; here
"""
a_list = a_frame = [{"found_in_python": 1}]


@pytest.fixture(scope="module")
def folder(bundled: Path, tmp_path_factory: pytest.TempPathFactory):
    """A folder with files to read and a database of its own, which the module works in, as home as well."""
    here = tmp_path_factory.mktemp("sandbox")
    shutil.copy(bundled, here / "occupations.duckdb")
    for name, text in FILES.items():
        (here / name).write_text(text)
    before, home = Path.cwd(), os.environ.get("HOME", "")
    os.chdir(here)
    os.environ["HOME"] = str(here)
    # Were they not closed off, this file and this secret would be there to find.
    with duckdb.connect() as outside:
        outside.execute("copy (select 1 as a) to 'found.parquet' (format parquet)")
        outside.execute("create persistent secret kept (type http, bearer_token 'TOP SECRET')")
    yield here
    os.chdir(before)
    os.environ["HOME"] = home


@pytest.fixture
def locked(folder: Path):
    with open_read_only(folder / "occupations.duckdb") as opened:
        sandbox.lock_down(opened)
        yield opened


@pytest.mark.parametrize("statement", [each for kind in ESCAPES.values() for each in kind])
def test_no_statement_gets_out(folder, locked, capfd, statement):
    sql = statement.replace("{here}", str(folder)).replace("{database}", str(folder / "occupations.duckdb"))
    before = snapshot(folder)
    with pytest.raises(OccupareError) as failed:
        sandbox.run(locked, sql, 30)
    assert failed.value.exit_code == 1 and str(failed.value).strip()
    assert "found_in_python" not in str(failed.value) and "TOP SECRET" not in str(failed.value)
    locked.close()
    assert snapshot(folder) == before
    assert capfd.readouterr().out == ""


def test_there_are_enough_attempts_and_none_is_refused_for_a_slip(folder):
    attempts = [each for kind in ESCAPES.values() for each in kind]
    assert len(set(attempts)) == len(attempts) > 140 and len(lines(ORDINARY)) >= 40
    # Without the lock most of the readings go well: it is the lock that refuses them.
    works = 0
    for statement in ESCAPES["read"]:
        with duckdb.connect(str(folder / "occupations.duckdb"), read_only=True) as opened:
            try:
                opened.execute(
                    statement.replace("{here}", str(folder)).replace("{database}", "found.duckdb")
                ).fetchall()
                works += 1
            except duckdb.Error:
                pass
    assert works > 25


@pytest.mark.thorough
@pytest.mark.parametrize("statement", lines(ORDINARY))
def test_ordinary_statements_work(locked, statement):
    result = sandbox.run(locked, statement, 60)
    assert result is not None and result.columns and result.rows


def test_python_objects_are_out_of_reach(locked):
    with duckdb.connect() as open_connection:
        relation = open_connection.sql("select 42 as found_in_python")
        assert open_connection.execute("from relation").fetchall() == [(42,)]
    relation = locked.sql("select 42 as found_in_python")
    assert relation.fetchall() == [(42,)]
    with pytest.raises(duckdb.Error, match="relation"):
        locked.execute("from relation")


def test_nothing_is_known_of_the_owner_secrets(locked):
    assert sandbox.run(locked, "from duckdb_secrets()").rows == []


def test_a_statement_that_fails_keeps_those_after_it_from_running(locked):
    with pytest.raises(DataError):
        sandbox.run(locked, "create temp table t as select 1 as a; copy t to 'leak.csv'; insert into t values (2)")
    assert sandbox.run(locked, "select count(*) from t").rows == [(1,)]


def test_nothing_is_spilled_to_the_disk(folder):
    with open_read_only(folder / "occupations.duckdb") as opened:
        sandbox.lock_down(opened, "100MB")
        before = snapshot(folder)
        with pytest.raises(DataError, match="--memory allows more"):
            sandbox.run(opened, "create temp table t as select range, repeat('x', 100) as x from range(5000000)", 60)
        assert snapshot(folder) == before


@pytest.mark.parametrize(
    "statement",
    [
        "copy occupation to 'leak.csv'",
        "from read_text('found.csv')",
        "attach 'leak.duckdb'",
        "set threads = 1",
        "install httpfs",
        "from enable_logging(storage = 'stdout')",
        "create secret leak (type http, bearer_token 'x')",
        "select getenv('HOME')",
    ],
)
def test_the_command_exits_with_1_and_leaves_the_files_alone(run, folder, statement):
    before = snapshot(folder)
    done = run("-d", folder / "occupations.duckdb", "sql", statement, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "") and len(done.stderr) > 30
    assert snapshot(folder) == before


@pytest.mark.thorough
@pytest.mark.parametrize(
    "bomb",
    [
        "select "
        + ", ".join(f"repeat('x', 1000) || range as c{number}" for number in range(500))
        + " from range(100000)",
        "select to_json(list(range)) from range(20000000)",
        "select list(repeat('x', 100) || range) from range(20000000)",
        "select repeat('x', 2000000000)",
    ],
    ids=["wide", "json", "list", "text"],
)
def test_a_bomb_keeps_within_the_memory_that_it_may_take(bundled, tmp_path, bomb):
    process = started("-d", bundled, "sql", bomb, "--memory", "500MB", "--format", "csv", cwd=tmp_path, stdout=DEVNULL)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1 and "--memory allows more" in errors and "Traceback" not in errors, errors
    assert usage.ru_maxrss < 900 * 1024
