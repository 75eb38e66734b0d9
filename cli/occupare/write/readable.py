"""Rows as people read them: headings in words, numbers as their unit asks."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from occupare.database import packaged_query
from occupare.errors import printable
from occupare.result import Rows
from occupare.write.cells import text_of

if TYPE_CHECKING:
    import duckdb

SomeRows = TypeVar("SomeRows", bound=Rows)
# The units of a column whose rows name their own, and of one with the differences of such figures.
OF_THE_ROW, DIFFERENCE_OF_THE_ROW = "unit of the metric", "difference in the unit of the metric"
_WORDS = {
    "id": "ID", "soc": "SOC", "lgbt": "LGBT", "sql": "SQL", "url": "URL", "usd": "US dollars", "pct": "percent",
}  # fmt: skip
_WHOLE = "US dollars a year", "people", "jobs", "jobs a year"  # units that are read without fractions
_UNGROUPED = 10_000  # a smaller number without a unit may be a year


class Column(NamedTuple):
    """A column as it is read: its heading, its cells, and whether they stand at the right, as numbers do."""

    heading: str
    cells: list[str]
    is_number: bool


def _units_of(connection: duckdb.DuckDBPyConnection, names: list[str]) -> list[str | None]:
    """Return the unit of each column, as the catalog has it for columns of that name, or None."""
    rows = connection.cursor().execute(packaged_query("units", column_names=names)).fetchall()
    units: dict[str, str] = dict(rows)
    return [units.get(name) or _unit_by_name(name) for name in names]


def _unit_by_name(name: str) -> str | None:
    """Return the unit that the end of a name says, for a column of a question that the catalog does not have."""
    if name.endswith("_usd"):
        return "US dollars an hour" if "hourly" in name else "US dollars a year"
    return "percent" if name.endswith("_pct") else None


def with_units(connection: duckdb.DuckDBPyConnection, rows: SomeRows) -> SomeRows:
    """Return rows with the units of their columns, as the catalog has them."""
    return replace(rows, units=_units_of(connection, rows.columns))


def columns(rows: Rows) -> list[Column]:
    """Return all rows by column; rows with a unit of their own say it in a column `unit`."""
    every_row = list(rows.rows)
    units = rows.units or [None] * len(rows.columns)
    of_rows = [row[rows.columns.index("unit")] if "unit" in rows.columns else None for row in every_row]
    found = []
    for index, (name, unit) in enumerate(zip(rows.columns, units, strict=True)):
        values = [row[index] for row in every_row]
        if unit in (OF_THE_ROW, DIFFERENCE_OF_THE_ROW):
            is_difference = unit == DIFFERENCE_OF_THE_ROW
            own = ["percentage points" if is_difference and each == "percent" else each for each in of_rows]
            digits = list(map(fraction_digits, values, own))
        else:
            own = [unit] * len(values)
            digits = [max(map(fraction_digits, values, own), default=0)] * len(values)
        if unit is None and any(is_number(value) and abs(value) >= _UNGROUPED for value in values):
            own = [each or "" for each in own]  # beside a large number a small one is no year
        is_numeric = any(map(is_number, values)) and all(value is None or is_number(value) for value in values)
        found.append(Column(heading(name, unit), list(map(shown, values, own, digits)), is_numeric))
    return found


def heading(name: str, unit: str | None = None) -> str:
    """Return a column's name in words, with the unit of its numbers where neither they nor the name tell it."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return printable(name)
    has_sign = unit is not None and _sign(unit) != ("", "")
    words = (re.sub(r"_(usd|pct)$", "", name) if has_sign else name).split("_")
    is_told = unit is None or has_sign or unit in (OF_THE_ROW, DIFFERENCE_OF_THE_ROW) or set(words) & set(unit.split())
    text = " ".join(_WORDS.get(word, word) for word in words) + ("" if is_told else f" ({unit})")
    return text[:1].upper() + text[1:]


def shown(value: Any, unit: str | None, digits: int) -> str:
    """Return a value as it is read: $129,065, 16.5%, 47, yes; a number has so many digits after the point."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not is_number(value) or (isinstance(value, float) and value and not 1e-6 < abs(value) < 1e15):
        return printable(text_of(value)).replace("\t", " ")  # a tab stands at no width of its own
    text = f"{abs(value):,.{digits}f}"
    if unit is None and abs(value) < _UNGROUPED:
        text = text.replace(",", "")
    before, after = _sign(unit)
    after = counted(value, after)
    return ("-" if value < 0 and text.strip("0.,") else "") + before + text + after


def fraction_digits(value: Any, unit: str | None) -> int:
    """Return how many digits after the point a number asks for: two for dollars an hour, else its own.

    Of a unit there are none where it is read whole, and two at most.
    A floating-point number has two, more where it is below one; in a unit none for dollars a year, else one.
    """
    if not is_number(value):
        return 0
    if isinstance(value, float):
        if unit is None:
            return 2 if abs(value) >= 1 or value == 0 else min(3 - math.floor(math.log10(abs(value))), 9)
        return 2 if _is_hourly(unit) else 0 if unit.startswith("US dollars") else 1
    own = max(2 if _is_hourly(unit) else 0, -int(Decimal(value).normalize().as_tuple().exponent))
    return own if unit is None else min(own, 0 if unit in _WHOLE else 2)


def is_number(value: Any) -> bool:
    """Return whether a value is a number that can be formatted."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def counted(value: Any, unit: str) -> str:
    """Return a unit as it is said of so many: 1 year, -1 point, 0.5 years."""
    return unit.removesuffix("s") if abs(value) == 1 else unit


def _is_hourly(unit: str | None) -> bool:
    return unit is not None and unit.endswith("an hour")


def _sign(unit: str | None) -> tuple[str, str]:
    """Return what stands before and after a number of a unit."""
    if unit is not None and unit.startswith("US dollars"):
        return "$", ""
    return "", {"percent": "%", "percentage points": " points"}.get(unit or "", "")
