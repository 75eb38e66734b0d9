"""Hundreds of seed folders with one fault each: refused by file, line and column, or built; the database stays whole."""

from __future__ import annotations

import csv
import hashlib
import time
from pathlib import Path

import pytest
from conftest import Run, write_seeds
from published_files import REAL, make_published

from long.mutants import Mutant, Seeds, mutants, text_of
from long.tally import Chance, Tally
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.errors import DataError, OccupareError
from occupare.importer.conversion import import_published

# Rows in the tables that neither the bundled nor the made-up published seeds fill, and in each that comes along.
OWN = {
    "area": "area_id|area_kind|area_name\nZZ|state|Zed",
    "degree": "degree_id|degree_name|degree_level\nguild|Guild letter|90",
    "industry": "industry_id|industry_name\nmills|Mills",
    "metric": "metric_id|value_kind|section|label|unit|decimals|sort_order\nloaves|number|overview|Loaves|loaves|1|9001",
    "definition": "definition_id|metric_id|meaning\nloaves-own|loaves|Loaves in a day.",
    "source_metric": "source_id|metric_id|definition_id\nown-data|loaves|loaves-own",
    "stated_figure": "occupation_id|metric_id|number_value\nservice-manager|loaves|12.5",
    "former_title": "occupation_id|release_id|title\nservice-manager|own-data|Manager of Service",
}
RATIO = 4  # times the processor time of a good build: twice, and as much again for what else the machine does


def seeds_of(folder: Path) -> Seeds:
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def test_seeds_of_every_table(tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    import_published(make_published(tmp_path / "published"), tmp_path / "imported")
    own = write_seeds(tmp_path / "own", **OWN)
    folders = [SeedFolder.named("bundled"), *(SeedFolder(path.name, path) for path in (tmp_path / "imported", own))]
    build(tmp_path / "all.duckdb", folders)
    assert run("-d", "all.duckdb", "export", "--all-tables", "-o", "seeds").returncode == 0
    attack(tmp_path / "attacked", seeds_of(tmp_path / "seeds"), chance.count(440), tally, chance, run)


@pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not on this machine")
def test_published_seeds(tmp_path: Path, tally: Tally, chance: Chance, run: Run):
    import_published(REAL, tmp_path / "seeds")
    attack(tmp_path / "attacked", seeds_of(tmp_path / "seeds"), chance.count(60), tally, chance, run)


def attack(folder: Path, seeds: Seeds, count: int, tally: Tally, chance: Chance, run: Run) -> None:
    """Build each mutant over a good database, here and, one in ten, as a process."""
    (folder / "seeds").mkdir(parents=True)
    for name, rows in seeds.items():
        (folder / "seeds" / f"{name}.csv").write_bytes(text_of(rows))
    good = min(seconds_of(folder), seconds_of(folder))
    worst = 0.0
    for number, mutant in enumerate(mutants(seeds, count, chance.random)):
        worst = max(worst, attacked(folder, mutant, good, tally, run if number % 10 == 0 else None))
    tally.note = f"the slowest took {worst:.1f} times a good build"


def seconds_of(folder: Path) -> float:
    """Build the folder's seeds and return the processor time that it took."""
    begun = time.process_time()
    build(folder / "x.duckdb", [SeedFolder("seeds", folder / "seeds")])
    return time.process_time() - begun


def attacked(folder: Path, mutant: Mutant, good: float, tally: Tally, run: Run | None) -> float:
    """Build one mutant and hold what comes of it to its word; returns its time as a part of a good build's."""
    path = folder / "seeds" / mutant.file
    kept = path.read_bytes() if path.exists() else None
    before = hashlib.sha256((folder / "x.duckdb").read_bytes()).digest()
    path.write_bytes(mutant.content) if mutant.content is not None else path.unlink()
    what, said, begun = f"{mutant.file}: {mutant.what}", None, time.process_time()
    tally.tries += 1
    try:
        build(folder / "x.duckdb", [SeedFolder("seeds", folder / "seeds")])
    except OccupareError as error:
        said = str(error)
        if not isinstance(error, DataError):
            tally.lost.append(f"{what}: told as another fault: {said[:300]}")
    except BaseException as error:
        tally.tracebacks.append(f"{what}: {type(error).__name__}: {str(error)[:300]}")
        said = ""
    ratio = (time.process_time() - begun) / good
    judge(what, mutant, said, tally)
    if said is not None and hashlib.sha256((folder / "x.duckdb").read_bytes()).digest() != before:
        tally.lost.append(f"{what}: the old database changed")
    if {each.name for each in folder.iterdir()} != {"seeds", "x.duckdb"}:
        tally.lost.append(f"{what}: left {sorted(each.name for each in folder.iterdir())}")
    if ratio > RATIO:
        tally.lost.append(f"{what}: took {ratio:.1f} times as long as a good build")
    if run and said:
        done = run("-d", folder / "x.duckdb", "build", "seeds", cwd=folder, timeout=300)
        tally.ended(what, done.returncode, done.stderr, allowed=(1,))
    if kept is not None:
        path.write_bytes(kept)
    else:
        path.unlink()
    return ratio


def judge(what: str, mutant: Mutant, said: str | None, tally: Tally) -> None:
    """Hold a refusal to its place and remedy, an acceptance to what the mutant is."""
    if said is None and mutant.is_refused:
        tally.let_in.append(f"{what} {mutant.column}: built")
    if said is None or said == "":
        return
    if mutant.is_refused is False:
        tally.lost.append(f"{what}: refused, though valid: {said[:400]}")
    place = f"seeds/{mutant.file}" + (f":{mutant.line}:" if mutant.line else "")
    is_check = "Remedy: " in said and "seeds/" not in said
    if not is_check and (place not in said or "expected" not in said or mutant.column not in said):
        tally.lost.append(f"{what}: told without {place} {mutant.column}: {said[:400]}")
