"""Charts of named questions: the rows of queries/<name>.sql, drawn offline as queries/<name>.vl.json says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.errors import DataError, UsageError, printable, quoted
from occupare.result import Result
from occupare.write.cells import plain

if TYPE_CHECKING:
    from types import ModuleType

    from occupare.ask.questions import Question

SUFFIXES = (".svg", ".png", ".html")
_CONFIG = Path(__file__).with_name("chart.config.json")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')  # the parts of a picture speak where only the whole should
_PIXELS = 2  # of a picture's file for each of the chart, so that it is sharp on a dense screen


def refuse_other_suffixes(file: str) -> None:
    """Raise UsageError where the name of a chart's file says none of the forms that a chart takes."""
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES:
        found = quoted(suffix) if suffix else "no suffix"
        raise UsageError(f"--chart {file}: found {found}, expected one of {', '.join(SUFFIXES)}")


def svg(question: Question, rows: Result) -> str:
    """Return the chart as SVG without a background, to stand in a page that says what is in it."""
    drawn = str(_drawn("svg", _specification(question, rows)))
    return re.sub(r"<[a-z][^>]*>", lambda tag: _ROLE.sub("", tag.group()), drawn)


def file_content(question: Question, rows: Result, suffix: str) -> bytes:
    """Return the chart as the content of a file of its own, with the question as its title."""
    if suffix == ".html":
        from occupare.report.rendering import rendered

        return rendered("chart.html.j2", question=question, chart=svg(question, rows), rows=rows).encode()
    specification = _specification(question, rows)
    specification |= {"background": "white", "padding": 16, "title": {"text": _lines(question.title)}}
    if suffix == ".png":
        content: bytes = _drawn("png", specification, scale=_PIXELS)
        return content
    return str(_drawn("svg", specification)).encode()


def _specification(question: Question, rows: Result) -> dict[str, Any]:
    """Return the question's chart with its rows in it; raises DataError where the chart is at fault."""
    name = f"{question.name}.vl.json"
    try:
        specification = json.loads(question.chart or "")
    except ValueError as error:
        raise DataError(f"{name}: cannot be read as JSON: {error}") from error
    if not isinstance(specification, dict):
        raise DataError(f"{name}: found no object, expected a chart in Vega-Lite")
    if _names_an_address(specification):
        raise DataError(
            f"{name}: found 'url', expected none: a chart shows the rows of its question and reads nothing else"
        )
    values = [dict(zip(rows.columns, map(_value, row), strict=True)) for row in rows.rows]
    return {"background": None, "padding": 4, **specification, "data": {"values": values}}


def _names_an_address(part: object) -> bool:
    if isinstance(part, dict):
        return "url" in part or any(map(_names_an_address, part.values()))
    return isinstance(part, list) and any(map(_names_an_address, part))


def _value(cell: object) -> object:
    value = plain(cell)
    return printable(value) if isinstance(value, str) else value


def _drawn(form: str, specification: dict[str, Any], **options: Any) -> Any:
    converter = _converter()
    config = json.loads(_CONFIG.read_text(encoding="utf-8"))
    try:
        return getattr(converter, f"vegalite_to_{form}")(specification, config=config, allowed_base_urls=[], **options)
    except ValueError as error:
        lines = str(error).strip().splitlines() or [""]
        raise DataError(f"the chart cannot be drawn: {quoted(lines[0])}; expected one in Vega-Lite") from error


def _converter() -> ModuleType:
    try:
        import vl_convert
    except ImportError as error:
        raise DataError("drawing a chart needs vl-convert: pip install 'occupare[report]'") from error
    return vl_convert


def _lines(text: str, width: int = 70) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)
