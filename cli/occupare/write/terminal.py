"""The terminal that a person reads on: its width, its styles, and the user's pager."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable

WIDTH_ELSEWHERE = 120
_STYLE = re.compile(r"\x1b\[\d+m")


def width() -> int:
    """Return the columns to lay a text out for: as $COLUMNS says, else of the terminal behind stdout or stderr, or 120.

    A file gets the width that a pipe would get, so that `-o FILE` and `> FILE` give the same bytes.
    """
    return _given("COLUMNS") or _size()[0] or WIDTH_ELSEWHERE


def bold(text: str) -> str:
    """Return the text in bold; what writes it takes the style away where none is wanted."""
    return f"\x1b[1m{text}\x1b[0m" if text else text


def without_styles(text: str) -> str:
    """Return a laid-out text as a file holds it."""
    return _STYLE.sub("", text)


def show(pieces: Iterable[str], is_paged: bool) -> None:
    """Write a laid-out text to stdout, which is a terminal; what is longer than it goes through the user's pager."""
    text = "".join(pieces)
    if not _has_styles():
        text = without_styles(text)
    text = text.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding)
    pager = _pager() if is_paged and text.count("\n") >= (_given("LINES") or _size()[1] or sys.maxsize) else None
    if pager is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        # As git has it: colours pass, a text that fits ends at once, and the screen stays.
        environment = {"LESS": "FRX", "LV": "-c"} | os.environ
        subprocess.run(pager, input=text, text=True, encoding="utf-8", env=environment, check=False)  # noqa: S603


def _given(variable: str) -> int:
    value = os.environ.get(variable, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _size() -> tuple[int, int]:
    """Return columns and lines of the terminal behind stdout, else behind stderr; zeros where there is none."""
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            size = os.get_terminal_size(stream.fileno()) if stream else None
        except (OSError, ValueError):
            continue
        if size and size.columns > 0:
            return size
    return 0, 0


def _has_styles() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("TERM", "") not in ("dumb", "unknown") and os.environ.get("TTY_COMPATIBLE") != "0"


def _pager() -> list[str] | None:
    """Return the user's pager as a command: $PAGER, else less where it is installed; None for none, and for cat."""
    if os.environ.get("TERM", "dumb") == "dumb":
        return None
    given = os.environ.get("PAGER")
    try:
        command = shlex.split(given if given is not None else "less")
    except ValueError:
        return None
    return command if command and command[0] != "cat" and shutil.which(command[0]) else None
