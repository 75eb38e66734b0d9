"""A build is safe: the target is the whole old or the whole new file, ours to replace, and never in anyone's way."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Run, snapshot, write_seeds

from occupare.build import building
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.database import SCHEMA_VERSION
from occupare.errors import DataError

ONE = "occupation_id|title\nbaker|Baker"
TWO = "occupation_id|title\nbaker|Baker\nmiller|Miller"
FAULTS = {
    "a ragged row": {"occupation": "occupation_id|title\nbaker"},
    "a check": {
        "occupation": TWO,
        "pay": "occupation_id|area_id\nbaker|US\nbaker|XX",
        "area": "area_id|area_kind|area_name\nXX|nation|Elsewhere",
    },
}


def seeds(folder: Path, occupation: str = ONE, **tables: str) -> SeedFolder:
    return SeedFolder(folder.name, write_seeds(folder, occupation=occupation, **tables))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds of one occupation and the database built from them, to copy."""
    folder = tmp_path_factory.mktemp("prepared")
    build(folder / "x.duckdb", [seeds(folder / "seeds")])
    assert names(folder) == ["seeds", "x.duckdb"] and titles(folder / "x.duckdb") == ["Baker"]
    return folder


@pytest.fixture
def database(prepared: Path, tmp_path: Path) -> Path:
    """A database of one's own in tmp_path, beside the seeds that it was built from."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return tmp_path / "x.duckdb"


def titles(database: Path) -> list[str]:
    """The titles in a whole database; its tables, its derived tables and its comparison must agree."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = [row[0] for row in connection.execute("select title from occupation order by all").fetchall()]
        profiles = connection.execute("select title from occupation_profile order by all").fetchall()
        assert [row[0] for row in profiles] == found
        pairs = connection.execute("select count(*) from comparison").fetchall()
        assert pairs == [(len(found) * (len(found) - 1),)]
        assert connection.execute("select count(*) from build_info where property = 'built at'").fetchall() == [(1,)]
    return found


def facts(database: Path) -> dict[str, str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(connection.execute("select property, value from build_info").fetchall())


def change(database: Path, sql: str) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(sql)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start_build(database: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "occupare", "-d", str(database), "build", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=database.parent,
    )  # fmt: skip


@contextmanager
def another_process(script: str, *arguments: Path):
    """Another Python process that runs the script; it has printed its first line when the block begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys, duckdb\n{script}", *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


HOLDER = """
connection = duckdb.connect(sys.argv[1])
connection.execute("create table if not exists build_info (property text, value text)")
connection.execute("set checkpoint_threshold = '1GB'; insert into build_info values ('note', 'in the wal only')")
print("ready", flush=True)
sys.stdin.read()
"""
LOCKER = "import fcntl; file = open(sys.argv[1], 'ab'); fcntl.flock(file, fcntl.LOCK_EX); print('ready', flush=True); input()"
WRITER = """
try:
    connection = duckdb.connect(sys.argv[1])
except duckdb.IOException:
    sys.exit(7)
connection.execute("set checkpoint_threshold = '1GB'; update occupation set title = 'Nobody'")
import os; os._exit(0)
"""
READER = """
connection = duckdb.connect(sys.argv[1], read_only=True)
print("ready", flush=True)
sys.stdin.readline()
print(connection.execute("select string_agg(title, ',') from occupation").fetchall()[0][0])
print(connection.execute("select count(*) from comparison_metric").fetchall()[0][0], flush=True)
"""


@pytest.fixture(scope="module")
def note(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The .wal of a process that wrote a note into the prepared database and was killed before its checkpoint."""
    copy = Path(shutil.copy(prepared / "x.duckdb", tmp_path_factory.mktemp("note")))
    with another_process(HOLDER, copy):
        pass  # killed on the way out
    return copy.with_name("x.duckdb.wal").read_bytes()


@pytest.fixture
def wal(database: Path, note: bytes) -> Path:
    """That .wal beside a database of one's own."""
    path = database.with_name("x.duckdb.wal")
    path.write_bytes(note)
    assert facts(database)["note"] == "in the wal only"
    return path


def temporary_of(database: Path) -> Path:
    return database.with_name(f".{database.name}.writing") / "made"


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def kill_a_build(database: Path, is_time: Callable[[], bool]) -> int:
    process = start_build(database, database.parent / "seeds")
    while not is_time() and process.poll() is None:
        time.sleep(0.0002)
    process.send_signal(signal.SIGKILL)
    _, stderr = process.communicate()
    assert process.returncode in (-signal.SIGKILL, 0), stderr
    return process.returncode


def assert_whole(database: Path, old: bytes) -> bool:
    """The target is the old file byte for byte, or a new one with both occupations; returns whether it is the old."""
    is_old = database.read_bytes() == old
    # The .wal belongs to the old file: beside the new one DuckDB would replay it.
    assert is_old or not database.with_name("x.duckdb.wal").exists()
    assert titles(database) == (["Baker"] if is_old else ["Baker", "Miller"])
    return is_old


# On the seams of the work, and whether the target must then be the old file (None: either).
EVENTS = {
    "first byte of the new file": (lambda database, _: size_of(temporary_of(database)) > 0, True),
    "much of the new file": (lambda database, _: size_of(temporary_of(database)) > 200_000, None),
    "just before the replace": (lambda database, _: not size_of(database.with_name("x.duckdb.wal")), None),
    "just after the replace": (lambda database, inode: database.stat().st_ino != inode, False),
}


@pytest.mark.thorough
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.usefixtures("wal")
def test_killed_at_a_seam_the_target_is_whole(database, event):
    is_time, expected = EVENTS[event]
    old, inode = database.read_bytes(), database.stat().st_ino
    folder = seeds(database.parent / "seeds", TWO)
    kill_a_build(database, lambda: is_time(database, inode))
    is_old = assert_whole(database, old)
    assert expected in (None, is_old)
    assert temporary_of(database).exists() == is_old
    assert (database.stat().st_ino == inode) == is_old  # replaced, never written into
    assert build(database, [folder]) == 2
    assert titles(database) == ["Baker", "Miller"]
    assert names(database.parent) == ["seeds", "x.duckdb"]


@pytest.mark.thorough
def test_killed_again_and_again_the_target_is_whole(database, wal):
    old, log = database.read_bytes(), wal.read_bytes()
    seeds(database.parent / "seeds", TWO)
    codes = []
    for delay in (0.1, 1.0, 60):
        # What the last kill left stays where it is.
        database.write_bytes(old)
        wal.write_bytes(log)
        moment = time.monotonic() + delay
        codes.append(kill_a_build(database, lambda moment=moment: time.monotonic() >= moment))
        is_old = assert_whole(database, old)
        assert codes[-1] != 0 or not is_old
    assert codes[0] == -signal.SIGKILL and codes[-1] == 0
    assert names(database.parent) == ["seeds", "x.duckdb"]


@pytest.mark.thorough
@pytest.mark.parametrize("is_database_there", [True, False])
def test_a_stale_wal_is_removed_and_not_replayed(database, wal, tmp_path, is_database_there):
    if not is_database_there:
        database.unlink()
    build(database, [seeds(tmp_path / "seeds", TWO)])
    assert not wal.exists() and names(tmp_path) == ["seeds", "x.duckdb"]
    assert titles(database) == ["Baker", "Miller"] and "note" not in facts(database)


def test_what_a_killed_build_left_is_cleaned_up_even_if_damaged(database, tmp_path):
    temporary_of(database).parent.mkdir()
    temporary_of(database).write_bytes(os.urandom(50_000))
    temporary_of(database).with_name("made.wal").write_bytes(os.urandom(5_000))
    database.with_name(".x.duckdb.lock").touch()
    build(database, [seeds(tmp_path / "seeds", TWO)])
    assert names(tmp_path) == ["seeds", "x.duckdb"] and titles(database) == ["Baker", "Miller"]


PLAIN = "create table build_info (property text, value text); insert into build_info values ('a', 'b')"
TARGETS_NOT_OURS = {
    "a plain database": (lambda path: change(path, PLAIN), 1, "that Occupare did not build"),
    "a text file": (lambda path: path.write_text("dear diary\n" * 1000), 3, "not a DuckDB database"),
    "an empty file": (lambda path: path.write_bytes(b""), 3, "not a DuckDB database"),
    "a folder": (lambda path: write_seeds(path, occupation=ONE), 3, "found a folder"),
    "a pipe": (os.mkfifo, 3, "found a pipe or device"),
}


@pytest.mark.parametrize("what", TARGETS_NOT_OURS)
def test_a_target_that_is_not_ours_is_refused(run: Run, tmp_path, what):
    make, code, message = TARGETS_NOT_OURS[what]
    seeds(tmp_path / "seeds")
    make(tmp_path / "x.duckdb")
    before = snapshot(tmp_path)
    done = run("-d", "x.duckdb", "build", "seeds", "--replace")
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith("x.duckdb: ") and message in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(tmp_path) == before


STRANGERS = {
    "my_view": "create view my_view as select occupation_id from occupation",
    "my_table": "create table my_table (a integer)",
    "my_macro": "create macro my_macro(a) as a + 1",
    "my_schema": "create schema my_schema",
    "my_index": "create index my_index on occupation (title)",
    "my_sequence": "create sequence my_sequence",
    "my_type": "create type my_type as enum ('a', 'b')",
}


def test_objects_of_a_stranger_are_refused_and_named(run: Run, database, tmp_path):
    folder = SeedFolder("seeds", tmp_path / "seeds")
    ours = database.read_bytes()
    for name, statement in STRANGERS.items():
        database.write_bytes(ours)
        change(database, statement)
        before = snapshot(tmp_path)
        with pytest.raises(DataError, match=f"Occupare did not create: {name}\\. A build would lose them"):
            build(database, [folder], replace=True)
        assert snapshot(tmp_path) == before, name
    database.write_bytes(ours)
    change(database, f"{STRANGERS['my_view']}; {STRANGERS['my_table']}")
    done = run("-d", database, "build", folder.path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did not create: my_table, my_view." in done.stderr


@pytest.mark.thorough
def test_other_folders_ask_for_replace(run: Run, database, tmp_path):
    seeds(tmp_path / "two", TWO)
    before = snapshot(tmp_path)
    done = run("-d", "x.duckdb", "build", "two")
    assert (done.returncode, done.stdout) == (1, "")
    assert "was built from 'seeds', not from 'two'" in done.stderr and "--replace" in done.stderr
    assert snapshot(tmp_path) == before
    assert run("-d", "x.duckdb", "build", "two", "--replace").returncode == 0
    assert titles(database) == ["Baker", "Miller"]
    # Named from elsewhere, the same folder is still the same.
    done = run("-d", "../x.duckdb", "build", ".", cwd=tmp_path / "two")
    assert done.returncode == 0, done.stderr


def test_build_info(tmp_path):
    database = tmp_path / "x.duckdb"
    folders = [seeds(tmp_path / "one"), seeds(tmp_path / "more" / "two", "occupation_id|title\nmiller|Miller")]
    assert build(database, folders) == 2
    found = facts(database)
    objects = {path.stem for kind in ("tables", "derived", "views") for path in (ROOT / "schema" / kind).glob("*.sql")}
    views = {f"comparison_{section}" for section in ("overview", "pay", "education", "demographics")}
    assert set(found.pop("objects").split(", ")) == objects - {"comparison_{section}"} | views | {"build_info"}
    assert found.pop("built at")[:2] == "20"
    assert found == {
        "schema version": str(SCHEMA_VERSION), "seed format version": "1", "occupare version": version("occupare"),
        "duckdb version": version("duckdb"), "sqlglot version": version("sqlglot"),
        "seed folder 1": "one", "seed folder 1 sha256": digest("occupation.csv", "occupation_id,title\nbaker,Baker\n"),
        "seed folder 2": "more/two",
        "seed folder 2 sha256": digest("occupation.csv", "occupation_id,title\nmiller,Miller\n"),
    }  # fmt: skip


def digest(name: str, text: str) -> str:
    """The SHA-256 of a seed folder of one file."""
    return hashlib.sha256(f"{name}\0{len(text)}\0{text}".encode()).hexdigest()


def test_the_bundled_file(bundled):
    assert bundled.stat().st_size < 4_000_000  # DuckDB's own block size would make it eight times as large
    assert (facts(bundled)["seed folder 1"], names(bundled.parent)) == ("bundled", [bundled.name])


@pytest.mark.thorough
def test_a_reader_does_not_stop_a_build_nor_a_build_the_reader(run: Run, database, tmp_path):
    folder = seeds(tmp_path / "seeds", TWO)
    with another_process(READER, database) as reader:
        done = run("-d", database, "build", folder.path)
        assert done.returncode == 0, done.stderr
        assert titles(database) == ["Baker", "Miller"]
        answer, _ = reader.communicate("go\n", timeout=30)
    assert (reader.returncode, answer) == (0, "Baker\n0\n")


def test_a_holder_that_writes_is_named(run: Run, database, tmp_path):
    with another_process(HOLDER, database) as holder:
        for arguments in (["compare", "baker", "miller"], ["build", tmp_path / "seeds"]):
            done = run("-d", database, *arguments)
            assert (done.returncode, done.stdout) == (3, "")
            assert done.stderr.startswith(f"{database}: another program holds the file open for writing: ")
            assert f"(process {holder.pid})" in done.stderr
            assert "Close it there, or open it read-only there" in done.stderr
    assert run("-d", database, "sql", "select title from occupation", "--format", "csv").stdout == "title\nBaker\n"


def test_a_second_build_of_one_target_says_so(run: Run, tmp_path):
    database = tmp_path / "x.duckdb"
    folder = seeds(tmp_path / "seeds", TWO)
    with another_process(LOCKER, database.with_name(".x.duckdb.lock")):
        before = names(tmp_path)
        done = run("-d", database, "build", folder.path)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == f"{database}: another build of it is running; wait for it to end, then build again\n"
        assert names(tmp_path) == before


@pytest.mark.thorough
@pytest.mark.parametrize("head_start", [0, 0.4])
def test_two_builds_at_once_end_well(tmp_path, head_start):
    database = tmp_path / "x.duckdb"
    folder = seeds(tmp_path / "seeds", TWO)
    first = start_build(database, folder.path)
    time.sleep(head_start)
    processes = [first, start_build(database, folder.path)]
    ends = [(process.communicate(timeout=60)[1], process.returncode) for process in processes]
    for stderr, code in ends:
        assert code == 0 or (code == 3 and "another build of it is running" in stderr), stderr
    assert 0 in [code for _, code in ends]
    assert titles(database) == ["Baker", "Miller"]
    assert names(tmp_path) == ["seeds", "x.duckdb"]


@pytest.mark.thorough
def test_only_the_default_path_is_built_on_first_use(run: Run, tmp_path):
    done = run("find", "--format", "csv")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 8
    assert done.stderr == "occupations.duckdb: built from the bundled seeds, 7 occupations\n"
    assert names(tmp_path) == ["occupations.duckdb"]
    before = snapshot(tmp_path)
    again = run("find", "--format", "csv")
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")
    assert snapshot(tmp_path) == before


def test_a_named_path_that_is_absent_is_not_built(run: Run, tmp_path):
    by_option = run("-d", "absent.duckdb", "compare", "a", "b")
    by_environment = run("compare", "a", "b", OCCUPARE_DATABASE="absent.duckdb")
    by_name = run("-d", "occupations.duckdb", "compare", "a", "b")
    for done in (by_option, by_environment, by_name):
        assert (done.returncode, done.stdout) == (3, "")
        assert "found no such file" in done.stderr and "build bundled" in done.stderr
    assert names(tmp_path) == []


@pytest.mark.thorough
def test_the_environment_names_the_database(run: Run, database, tmp_path):
    seeds(tmp_path / "seeds", TWO)
    assert run("build", "seeds", OCCUPARE_DATABASE="mine.duckdb").returncode == 0
    assert names(tmp_path) == ["mine.duckdb", "seeds", "x.duckdb"]
    ask = ["sql", "select title from occupation order by all", "--format", "csv"]
    assert run(*ask, OCCUPARE_DATABASE="mine.duckdb").stdout.splitlines() == ["title", "Baker", "Miller"]
    by_option = run("-d", database, *ask, OCCUPARE_DATABASE="mine.duckdb")
    assert by_option.stdout.splitlines() == ["title", "Baker"]
    assert names(tmp_path) == ["mine.duckdb", "seeds", "x.duckdb"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_build_leaves_the_database_as_it_was(database, tmp_path, fault):
    folder = SeedFolder("seeds", write_seeds(tmp_path / "seeds", **FAULTS[fault]))
    before, state = snapshot(tmp_path), database.stat()
    with pytest.raises(DataError, match="nothing was built"):
        build(database, [folder])
    assert snapshot(tmp_path) == before
    assert (database.stat().st_ino, database.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)


@pytest.mark.thorough
def test_a_link_to_the_database_stays_a_link(run: Run, database, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.duckdb"
    link.symlink_to(database)
    seeds(tmp_path / "seeds", TWO)
    assert run("-d", link, "build", tmp_path / "seeds").returncode == 0
    assert link.is_symlink() and titles(database) == ["Baker", "Miller"]
    assert names(tmp_path / "elsewhere") == ["link.duckdb"] and names(tmp_path) == ["elsewhere", "seeds", "x.duckdb"]


def test_nobody_writes_to_the_database_while_it_is_built(database, tmp_path):
    """What a writer had not checkpointed would be replayed onto the new file."""
    seeds(tmp_path / "seeds", TWO)
    write = [sys.executable, "-c", f"import sys, duckdb\n{WRITER}", str(database)]
    with building.kept_from_writers(database):
        assert subprocess.run(write, check=False).returncode == 7
    assert titles(database) == ["Baker"] and not database.with_name("x.duckdb.wal").exists()
    assert subprocess.run(write, check=False).returncode == 0
    assert database.with_name("x.duckdb.wal").exists()
    build(database, [SeedFolder("seeds", tmp_path / "seeds")])
    assert titles(database) == ["Baker", "Miller"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["md:x", "sqlite:x", "~x", "s3:x.duckdb", "a'b.duckdb", 'a"b.duckdb', "a b", "temp"])
def test_a_path_is_a_path(run: Run, tmp_path, name):
    seeds(tmp_path / "seeds")
    done = run("-d", name, "build", "seeds")
    assert done.returncode == 0, done.stderr
    assert names(tmp_path) == sorted(["seeds", name])
    assert run("-d", name, "find").returncode == 0


@pytest.mark.parametrize("name", ["a\\b.duckdb", "x?a=b"])
def test_a_path_that_the_engine_would_read_otherwise_is_refused(run: Run, tmp_path, name):
    seeds(tmp_path / "seeds")
    done = run("-d", name, "build", "seeds")
    assert done.returncode == 3 and "reads as more than a name" in done.stderr and names(tmp_path) == ["seeds"]


@pytest.mark.thorough
def test_a_newer_database_asks_for_an_upgrade(run: Run, database, tmp_path):
    change(database, f"update build_info set value = '{SCHEMA_VERSION + 1}' where property = 'schema version'")
    before = snapshot(tmp_path)
    assert "upgrade occupare" in run("-d", database, "find").stderr
    done = run("-d", database, "build", tmp_path / "seeds")
    assert done.returncode == 1 and "upgrade occupare" in done.stderr and snapshot(tmp_path) == before
    assert run("-d", database, "build", tmp_path / "seeds", "--replace").returncode == 0
