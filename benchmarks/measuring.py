"""Contenders in turn, run by run, so that a machine whose speed drifts is fair to all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Contender = Callable[[], object]

OURS, FLOOR = "ours", "floor"


@dataclass(frozen=True)
class Work:
    """Something to be done, by us, by a floor that nothing of the kind can beat, and by peers where there are any.

    `goal` is the ratio of our time to the floor's that is to be reached; `beats` names the peers to be ahead of, with
    the most that our time may be of theirs.
    """

    name: str
    contenders: Mapping[str, Contender]
    floor_is: str
    goal: float
    beats: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Measured:
    """The medians of a work: seconds of each contender, and our time relative to each other one, taken run by run."""

    work: Work
    runs: int
    seconds: dict[str, float]
    ratios: dict[str, float]

    def excess_over_floor(self) -> float:
        """Return by what factor the goal beside the floor is missed; 1 or less where it is reached."""
        return self.ratios[FLOOR] / self.work.goal

    def excess(self) -> float:
        """Return by what factor the worst of the goals is missed; 1 or less where all are reached."""
        limits = {FLOOR: self.work.goal, **(self.work.beats or {})}
        return max(self.ratios[name] / limit for name, limit in limits.items())

    def as_json(self) -> dict[str, Any]:
        """Return what a program reads of it."""
        return {
            "work": self.work.name,
            "floor": self.work.floor_is,
            "goal": self.work.goal,
            "beats": dict(self.work.beats or {}),
            "runs": self.runs,
            "median_seconds": self.seconds,
            "median_ratio_to": self.ratios,
            "is_reached": self.excess() <= 1,
        }


def measured(work: Work, runs: int) -> Measured:
    """Run every contender once to warm up, then all in turn so many times."""
    for contender in work.contenders.values():
        contender()
    taken: dict[str, list[float]] = {name: [] for name in work.contenders}
    for _ in range(runs):
        for name, contender in work.contenders.items():
            begun = time.perf_counter()
            contender()
            taken[name].append(time.perf_counter() - begun)
    ratios = {
        name: statistics.median(ours / theirs for ours, theirs in zip(taken[OURS], times, strict=True))
        for name, times in taken.items()
        if name != OURS
    }
    return Measured(work, runs, {name: statistics.median(times) for name, times in taken.items()}, ratios)


def process(*arguments: object) -> Contender:
    """Return a contender that is a whole process of this Python: `-m module …` or `-c code …`."""
    command = [sys.executable, *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "OCCUPARE_DATABASE"}

    def run() -> None:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")

    return run


def occupare(*arguments: object) -> Contender:
    """Return a contender that is a run of the command line."""
    return process("-m", "occupare", *arguments)
