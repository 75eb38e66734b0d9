"""The engine's work in a thread of its own, so that Ctrl-C, a timeout and a progress bar find the first one free."""

from __future__ import annotations

import math
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from occupare import process
from occupare.ask import limits
from occupare.errors import DataError

if TYPE_CHECKING:
    import duckdb

Answer = TypeVar("Answer")
POLL_SECONDS = 0.05
GRACE_SECONDS = 0.5  # what the engine gets to stop by itself; some of its functions never look up


class Watched:
    """One piece of work on a connection; `is_stopped` tells its loops in Python to end."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, clear: Callable[[], None] = lambda: None) -> None:
        """Hold the connection, and what clears what is half-made where the process has to end at once."""
        self.connection, self.clear = connection, clear
        self.is_stopped = False

    def answer(
        self,
        work: Callable[[], Answer],
        timeout: float | None = None,
        meanwhile: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Do the work and return its answer; `meanwhile` is called until then, and returns whether it was busy.

        Raises what the work raised, DataError after so many seconds, KeyboardInterrupt on Ctrl-C, and what `meanwhile`
        raises. Where the engine does not stop within half a second the process ends, with the exit code of the reason.
        """
        done = threading.Event()  # Ctrl-C during a thread's join() lets Python 3.11 take it for ended
        answers: list[Answer] = []
        errors: list[BaseException] = []

        def guarded() -> None:
            try:
                answers.append(work())
            except BaseException as error:
                errors.append(error)
            finally:
                done.set()

        end = time.monotonic() + timeout if timeout else math.inf
        thread = threading.Thread(target=guarded, daemon=True)
        with _engine_off_stdout():
            thread.start()
            try:
                while not done.is_set():
                    if not meanwhile():
                        done.wait(min(POLL_SECONDS, max(end - time.monotonic(), 0)))
                    if time.monotonic() >= end and not done.is_set():
                        raise DataError(limits.stopped_after(timeout))
                while meanwhile():
                    pass
            except BaseException as reason:
                self._stop(done, reason, meanwhile)
                errors.clear()  # they hold the frames that hold the connection
                thread.join()
                raise
        if errors:
            raise errors[0]
        return answers[0]

    def _stop(self, done: threading.Event, reason: BaseException, meanwhile: Callable[[], bool]) -> None:
        """Interrupt the engine until the work is done, or end the process where it does not."""
        self.is_stopped = True
        end = time.monotonic() + GRACE_SECONDS
        while not done.is_set() and time.monotonic() < end:
            self.connection.interrupt()
            if not meanwhile():
                done.wait(POLL_SECONDS)
        if not done.is_set():
            self.clear()
            process.leave_at_once(reason)


@contextmanager
def _engine_off_stdout() -> Iterator[None]:
    """Keep stdout for the answer: DuckDB 1.5 prints profiles and logs there when a statement asks for them."""
    if sys.__stdout__ is None:  # closed by whoever started us: 1 may be any other file by now, the database too
        yield
        return
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
