"""A table or view exported whole by a process: how many rows it gave, what they hash to, and the memory that it took."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import duckdb
from processes import kilobytes_of, kilobytes_when_ended, started

from benchmarks.seeds import write_seeds
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

# What an export may take: the engine's limit of 1 GB, and the interpreter with what the engine doesn't count.
KILOBYTES = 1_150_000
CHUNK = 1 << 20


class WholeExport(NamedTuple):
    """What an export gave, and took."""

    rows: int
    digest: str
    kilobytes: int


def made_up_database(folder: Path, occupations: int) -> Path:
    """Build a database of so many made-up occupations in the folder."""
    database = folder / "made.duckdb"
    build(database, [SeedFolder("seeds", write_seeds(folder / "seeds", occupations))])
    return database


def whole_export(database: Path, name: str, suffix: str, folder: Path, *options: str) -> WholeExport:
    """Export an object as Parquet, or as CSV through a pipe, for all pairs of a thousand fill a disk; no made-up cell has a line break."""
    asked = ("-d", database, "export", name, *options)
    if suffix == "parquet":
        target = folder / "whole.parquet"
        kilobytes = kilobytes_of(*asked, "-o", target, cwd=folder)
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with duckdb.connect() as connection:
            rows = connection.execute(f"select count(*) from '{target}'").fetchall()[0][0]
        target.unlink()
        return WholeExport(rows, digest, kilobytes)
    hashed, lines = hashlib.sha256(), 0
    with started(*asked, "--format", suffix, cwd=folder, stderr=None) as process:
        while chunk := process.stdout.read(CHUNK):
            hashed.update(chunk)
            lines += chunk.count(b"\n")
        kilobytes = kilobytes_when_ended(process)
    return WholeExport(lines - 1, hashed.hexdigest(), kilobytes)
