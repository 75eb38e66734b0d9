"""Many readers of several versions of DuckDB through many rebuilds, and writers in between: nobody sees a half state."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import Run, write_seeds

from long.tally import Chance, Tally

# Other Pythons with other versions of DuckDB, as the gate names them; without, all readers are of this one.
CLIENTS = os.environ.get("OCCUPARE_CLIENTS", sys.executable).split(os.pathsep)
# Reads until its stdin is closed; prints what it saw as JSON. A file held by a writer is no fault of a reader.
READER = """
import json, sys, threading, duckdb
path, pause, *allowed = sys.argv[1], float(sys.argv[2]), *map(json.loads, sys.argv[3:])
seen, stop = {"reads": 0, "held": 0, "halves": [], "errors": [], "version": duckdb.__version__}, threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
while not stop.wait(pause):
    try:
        with duckdb.connect(path, read_only=True) as connection:
            found = [row[0] for row in connection.execute("select title from occupation order by all").fetchall()]
            profiles = [row[0] for row in connection.execute("select title from occupation_profile order by all").fetchall()]
            pairs = connection.execute("select count(*) from comparison").fetchall()[0][0]
        seen["reads"] += 1
        if found not in allowed or profiles != found or pairs != len(found) * (len(found) - 1):
            seen["halves"].append([found, profiles, pairs])
    except Exception as error:
        if "lock" in str(error).lower():
            seen["held"] += 1
        else:
            seen["errors"].append(str(error)[:300])
print(json.dumps(seen))
"""
# Changes the database and goes without putting the change from its log into the file.
WRITER = """
import os, sys, time, duckdb
try:
    connection = duckdb.connect(sys.argv[1])
except duckdb.Error:
    sys.exit(7)
connection.execute("set checkpoint_threshold = '1GB'; insert into build_info values ('a writer', 'was here')")
time.sleep(float(sys.argv[2]))
os._exit(0)
"""
TITLES = (["Baker", "Miller"], ["Baker", "Miller", "Smith"])


def test_a_crowd(tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    database = tmp_path / "x.duckdb"
    for number, titles in enumerate(TITLES):
        rows = "\n".join(f"{title.lower()}|{title}" for title in titles)
        write_seeds(tmp_path / f"seeds{number}", occupation=f"occupation_id|title\n{rows}")
    assert run("-d", database, "build", "seeds0").returncode == 0
    allowed = [json.dumps(titles) for titles in TITLES]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    count = max(4, chance.count(20))
    pause = f"{count / 50}"  # so that many readers leave the builds a part of the machine
    readers = [
        subprocess.Popen([CLIENTS[number % len(CLIENTS)], "-c", READER, str(database), pause, *allowed], **pipes)
        for number in range(count)
    ]
    for number in range(chance.count(50)):
        rebuild(
            tmp_path, number, tally, run, with_writer=chance.random.random() < 0.3, pause=chance.random.uniform(0, 3)
        )
    versions = set()
    for reader in readers:
        seen = json.loads(reader.communicate(timeout=600)[0])
        versions.add(seen["version"])
        tally.tries += seen["reads"]
        tally.lost += [f"a reader of {seen['version']}: {each}" for each in seen["errors"]]
        tally.let_in += [f"a reader of {seen['version']} saw a half state: {each}" for each in seen["halves"]]
    tally.note = f"{len(readers)} readers of DuckDB {', '.join(sorted(versions))}"


def rebuild(folder: Path, number: int, tally: Tally, run: Run, with_writer: bool, pause: float) -> None:
    """Build the other seeds, beside a writer who came just before; the file is of one of the two, or the writer's."""
    writer = None
    if with_writer:
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder / "x.duckdb"), str(pause)])
    wanted = (number + 1) % 2
    done = run("-d", folder / "x.duckdb", "build", f"seeds{wanted}", "--replace", timeout=600)
    tally.ended(f"rebuild {number}", done.returncode, done.stderr, allowed=(0, 3) if with_writer else (0,))
    if writer is not None:
        writer.wait(timeout=600)
        again = run("-d", folder / "x.duckdb", "build", f"seeds{wanted}", "--replace", timeout=600)
        tally.ended(f"rebuild {number} after a writer", again.returncode, again.stderr, allowed=(0,))
    left = {path.name for path in folder.iterdir()} - {"seeds0", "seeds1", "x.duckdb"}
    if left:
        tally.lost.append(f"rebuild {number}: left {sorted(left)}")
    found = run(
        "-d",
        folder / "x.duckdb",
        "sql",
        "select count(*) from build_info where property = 'a writer'",
        "--format",
        "csv",
        timeout=600,
    )
    if found.stdout.splitlines()[1:] != ["0"]:
        tally.let_in.append(f"rebuild {number}: a writer's change came over to the new file")
