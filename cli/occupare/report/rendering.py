"""Templates to HTML: every value is escaped, and a page may use just the style that it was made with."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.errors import DataError, printable

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


def rendered(template: str, **values: Any) -> str:
    """Return the HTML that a template makes of the values; raises DataError where the extra is not installed."""
    return _environment().get_template(template).render(values)


def text_of_page(name: str) -> str:
    """Return a text of ours that goes with pages: the style, or the script of a site."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup
    except ModuleNotFoundError as error:
        raise DataError("making a page needs Jinja: pip install 'occupare[report]'") from error
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    # The texts of ours that are no data: they stand as they are.
    style = text_of_page("style.css")
    environment.globals |= {"style": Markup(style), "style_hash": _hash(style)}
    environment.filters["drawing"] = lambda svg: Markup(svg)
    environment.filters["columns"] = _columns
    environment.filters["words"] = lambda name: name.replace("_", " ")
    environment.filters["heading"] = lambda name: name[:1].upper() + name[1:].replace("_", " ")
    environment.filters["figure"] = _figure
    return environment


def _shown(value: Any) -> Any:
    """Return a text with control characters as escapes, nothing for what is missing."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return printable(value)
    return "" if value is None else value


def _hash(text: str) -> str:
    """Return what a policy calls a text by: its SHA-256."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _figure(value: Any, unit: str) -> str:
    """Return a number as it is read in its unit."""
    from occupare.report.tables import with_minus
    from occupare.write.readable import fraction_digits, shown

    return with_minus(shown(value, unit, fraction_digits(value, unit)))


def _columns(rows: Any) -> Any:
    """Return the columns of rows that hold anything, as they are read."""
    from occupare.report.tables import with_minus
    from occupare.write.readable import columns

    found = [column for column in columns(rows) if any(column.cells)]
    return [each._replace(cells=list(map(with_minus, each.cells))) if each.is_number else each for each in found]
