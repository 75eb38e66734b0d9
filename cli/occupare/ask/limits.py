"""What a statement may take at most: memory of the process, and time."""

from __future__ import annotations

import math
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from occupare.errors import DataError, UsageError

LEAST_MEMORY = 32 * 2**20  # bytes; with less the engine can't even open the views
BESIDE_THE_ENGINE = 256 * 2**20  # bytes, for Python, for threads and for what is being written


@dataclass(frozen=True)
class Limits:
    """The memory and the seconds that a command's statement may take, as asked for; the time runs from its making.

    Raises UsageError where the memory is no amount such as 500MB, or the time no number.
    """

    memory: str | None = None
    timeout: float | None = None
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        """Refuse what is no limit."""
        if self.timeout is not None and math.isnan(self.timeout):
            raise UsageError("--timeout nan: expected a number of seconds")
        if self.memory is not None:
            bytes_of(self.memory)

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """Hold the whole process to the memory in the block: the engine does not count what a row is made of."""
        try:
            import resource
        except ImportError:
            yield
            return
        before = resource.getrlimit(resource.RLIMIT_AS)
        if self.memory is not None:
            bound_process(bytes_of(self.memory))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    @contextmanager
    def hold_while_writing(self) -> Iterator[None]:
        """Raise DataError in the block when the time is over: writing what was found is part of it."""
        left = None if self.timeout is None else max(self.timeout - (time.monotonic() - self.begun), 0.001)
        with deadline(left, self.timeout):
            yield


def bytes_of(amount: str) -> float:
    """Return an amount of memory in bytes; raises UsageError where it is no amount such as 500MB, or too little."""
    if not re.fullmatch(r"\d+(\.\d+)? *[KMGT]i?B", amount, re.IGNORECASE):  # to the engine -1 is no limit
        raise UsageError(f"--memory {amount}: expected an amount such as 500MB or 2GB")
    number, unit = re.findall(r"[\d.]+|[A-Z]+", amount.upper())
    found = float(number) * float((1024 if "I" in unit else 1000) ** ("KMGT".index(unit[0]) + 1))
    if found < LEAST_MEMORY:
        raise UsageError(f"--memory {amount}: expected at least {LEAST_MEMORY // 2**20} MiB")
    return found


def bound_process(limit: float) -> None:
    """Let the process take so many bytes more than now."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + int(limit) + BESIDE_THE_ENGINE
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def deadline(left: float | None, timeout: float | None) -> Iterator[None]:
    """Raise DataError in the block when so many seconds are over, whatever it does; without alarms it waits."""
    if left is None or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_number: int, _frame: Any) -> None:
        raise DataError(stopped_after(timeout))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, left)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stopped_after(timeout: float | None) -> str:
    """Return what is said when the time is over (seconds)."""
    return f"stopped after {timeout:g} second{'s' if timeout != 1 else ''}; --timeout allows more"
