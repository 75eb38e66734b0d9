"""What the long suite counts: tries, and what was lost, let in, or ended in a traceback."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TypeVar

Case = TypeVar("Case")
FAULTS = ("lost", "let_in", "tracebacks")


@dataclass
class Tally:
    """One kind of tries and the faults found, in words: each of them is a failure of the suite."""

    kind: str
    tries: int = 0
    lost: list[str] = field(default_factory=list)  # data gone, half-written, left behind, or a fault told as another
    let_in: list[str] = field(default_factory=list)  # what should have been refused, or came where it may not
    tracebacks: list[str] = field(default_factory=list)  # an end that nobody foresaw
    seconds: float = 0.0
    note: str = ""

    @property
    def faults(self) -> list[str]:
        """All faults, each with its kind first."""
        return [f"{kind}: {words}" for kind in FAULTS for words in getattr(self, kind)]

    def ended(self, what: str, code: int, said: str, allowed: Iterable[int] = (0, 1, 2, 3)) -> None:
        """Hold the end of a process to the contract: an exit code that is allowed, words when it is not 0."""
        self.tries += 1
        if "Traceback" in said or "a fault of Occupare" in said or "Exception ignored" in said or code not in allowed:
            self.tracebacks.append(f"{what}: exit {code}: {said[-600:]}")

    def add(self, other: Tally) -> None:
        """Take another tally of the same kind in."""
        self.tries, self.seconds = self.tries + other.tries, self.seconds + other.seconds
        self.note = "; ".join(filter(None, (self.note, other.note)))
        for kind in FAULTS:
            getattr(self, kind).extend(getattr(other, kind))


@dataclass(frozen=True)
class Chance:
    """What is tried in this run: a share of everything, by a seed."""

    seed: str
    share: float
    kind: str

    @cached_property
    def random(self) -> random.Random:
        """A source of randomness of this kind, the same for the same seed."""
        return random.Random(f"{self.seed} {self.kind}")

    def count(self, whole: int) -> int:
        """Return how many of so many are tried: one at least."""
        return max(1, math.ceil(whole * self.share))

    def some(self, cases: Sequence[Case]) -> list[Case]:
        """Return the share of the cases, drawn anew for each seed."""
        return list(cases) if self.share >= 1 else self.random.sample(list(cases), self.count(len(cases)))


def table(tallies: Iterable[dict[str, object]]) -> tuple[str, list[dict[str, object]]]:
    """Return the tallies, one line for each kind, as text and as rows of numbers."""
    kinds: dict[str, Tally] = {}
    for each in tallies:
        tally = Tally(**each)  # type: ignore[arg-type]
        kinds.setdefault(tally.kind, Tally(tally.kind)).add(tally)
    rows: list[dict[str, object]] = []
    for tally in sorted(kinds.values(), key=lambda tally: tally.kind):
        counts = {kind: len(getattr(tally, kind)) for kind in FAULTS}
        rows.append(asdict(tally) | counts | {"seconds": round(tally.seconds, 1)})
    lines = [f"{'kind':<24}{'tries':>8}{'lost':>6}{'let in':>8}{'tracebacks':>12}{'seconds':>9}"]
    lines += [
        "{kind:<24}{tries:>8}{lost:>6}{let_in:>8}{tracebacks:>12}{seconds:>9}  {note}".format(**row) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines), rows


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()

    @property
    def seconds(self) -> float:
        """The seconds so far."""
        return time.perf_counter() - self.begun
