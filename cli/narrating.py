"""A short summary of a comparison in words; SQL gives its facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from occupare.titles import Occupation

if TYPE_CHECKING:
    from occupare.comparing import Line

Metrics = dict[str, dict[str, "Line"]]


def narrative(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    """Yield sentences on experience, pay and skills, each only where its facts are known and alike."""
    yield from _experience(occupations, metrics)
    yield from _pay(occupations, metrics)
    yield from _skills(occupations, metrics)


def named(occupation: Occupation) -> str:
    """Return the title as a sentence takes it: with 'a' or 'an' before it, or as it is where it is a plural."""
    if occupation.is_plural:
        return occupation.title
    return f"{'an' if occupation.title[:1].lower() in 'aeiou' else 'a'} {occupation.title}"


def _number(metrics: Metrics, metric_id: str, occupation: Occupation) -> Decimal | None:
    line = metrics.get(metric_id, {}).get(occupation.occupation_id)
    return line.number_value if line else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _experience(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    spans: dict[str, list[str]] = {}
    for occupation in occupations:
        low = _number(metrics, "experience_years_min", occupation)
        high = _number(metrics, "experience_years_max", occupation)
        if low is not None and high is not None:
            span = f"{_plain(low)} to {_plain(high)} years" if low != high else f"{_plain(low)} years"
        elif low is not None:
            span = f"{_plain(low)} years or more"
        else:
            continue
        spans.setdefault(span, []).append(named(occupation))
    for span, titles in spans.items():
        yield f"It takes {span} to become {_listed(titles, 'or')}."


def _pay(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    lines = metrics.get("annual_pay", {})
    paid = sorted(
        (
            (line.number_value, occupation)
            for occupation in occupations
            if (line := lines.get(occupation.occupation_id)) and line.number_value is not None
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if len(paid) < 2:
        return
    (highest, best), (lowest, last) = paid[0], paid[-1]
    first = f"The average pay of {named(best)} is ${highest:,.0f} a year"
    if next(iter(lines.values())).is_like_for_like is False:
        yield f"{first}, that of {named(last)} ${lowest:,.0f}, but the two are defined differently."
    elif highest == lowest:
        yield f"{first}, the same as that of {named(last)}."
    else:
        percent = f" ({100 * (highest / lowest - 1):.1f}%)" if lowest > 0 else ""
        yield f"{first}, ${highest - lowest:,.0f}{percent} more than that of {named(last)}."


def _skills(occupations: list[Occupation], metrics: Metrics) -> Iterator[str]:
    for occupation in occupations:
        for family in ("skill", "rated_skill"):
            skills = [
                line.text_value
                for rank in (1, 2, 3)
                if (line := metrics.get(f"{family}_{rank}", {}).get(occupation.occupation_id)) and line.text_value
            ]
            if skills:
                first = "first skills" if len(skills) > 1 else "first skill"
                verb = "are" if len(skills) > 1 else "is"
                yield f"The {first} of {named(occupation)} {verb} {_listed(skills, 'and')}."
                break


def _listed(words: list[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
