"""A short summary of a comparison in words; SQL gives its facts."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from occupare.ask.titles import Occupation

if TYPE_CHECKING:
    from occupare.ask.comparison import Line

Metrics = dict[str, dict[str, "Line"]]

_EXPERIENCE = "experience_years_min", "experience_years_max"
# The statistics of pay that a sentence is on, with their period and decimals; of those known alike the first is taken.
_PAY = {"annual_pay": ("a year", 0), "hourly_pay": ("an hour", 2)}
UNNAMED_GROUP = "a wider group that the publisher does not name"


def narrative(occupations: list[Occupation], metrics: Metrics, is_short: bool = False) -> Iterator[str]:
    """Yield sentences on classifications, experience and pay, each only where its facts are known and alike.

    A short one goes without experience.
    """
    # Of two titles there is one thing to be said: that they are of two classifications.
    titles = list(metrics.get("title", {}).values())
    yield from dict.fromkeys(line.caution for line in titles[1:] if line.caution)
    if not is_short:
        yield from _experience(occupations, metrics)
    yield from _pay(occupations, metrics)


def named(occupation: Occupation) -> str:
    """Return the title as a sentence takes it: with 'a' or 'an' before it, or as it is where it is a plural."""
    title = occupation.title.strip() or occupation.occupation_id
    return title if occupation.is_plural else f"{_article(title)} {title}"


# Beginnings that are written with a vowel and spoken with a consonant (a European, a union), and the reverse (an hour).
_SPOKEN_CONSONANT = re.compile(r"eu|ew|uni(?![nmd])|u[bcfkrst][aeiou]|one\b|once\b", re.IGNORECASE)
_SPOKEN_VOWEL = re.compile(r"[aeio]|u|hour|hono|honest|heir", re.IGNORECASE)
_LETTERS_WITH_A_VOWEL = "AEFHILMNORSX"  # as their names are spoken: an HR Baker


def _article(title: str) -> str:
    """Return 'a' or 'an', by how the first word is spoken: letter by letter where it is an abbreviation."""
    word = re.split(r"[^\w]", unicodedata.normalize("NFD", title).lstrip("\"'([“‘"), maxsplit=1)[0]
    digits = "".join(itertools.takewhile(str.isdigit, word))
    if digits:
        is_vowel = digits[0] == "8" or (digits[:2] in ("11", "18") and len(digits) % 3 == 2)
    elif word.isupper() and (len(word) < 4 or not set(word) & set("AEIOUY")):
        is_vowel = word[0] in _LETTERS_WITH_A_VOWEL
    else:
        is_vowel = bool(_SPOKEN_VOWEL.match(word)) and not _SPOKEN_CONSONANT.match(word)
    return "an" if is_vowel else "a"


def _number(metrics: Metrics, metric_id: str, occupation: Occupation) -> Decimal | None:
    line = metrics.get(metric_id, {}).get(occupation.occupation_id)
    return line.number_value if line else None


def span(low: Decimal | None, high: Decimal | None, is_open: bool, joint: str = " to ") -> str:
    """Return how much experience a range of years is in words, in months where they are not whole, or nothing."""
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return ""
    if high == 0:
        return "none"
    unit, scale = ("year", 1) if all(end == end.to_integral_value() for end in ends) else ("month", 12)
    counts = [f"{round(end * scale)}" for end in dict.fromkeys(ends) if end or len(ends) == 1]
    words = f"{joint.join(counts)} {unit}{'' if counts[-1] == '1' else 's'}"
    if high is not None:
        return words if low else f"up to {words}"
    return f"more than {words}" if is_open else f"at least {words}"


def _experience(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    spans: dict[str, list[str]] = {}
    for occupation in occupations:
        low = _number(metrics, "experience_years_min", occupation)
        high = _number(metrics, "experience_years_max", occupation)
        longest = metrics.get("experience_years_max", {}).get(occupation.occupation_id)
        words = span(low, high, longest is not None and longest.value_status == "at_least")
        if words:
            spans.setdefault(words, []).append(named(occupation))
    parts = [f"as {listed(titles, 'or')} {words}" for words, titles in spans.items()]
    if parts:
        (words, titles), *_ = spans.items()
        much = "no experience" if words == "none" else f"{words} of experience"
        parts[0] = f"Entering as {listed(titles, 'or')} takes {much}"
        lines = [line for metric_id in _EXPERIENCE for line in metrics.get(metric_id, {}).values()]
        sources = dict.fromkeys(line.source_name for line in lines)
        yield f"{'; '.join(parts)} ({', '.join(sources)})."


def _pay(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    """Yield a sentence: how far the highest pay is from the lowest, of two as their table has it."""
    # By the hour only where more occupations are paid so than by the year.
    metric_id = max(_PAY, key=lambda metric_id: len(metrics.get(metric_id, {})))
    lines, (period, decimals) = metrics.get(metric_id, {}), _PAY[metric_id]
    paid = sorted(
        (
            (line.number_value, occupation)
            for occupation in occupations
            if (line := lines.get(occupation.occupation_id)) and line.number_value is not None
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    # A wage that is withheld, or only known to be at least the top code, could be the highest.
    if len(paid) < 2 or any(line.value_status != "exact" for line in lines.values()):
        return

    def dollars(amount: Decimal) -> str:
        return f"${amount:,.{decimals}f}"

    (highest, best), (lowest, last) = paid[0], paid[-1]
    first, second = lines[best.occupation_id], lines[last.occupation_id]
    opening = f"The average pay of {_whose(first, best)} is {dollars(highest)} {period}"
    inherited = [occupation for _, occupation in paid if lines[occupation.occupation_id].group_title]
    if inherited and len({(line.group_id or line.occupation_id, line.release_id) for line in lines.values()}) == 1:
        titles = listed([occupation.title for occupation in inherited], "and")
        earnings = f"{dollars(highest)} {period} on average"
        group = lines[inherited[0].occupation_id].group_title
        yield f"The pay of {titles} is not published apart: {group} as a group earn {earnings}."
    elif first.is_like_for_like is False:
        yield f"{opening}, that of {_whose(second, last)} {dollars(lowest)}, but the two are defined differently."
    elif first.is_beyond_lowest is False:
        yield f"{opening}, that of {_whose(second, last)} {dollars(lowest)}: about the same, within the survey's error."
    elif highest == lowest:
        yield f"{opening}, the same as that of {_whose(second, last)}."
    else:
        more = [(highest, best), (lowest, last)]
        # The percentage of the sentence is then that of the table, which is of the first one's pay.
        if len(occupations) == 2 and best == occupations[0]:
            more.reverse()
        (amount, subject), (other, beside) = more
        percent = f" ({100 * abs(amount / other - 1):.1f}%)" if other > 0 else ""
        yield (
            f"The average pay of {_whose(lines[subject.occupation_id], subject)} is {dollars(amount)} {period}, "
            f"{dollars(highest - lowest)}{percent} {'more' if amount > other else 'less'} than that of "
            f"{_whose(lines[beside.occupation_id], beside)}."
        )


def _whose(line: Line, occupation: Occupation) -> str:
    """Return whom a figure is of: the occupation, or the group that it is published for."""
    if line.basis != "inherited":
        return named(occupation)
    group = f"{line.group_title} as a group" if line.group_title else UNNAMED_GROUP
    if occupation.title.casefold() == (line.group_title or "").casefold():
        return f"{group} (the pay of the occupation alone is not published)"
    return f"{group} (the pay of {occupation.title} is not published apart)"


def listed(words: list[str], joint: str) -> str:
    """Return words as a sentence has them: Bakers, Millers and Smiths."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
