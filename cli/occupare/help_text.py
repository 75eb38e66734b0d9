"""The text of `--help`: no line wider than the terminal, no word broken, no text of a file that moves the cursor."""

from __future__ import annotations

import re
import textwrap

import click

from occupare.errors import printable


class PrintableHelp(click.HelpFormatter):
    """Help in which no text of a file moves the cursor, or turns other text around; long examples are continued."""

    def getvalue(self) -> str:
        """Return the help."""
        return "\n".join(folded(line, self.width) for line in printable(super().getvalue()).split("\n"))


def folded(line: str, width: int) -> str:
    """Return a line on as many lines as it needs; a command stays one that a shell takes as it was.

    It goes on behind a backslash between its words, and inside quotes that no line holds at a blank, for that is SQL.
    """
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    if not line.lstrip().startswith("occupare "):
        words = textwrap.TextWrapper(width, indent, f"{indent}  ", break_long_words=False, break_on_hyphens=False)
        return words.fill(line.lstrip())
    lines = [indent.removesuffix(" ")]
    for word in re.findall(r'(?:"[^"]*"|\S)+', line):
        if len(lines[-1]) + len(word) + 1 <= width - 2:
            lines[-1] += f" {word}"
            continue
        lines[-1] += " \\"
        lines += textwrap.wrap(word, width - 2, initial_indent=f"{indent}  ", subsequent_indent=f"{indent}  ")
    return "\n".join(lines)
