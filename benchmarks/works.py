"""What is measured on a database of made-up occupations, with its floor, its peers and its goal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.measuring import FLOOR, OURS, Contender, Work, occupare, process

OPEN_AND_ASK = "import click, duckdb; duckdb.connect({path!r}, read_only=True).execute('select 1').fetchall()"
# What no wrapper can go below: the same answers by the engine, schema or reader alone.
QUERIES = """import click, duckdb
from occupare.database import packaged_query
connection = duckdb.connect({path!r}, read_only=True)
connection.execute(packaged_query("resolve", asked={titles!r})).fetchall()
connection.execute(packaged_query("compare", occupation_ids={titles!r})).fetchall()"""
COPY = "import duckdb; duckdb.connect({path!r}, read_only=True).execute({sql!r})"
SCHEMA = "from occupare.catalog.creation import declared; declared()"
LARGE = 10_000  # occupations from which on a build is held to what its rows cost
PAIR_VIEWS = {
    "comparison": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "comparison_metric": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "comparison_skills": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "comparison_responsibilities": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "comparison_entry": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "skill_gap": ("left_occupation_id", "right_occupation_id", "left_title", "right_title"),
    "career_move": ("from_occupation_id", "to_occupation_id", "from_title", "to_title"),
}


def works(database: Path, seeds: Path, folder: Path, only: str = "") -> Iterator[Work]:
    """Yield every work whose name holds `only`, on a built database with its seeds, and a folder to write to."""
    for found in (
        processes(database),
        pairs(database, folder),
        whole_views(database),
        exports(database, folder),
        builds(seeds, folder),
        imports(folder),
    ):
        yield from (work for work in found if only in work.name)


def processes(database: Path) -> Iterator[Work]:
    """Yield the works that are short processes."""
    titles = _two_titles(database)
    floor = process("-c", OPEN_AND_ASK.format(path=str(database)))
    queries = process("-c", QUERIES.format(path=str(database), titles=titles))
    opened = "import click and duckdb, open the file, select 1"
    compare = ("-d", database, "compare", *titles)
    for format_, goal in (("csv", 1.25), ("table", 1.5)):
        ours = occupare(*compare, "--format", format_)
        yield Work(f"compare, as {format_}", {OURS: ours, FLOOR: floor, "its queries alone": queries}, opened, goal)
    yield Work("--help", {OURS: occupare("--help"), FLOOR: process("-c", "import click")}, "import click", 1.3)
    code = "import sys; {hide}sys.argv = ['occupare', *sys.argv[1:]]; from occupare.main import main; main()"
    hidden = "sys.modules.update(dict.fromkeys(('numpy', 'pandas', 'pyarrow'))); "
    arguments = (*compare, "--format", "csv")
    yield Work(
        "compare, with pandas and pyarrow beside it",
        {
            OURS: process("-c", code.format(hide=""), *arguments),
            FLOOR: process("-c", code.format(hide=hidden), *arguments),
        },
        "the same where neither can be imported",
        1.05,
    )


def pairs(database: Path, folder: Path) -> Iterator[Work]:
    """Yield the look-ups of one pair in a warm connection, by id and by title."""
    sqlite = sqlite_pair(database, folder)
    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set enable_progress_bar = false")
    ids = connection.execute(
        "select occupation_id, title from occupation_profile where occupation_kind = 'occupation' order by 1 limit 2"
    ).fetchall()
    (left, left_title), (right, right_title) = ids
    rows = f"select * from occupation_profile where occupation_id in ({_literal(left)}, {_literal(right)})"
    for view, (left_id, right_id, left_name, right_name) in PAIR_VIEWS.items():
        columns = {row[0] for row in connection.execute(f"describe {view}").fetchall()}
        by_id = f"select * from {view} where {left_id} = {_literal(left)} and {right_id} = {_literal(right)}"
        yield Work(
            f"one pair of {view}, by id",
            {OURS: _asked(connection, by_id), FLOOR: _asked(connection, rows), "SQLite, two rows": sqlite},
            "the two rows of occupation_profile by id",
            12,
        )
        if left_name in columns:
            by_title = (
                f"select * from {view} where {left_name} = {_literal(left_title)} "
                f"and {right_name} = {_literal(right_title)}"
            )
            yield Work(
                f"one pair of {view}, by title",
                {OURS: _asked(connection, by_title), FLOOR: _asked(connection, by_id)},
                "the same pair by id",
                1.5,
            )
    listed = f"({_literal(left)}, {_literal(right)})"
    among = f"select * from comparison_metric where left_occupation_id in {listed} and right_occupation_id in {listed}"
    yield Work(
        "pairs among listed ids of comparison_metric",
        {OURS: _asked(connection, among), FLOOR: _asked(connection, rows)},
        "the two rows of occupation_profile by id",
        12,
    )
    from_one = f"select * from career_move where from_occupation_id = {_literal(left)}"
    yield Work(
        "career_move from one occupation",
        {OURS: _asked(connection, from_one), FLOOR: _asked(connection, rows)},
        "the two rows of occupation_profile by id",
        60,
    )


def whole_views(database: Path) -> Iterator[Work]:
    """Yield the counts of all rows of the views that are largest."""
    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set enable_progress_bar = false")
    floor = (
        "select count(*) from preferred_skill as one cross join occupation as other "
        "left join preferred_skill as theirs "
        "on other.occupation_id = theirs.occupation_id and one.skill_id = theirs.skill_id"
    )
    for view in ("skill_gap", "career_move"):
        count = _asked(connection, f"select count(*) from {view}")
        yield Work(
            f"count(*) of {view}",
            {OURS: count, FLOOR: _asked(connection, floor)},
            "count(*) of the join at its heart, no conditions",
            3,
        )


def exports(database: Path, folder: Path) -> Iterator[Work]:
    """Yield the exports of all pairs of the wide view."""
    ready = folder / "ready.duckdb"
    with duckdb.connect(str(ready)) as connection:
        connection.execute(f"attach {_literal(str(database))} as built (read_only)")
        connection.execute("create table ready as from built.comparison")
    for format_, limit in (("parquet", 1.4), ("csv", 1.2)):
        written = folder / f"pairs.{format_}"
        sql = f"set preserve_insertion_order = false; copy ready to {_literal(str(folder / f'floor.{format_}'))}"
        ordered = f"copy (from comparison order by all) to {_literal(str(folder / f'ordered.{format_}'))}"
        yield Work(
            f"all pairs to {format_}",
            {
                OURS: occupare("-d", database, "export", "comparison", "-o", written),
                FLOOR: process("-c", COPY.format(path=str(ready), sql=sql)),
                "COPY of the view in order": process("-c", COPY.format(path=str(database), sql=ordered)),
                "polars": process("-m", "benchmarks.polars_pairs", database, folder / f"polars.{format_}"),
            },
            "COPY of a ready table of the same rows",
            limit,
            {"polars": 1},
        )


def builds(seeds: Path, folder: Path) -> Iterator[Work]:
    """Yield the build from the seeds."""
    read = "import duckdb, pathlib\nwith duckdb.connect({to!r}) as connection:\n    for path in {paths!r}: "
    read += "connection.execute(f\"create or replace table {{pathlib.Path(path).stem}} as from read_csv('{{path}}')\")"
    paths = [str(path) for path in sorted(seeds.glob("*.csv"))]
    yield Work(
        "build",
        {
            OURS: occupare("-d", folder / "built.duckdb", "build", seeds),
            FLOOR: process("-c", read.format(to=str(folder / "read.duckdb"), paths=paths)),
            "the schema alone": process("-c", SCHEMA),
        },
        "read_csv of the same seeds into tables, no checks, no answers",
        5 if lines(seeds / "occupation.csv") >= LARGE else 10,  # below, making the schema itself outweighs the rows
    )


def imports(folder: Path) -> Iterator[Work]:
    """Yield the import of a workbook of wages in the publisher's layout."""
    from benchmarks.workbooks import write_wages

    downloads = folder / "downloads"
    workbook = write_wages(downloads / "state_M2025_dl.xlsx", lines=20_000)
    cells = (
        "import openpyxl\nfor sheet in openpyxl.load_workbook({path!r}, read_only=True): "
        "print(sum(1 for row in sheet.iter_rows(values_only=True) for cell in row))"
    )
    ours = occupare("import", downloads, "--seeds", folder / "imported")
    floor = (
        "import python_calamine\nworkbook = python_calamine.CalamineWorkbook.from_path({path!r})\n"
        "for name in workbook.sheet_names: print(len(workbook.get_sheet_by_name(name).to_python()))"
    )
    yield Work(
        "import of a workbook",
        {
            OURS: ours,
            FLOOR: process("-c", floor.format(path=str(workbook))),
            "openpyxl": process("-c", cells.format(path=str(workbook))),
        },
        "reading the cells with python-calamine",
        5,
        {"openpyxl": 0.2},
    )


def sqlite_pair(database: Path, folder: Path) -> Contender:
    """Return a contender that looks the two occupations of a pair up in SQLite by their key."""
    path = folder / "pairs.sqlite"
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("select occupation_id, title from occupation_profile").fetchall()
    store = sqlite3.connect(path)
    store.execute("create table if not exists profile (occupation_id text primary key, title text)")
    store.executemany("insert or replace into profile values (?, ?)", rows)
    asked = [row[0] for row in rows[:2]]
    return lambda: store.execute("select * from profile where occupation_id in (?, ?)", asked).fetchall()


def _two_titles(database: Path) -> list[str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select occupation_id from occupation where occupation_kind = 'occupation' order by 1 limit 2"
        ).fetchall()
    return [row[0] for row in rows]


def lines(path: Path) -> int:
    """Return how many lines a file of seeds has besides its header."""
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def _asked(connection: duckdb.DuckDBPyConnection, sql: str) -> Contender:
    return lambda: connection.execute(sql).fetchall()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
