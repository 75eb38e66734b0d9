"""By which skills occupations are alike or told apart, in words: what the screen and the page say of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from occupare.ask.comparison import Comparison
from occupare.database import packaged_query
from occupare.errors import printable
from occupare.write.readable import fraction_digits, shown
from occupare.write.screen_layout import hanging

if TYPE_CHECKING:
    import duckdb

# The kinds of lists, each with the metric that its entries belong to.
FAMILIES = {"listed": "skill_share", "rated": "rated_skill_importance", "technology": "technology"}
_IMPORTANT = 3  # points of 5, as in skill_story.sql
_MOST_DIGITS = 4  # decimals
_MOST_NAMES = 12


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


def shared_by_all(comparison: Comparison, family: str, without: int = 0) -> list[str] | None:
    """Return the entries of a family of lists that every occupation has, or None where none of them has a list.

    Where so many are without a list, those that all the others have. Every rated skill is rated for all; three points
    are "important".
    """
    entries = [lines for lines in comparison.metrics.values() if next(iter(lines.values())).family_metric_id == family]
    least = _IMPORTANT if family == FAMILIES["rated"] else 0
    shared = (
        next(iter(lines.values()))
        for lines in entries
        if len(lines) == len(comparison.occupations) - without
        and all(line.number_value is None or line.number_value >= least for line in lines.values())
    )
    return [printable(line.entry_text or "") for line in shared] if entries else None


def without_list(comparison: Comparison, family: str) -> list[str]:
    """Return the titles of the occupations of which no entry of a family of lists is known."""
    known = {line.occupation_id for line in comparison.lines() if line.family_metric_id == family}
    return [printable(each.title) for each in comparison.occupations if each.occupation_id not in known]


def counted_names(
    lead: str, groups: dict[str, list[str]], width: int, fewest: int, grown: int
) -> tuple[list[str], bool]:
    """Return one paragraph with the count of each group and as many names as its lines hold, and whether some are cut.

    Names that fit the lines which the counts alone need cost none, and are there however few the lines are; there are
    `fewest` lines at least, and so many more as it has `grown`.
    Groups take turns, the last one first: what there is to learn for who comes from the first occupation.
    """

    def paragraph() -> list[str]:
        text = lead + "; ".join(_some(word, names, counts[word]) for word, names in groups.items())
        return list(hanging(text, width))

    counts = dict.fromkeys(groups, 0 if len(groups) > 1 else 1)
    most = max(fewest, len(paragraph())) + grown
    growing = list(reversed(groups))
    while growing:
        word = growing.pop(0)
        counts[word] += 1
        if len(paragraph()) > most:
            counts[word] -= 1
        elif counts[word] < min(_MOST_NAMES, len(groups[word])):
            growing.append(word)
    return paragraph(), any(len(names) > counts[word] for word, names in groups.items())


def _some(word: str, names: list[str], count: int) -> str:
    """Return a word, how many names there are and the first of them: both (12: Speaking, Writing and 10 more)."""
    if not count or not names:
        return f"{word} ({len(names)})"
    more = f" and {len(names) - count} more" if count < len(names) else ""
    return f"{word} ({len(names)}: {', '.join(names[:count])}{more})"


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
