"""A choice of words on the command line."""

from __future__ import annotations

from typing import Any

import click

from occupare.errors import nearest


class OneOf(click.Choice):
    """One of some words; another one is refused with all of them and the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raises BadParameter that names those expected."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            told = error.message.removesuffix(".") + nearest(str(value), list(self.choices))
            raise click.BadParameter(told, ctx, param) from error
