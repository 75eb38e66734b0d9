"""The command line as a process: started, on a terminal of a width, and held to the contract when it has ended."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

OUTER = {"OCCUPARE_DATABASE", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "PAGER"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OUTER}
ENVIRONMENT |= {"TERM": "xterm-256color", "PYTHONUTF8": "1", "PAGER": "cat"}


def ended(done, code: int = 0):
    """Hold a finished process to the contract: its code, no traceback, data on stdout only when all went well."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr and "Exception ignored" not in done.stderr
    if code:
        assert done.stdout == "" and done.stderr.strip() and done.stderr.endswith("\n")
    return done


def _heeding_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(*arguments: str | Path, **options) -> subprocess.Popen:
    """Start `occupare`; Ctrl-C reaches it even where whoever runs the tests ignores it, as a shell's background does."""
    pipes = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": ENVIRONMENT,
        "preexec_fn": _heeding_ctrl_c,
    }
    return subprocess.Popen([sys.executable, "-m", "occupare", *map(str, arguments)], **pipes | options)


def on_terminal(width: int, *arguments: str | Path, **added: str) -> tuple[int, str, str]:
    """Run on a pseudo-terminal of so many columns; returns the exit code, what it showed, and stderr."""
    ours, theirs = _terminal(width)
    with started(*arguments, stdin=theirs, stdout=theirs, env=ENVIRONMENT | added) as process:
        shown = _shown(ours, theirs)
        errors = process.stderr.read().decode()
    return process.returncode, shown, errors


def said_on_terminal(width: int, *arguments: str | Path, **added: str) -> tuple[int, str]:
    """Run with stderr on a pseudo-terminal of so many columns; returns the exit code and what it said there."""
    ours, theirs = _terminal(width)
    with started(*arguments, stderr=theirs, env=ENVIRONMENT | added) as process:
        said = _shown(ours, theirs)
    return process.returncode, said


def _terminal(width: int) -> tuple[int, int]:
    """Open a pseudo-terminal of so many columns; returns our end of it and the one for a process."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    return ours, theirs


def _shown(ours: int, theirs: int) -> str:
    """Return all that a process shows on its end of a pseudo-terminal, and close both ends."""
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux's end of file
        while read := os.read(ours, 65536):
            shown += read
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def kilobytes_when_ended(process: subprocess.Popen) -> int:
    """Wait for a process that must end well, and return the most memory that it took."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def kilobytes_of(*arguments: str | Path, cwd: Path, stdout=subprocess.DEVNULL) -> int:
    """Run to the end and return the most memory that it took."""
    return kilobytes_when_ended(started(*arguments, cwd=cwd, stdout=stdout, stderr=None))
