"""A comparison as it is read: on one screen, or with its sections whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from occupare.ask.comparison import Comparison, headlines
from occupare.write import terminal
from occupare.write.comparison_screen import Screen
from occupare.write.comparison_sections import sections_text
from occupare.write.skill_story import skills_of_two

if TYPE_CHECKING:
    import duckdb


def comparison_text(connection: duckdb.DuckDBPyConnection, comparison: Comparison, is_whole: bool) -> Iterator[str]:
    """Return the lines of a comparison: its sections whole, or one screen of it."""
    if is_whole:
        return sections_text(comparison, terminal.width())
    skills = skills_of_two(connection, comparison) if len(comparison.occupations) == 2 else []
    return Screen(comparison, headlines(connection), skills, terminal.width()).text()
