"""Charts of named questions: the rows of queries/<name>.sql, drawn offline as queries/<name>.vl.json says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from occupare.errors import DataError, UsageError, printable, quoted
from occupare.report.tables import with_minus
from occupare.result import Result
from occupare.write.cells import plain
from occupare.write.readable import columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from occupare.ask.questions import Question

SUFFIXES = (".svg", ".png", ".html")
NO_FIGURE = "no figure to draw"
_CONFIG = Path(__file__).with_name("chart.config.json")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')  # the parts of a picture speak where only the whole should
_TAG = re.compile(r"<[a-z][^>]*>")
_FIELD = re.compile(r"{(\w+)}")
_MOST_SAID = 6  # things that a chart's words speak of
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
    return _TAG.sub(lambda tag: _ROLE.sub("", tag.group()), drawn)


def has_figures(question: Question, rows: Result) -> bool:
    """Return whether some row has a number that the chart draws: without one its axes have no ends."""
    drawn = [rows.columns.index(name) for name in _numbers(_read(question)) if name in rows.columns]
    return bool(rows.rows) and (not drawn or any(row[place] is not None for row in rows.rows for place in drawn))


def _numbers(part: object) -> Iterator[str]:
    """Yield the fields that a part of a chart draws as numbers."""
    if isinstance(part, dict):
        if part.get("type") == "quantitative" and isinstance(part.get("field"), str):
            yield part["field"]
        for each in part.values():
            yield from _numbers(each)
    elif isinstance(part, list):
        for each in part:
            yield from _numbers(each)


def caption(question: Question) -> str:
    """Return what a reader needs to know to read the chart, or nothing where it does not say."""
    return str(_read(question).get("description", ""))


def in_words(question: Question, rows: Result) -> str:
    """Return what the chart shows in words, the first things of it, as its `usermeta` says; nothing where it does not.

    `of` names the column of what is spoken of; of the sentences in `say` the first holds whose columns all have a cell.
    """
    meta = _read(question).get("usermeta")
    told = meta.get("summary") if isinstance(meta, dict) else None
    if not isinstance(told, dict) or told.get("of") not in rows.columns or not isinstance(told.get("say"), list):
        return ""
    cells = [column.cells for column in columns(rows)]
    found: dict[str, list[str]] = {}
    for row in (dict(zip(rows.columns, each, strict=True)) for each in zip(*cells, strict=True)):
        for sentence in map(str, told["say"]):
            if all(row.get(name) for name in _FIELD.findall(sentence)):
                found.setdefault(_subject(row, told["of"]), []).append(_filled(sentence, row))
                break
    if not found:
        return ""
    parts = [f"{subject}: {', '.join(said)}" for subject, said in found.items()]
    more = f"; and {len(parts) - _MOST_SAID} more in the table" if len(parts) > _MOST_SAID else ""
    return "; ".join(parts[:_MOST_SAID]) + more + "."


def _filled(sentence: str, row: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: with_minus(row[field[1]]), sentence)


def _subject(row: dict[str, str], of: str) -> str:
    """Return what a row speaks of: of an occupation whose figures are a group's also that group."""
    group = row.get("measured_for") if row.get("basis") == "inherited" else None
    if not group or of != "title":
        return row[of]
    return f"{row[of]} (as a group)" if group.casefold() == row[of].casefold() else f"{row[of]} (figures of {group})"


def file_content(question: Question, rows: Result, suffix: str) -> bytes:
    """Return the chart as the content of a file of its own, with the question as its title."""
    if suffix == ".html":
        from occupare.report.rendering import rendered

        told = {"caption": caption(question), "words": in_words(question, rows)}
        return rendered("chart.html.j2", question=question, chart=svg(question, rows), rows=rows, **told).encode()
    specification = _specification(question, rows)
    specification |= {"background": "white", "padding": 16, "title": {"text": _lines(question.title)}}
    if suffix == ".png":
        content: bytes = _drawn("png", specification, scale=_PIXELS)
        return content
    return str(_drawn("svg", specification)).encode()


def _specification(question: Question, rows: Result) -> dict[str, Any]:
    """Return the question's chart with its rows in it."""
    specification = _read(question)
    values = [dict(zip(rows.columns, map(_value, row), strict=True)) for row in rows.rows]
    if not has_figures(question, rows):  # facets of nothing have no size
        specification, values = {"mark": {"type": "text", "text": NO_FIGURE}, "width": 340, "height": 24}, [{}]
    return {"background": None, "padding": 4, **specification, "data": {"values": values}}


def _read(question: Question) -> dict[str, Any]:
    """Return the question's chart as its file has it; raises DataError where that is at fault."""
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
    return specification


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
    except ModuleNotFoundError as error:
        raise DataError("drawing a chart needs vl-convert: pip install 'occupare[report]'") from error
    return vl_convert


def _lines(text: str, width: int = 70) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)
