"""By which skills occupations are alike or told apart, in words: what the screen and the page say of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from occupare.ask.comparison import Comparison
from occupare.database import packaged_query
from occupare.errors import printable
from occupare.write.readable import fraction_digits, shown

if TYPE_CHECKING:
    import duckdb

# The kinds of lists, each with the metric that its entries belong to.
FAMILIES = {"listed": "skill_share", "rated": "rated_skill_importance", "technology": "technology"}
_IMPORTANT = 3  # points of 5, as in skill_story.sql
_MOST_DIGITS = 4  # decimals


class Skill(NamedTuple):
    """A skill by which two occupations are alike or told apart, as skill_story.sql returns it."""

    kind: str
    side: str
    name: str
    unit: str | None
    amount: Decimal | None
    is_only: bool
    listed_for: str


def skills_of_two(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> list[Skill]:
    """Return the skills of two occupations by kind, the most telling first."""
    left, right = (occupation.occupation_id for occupation in comparison.occupations)
    rows = connection.execute(packaged_query("skill_story", left_id=left, right_id=right)).fetchall()
    return [Skill(*row) for row in rows]


def told_apart(comparison: Comparison, skills: Iterable[Skill], words: dict[str, str]) -> dict[str, list[str]]:
    """Return the skills of one kind, with their amounts, by what they are in words.

    The words for both, only, more and unknown (listed for one, with nothing to compare) take a title for {}.
    """
    left, right = (printable(occupation.title) for occupation in comparison.occupations)
    titles: dict[str, str] = {"left": left, "right": right}
    groups: dict[str, list[str]] = {}
    for skill in skills:
        word = skill.side if skill.side in words else "only" if skill.is_only else "more"
        title = titles.get(skill.side, titles[skill.listed_for])
        groups.setdefault(words[word].format(title), []).append(_with_amount(skill))
    return groups


def shared_by_all(comparison: Comparison, family: str) -> list[str] | None:
    """Return the entries of a family of lists that every occupation has, or None where none of them has a list.

    Every rated skill is rated for all; three points are "important".
    """
    entries = [lines for lines in comparison.metrics.values() if next(iter(lines.values())).family_metric_id == family]
    least = _IMPORTANT if family == FAMILIES["rated"] else 0
    shared = (
        next(iter(lines.values()))
        for lines in entries
        if len(lines) == len(comparison.occupations)
        and all(line.number_value is None or line.number_value >= least for line in lines.values())
    )
    return [printable(line.entry_text or "") for line in shared] if entries else None


def without_list(comparison: Comparison, family: str) -> list[str]:
    """Return the titles of the occupations of which no entry of a family of lists is known."""
    known = {line.occupation_id for line in comparison.lines() if line.family_metric_id == family}
    return [printable(each.title) for each in comparison.occupations if each.occupation_id not in known]


def _with_amount(skill: Skill) -> str:
    """Return the name of a skill with how much of it is asked for, or how much more."""
    name = printable(skill.name)
    if not skill.amount or skill.side == "both":  # equally important, but of a higher level
        return name
    unit = "percentage points" if skill.unit == "percent" and not skill.is_only else skill.unit
    digits = fraction_digits(skill.amount, unit)
    while skill.amount and digits < _MOST_DIGITS and not round(skill.amount, digits):
        digits += 1  # "+0" would say that there is no difference
    amount = shown(skill.amount, unit, digits)
    return f"{name} {amount}" if skill.is_only else f"{name} +{amount}"
