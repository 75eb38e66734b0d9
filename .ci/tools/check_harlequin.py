"""harlequin in a terminal: keys in through a pseudo-terminal, the screen out through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from importlib.metadata import version
from pathlib import Path

import pyte

import stage
from stage import equal, expect

ROWS, COLUMNS = 45, 150
PATIENCE = 60  # seconds


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: str) -> None:
        program, *options = command.split()
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES=str(ROWS))
            os.execv(Path(sys.executable).with_name(program), [program, *options])
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read(self, seconds: float) -> bool:
        """Feed the emulator with what comes within these seconds; returns whether the program still runs."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.descriptor], [], [], left)[0]:
                try:
                    self.stream.feed(os.read(self.descriptor, 65536))
                except OSError:  # the program has ended
                    return False
        return True

    def wait_for(self, pattern: str) -> re.Match[str]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            runs = self.read(0.3)
            if found := re.search(pattern, self.text()):
                return found
            expect(runs, f"harlequin ended before its screen showed {pattern!r}:\n{self.text()}")
        expect(False, f"in {PATIENCE} s the screen never showed {pattern!r}:\n{self.text()}")
        raise AssertionError

    def press(self, keys: str) -> None:
        os.write(self.descriptor, keys.encode())

    def count(self, word: str) -> int:
        """Ask for the number of occupations; `word` is not on the screen yet."""
        return self.ask(word, "count(*)", "occupation_profile")

    def ask(self, word: str, number: str, source: str) -> int:
        """Type a query over the one before and run it; returns the whole number that the screen shows."""
        self.press("\x1bOQ")  # f2, to the editor
        self.read(0.5)
        self.press("\x01")  # ctrl+a, all of it
        self.read(0.5)
        self.press(f"select '{word} is ' || {number} as answer from {source}")
        self.wait_for(re.escape(source[-20:]))
        self.press("\n")  # ctrl+j, which runs the query
        return int(self.wait_for(rf"{word} is (\d+)")[1])

    def close(self) -> None:
        self.press("\x11")  # ctrl+q
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.3)
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                equal(os.waitstatus_to_exitcode(status), 0, "harlequin's exit code")
                os.close(self.descriptor)
                return
        os.kill(self.process, signal.SIGKILL)
        expect(False, f"harlequin did not quit:\n{self.text()}")


def opened(command: str) -> Terminal:
    terminal = Terminal(command)
    terminal.wait_for("occupations")  # the file, in the catalogue on the left
    terminal.wait_for(r"Run Query")
    return terminal


command = stage.string("harlequin")
held = opened(command)
equal(held.count("first"), stage.BEFORE, "occupations")
stage.mean(held.ask("mean", "round(mean)::int", f"({stage.MEAN})"))
stage.rebuild()
still = held.count("second")
another = opened(command)
meanwhile = another.count("third")
held.close()
stage.saw("harlequin", version("harlequin"), still, meanwhile, another.count("fourth"))
another.close()
writer = opened(command.replace(" --read-only", ""))
equal(writer.count("fifth"), stage.AFTER, "occupations")
stage.refused(writer.process)
writer.close()
stage.answers()
