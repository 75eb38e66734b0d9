"""What an option takes: one of some words, or a number within limits; errors say what is expected in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from occupare.errors import nearest, quoted

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # it takes no type before click 8.2


class OneOf(_Choice):
    """One of some words; another one is refused with all of them and the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raises BadParameter that names those expected."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            told = error.message.removesuffix(".") + nearest(str(value), list(self.choices))
            raise click.BadParameter(told, ctx, param) from error


class WholeNumber(click.IntRange):
    """A whole number within limits; another value is refused with the limits in words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises BadParameter that says what is expected."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise click.BadParameter(_expected(value, "a whole number", self), ctx, param) from error


class Number(click.FloatRange):
    """A number within limits; another value is refused with the limits in words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; raises BadParameter that says what is expected."""
        try:
            number = super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise click.BadParameter(_expected(value, "a number", self), ctx, param) from error
        if not math.isfinite(number):
            raise click.BadParameter(_expected(value, "a number", self), ctx, param)
        return number


def _expected(value: Any, kind: str, limits: click.IntRange | click.FloatRange) -> str:
    least, most = (f"{end:,}".removesuffix(".0") if end is not None else "" for end in (limits.min, limits.max))
    if limits.min_open:
        told = f" above {least}, at most {most}"
    elif least and most:
        told = f" from {least} to {most}"
    else:
        told = f" from {least} upwards" if least else ""
    return f"found {quoted(value)}, expected {kind}{told}"
