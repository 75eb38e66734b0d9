"""`python -m benchmarks`: our time beside that of floors and peers, each a ratio taken in turn in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.growth import grown
from benchmarks.measuring import FLOOR, OURS, Measured, measured
from benchmarks.seeds import write_seeds
from benchmarks.works import works

PACKAGES = ("occupare", "duckdb", "polars", "pandas", "pyarrow", "openpyxl", "python-calamine", "click", "sqlglot")
HEADINGS = ("work", "ours", "floor", "× floor", "goal", "peer", "× peer", "reached")


def main() -> int:
    """Measure, print a table, and return 1 where a goal is missed by more than the factor given."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="occupare-benchmark-") as scratch:
        folder = Path(scratch)
        report: dict[str, Any] = _surroundings(asked.occupations)
        print("\n".join(f"{name}: {value}" for name, value in report.items()), flush=True)
        found = list(_measured(asked, folder))
        report["works"] = [one.as_json() for one in found]
        report["growth"] = [grown(size, folder, asked.runs) for size in asked.growth]
    _print_growth(report["growth"])
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    # Floors alone: a peer's start-up weighs otherwise at a small size than at the one that the goals are for.
    beyond = [one for one in found if asked.fail_beyond and one.excess_over_floor() > asked.fail_beyond]
    for one in beyond:
        print(f"{one.work.name}: {one.excess_over_floor():.1f} times its goal", file=sys.stderr)
    return 1 if beyond else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--occupations", type=int, default=1000, help="how many are made up (1000)")
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each contender (7)")
    parser.add_argument("--only", default="", help="only the works whose name holds this text")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--growth", type=int, nargs="*", default=[], help="sizes to show the growth of cost for")
    parser.add_argument("--fail-beyond", type=float, help="exit with 1 where a goal is missed by more than this factor")
    return parser.parse_args()


def _surroundings(occupations: int) -> dict[str, Any]:
    """Return what the figures depend on: the machine, the versions, the size."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "occupations": occupations,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}",
        "python": platform.python_version(),
        **{name: found for name in PACKAGES if (found := _version(name))},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _measured(asked: argparse.Namespace, folder: Path) -> Iterator[Measured]:
    """Build the database of made-up occupations, and yield each work's figures as they come, printing them."""
    from occupare.build.building import build
    from occupare.build.seed_folders import SeedFolder

    seeds = write_seeds(folder / "seeds", asked.occupations)
    database = folder / "occupations.duckdb"
    build(database, [SeedFolder("seeds", seeds)])
    print(f"\n| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}", flush=True)
    for work in works(database, seeds, folder, asked.only):
        one = measured(work, asked.runs)
        print(_line(one), flush=True)
        yield one


def _line(one: Measured) -> str:
    peers = [name for name in one.ratios if name != FLOOR]
    cells = [
        one.work.name,
        _time(one.seconds[OURS]),
        _time(one.seconds[FLOOR]),
        f"{one.ratios[FLOOR]:.2f}",
        f"≤ {one.work.goal:g}",
        ", ".join(f"{name} {_time(one.seconds[name])}" for name in peers) or "–",
        ", ".join(f"{one.ratios[name]:.2f}" for name in peers) or "–",
        "yes" if one.excess() <= 1 else "no",
    ]
    return f"| {' | '.join(cells)} |"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _print_growth(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    print(f"\n| cost | {' | '.join(format(row['occupations'], ',') for row in rows)} |\n|---|{'---|' * len(rows)}")
    for name in rows[0]:
        if name != "occupations":
            print(f"| {name.replace('_', ' ')} | {' | '.join(format(row[name], ',') for row in rows)} |")


if __name__ == "__main__":
    sys.exit(main())
