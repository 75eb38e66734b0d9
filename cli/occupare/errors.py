"""What goes to stderr, and the exit codes.

Exit codes are an API: 0 ok, 1 the data or the query is at fault, 2 usage, 3 the database cannot be opened or the
network cannot be reached, 130 interrupted. Every message says what was found, what was expected and the remedy.
"""

from __future__ import annotations

import os
import re
import sys

# What moves the cursor, hides, or turns text around on a terminal: Unicode's controls and format characters, its own
# separators of lines, and halves of characters. A tab and a line end stay as they are.
CONTROL_CHARACTERS = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0001-\\U000e007f]"
)


class OccupareError(Exception):
    """A fault that a person can mend; its text is the whole message."""

    exit_code = 1


class DataError(OccupareError):
    """The data or the query is at fault (exit 1)."""


class UsageError(OccupareError):
    """The command was called wrongly (exit 2)."""

    exit_code = 2


class DatabaseError(OccupareError):
    """The database cannot be opened (exit 3)."""

    exit_code = 3


class NetworkError(OccupareError):
    """No publisher can be reached (exit 3)."""

    exit_code = 3


def printable(text: str) -> str:
    """Return the text with control and format characters shown as escapes (a tab and a line end stay as they are)."""
    return CONTROL_CHARACTERS.sub(lambda match: _escape(ord(match.group())), text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def say(message: str) -> None:
    """Print one message to stderr, on a terminal with its lines broken between words.

    A stderr that is closed or full is no reason to fail.
    """
    try:
        print(_folded(printable(message)), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _folded(text: str) -> str:
    """Return a text as lines that fit the terminal behind stderr; a word that is wider stays whole."""
    if not sys.stderr.isatty():
        return text
    import textwrap

    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and int(given) else os.get_terminal_size(sys.stderr.fileno()).columns
    lines = (
        textwrap.wrap(line, width or 80, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
    return "\n".join("\n".join(each) for each in lines)


def quoted(text: object) -> str:
    """Return a found value in single quotes, on one line, shortened past 60 characters."""
    flat = str(text).replace("\n", "\\n").replace("\r", "\\r")
    return f"'{flat if len(flat) <= 60 else flat[:57] + '…'}'"


def nearest(word: str, words: list[str]) -> str:
    """Return '; did you mean …?' naming the most similar of the words, or nothing."""
    import difflib

    matches = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    return f"; did you mean {quoted(matches[0])}?" if matches else ""
