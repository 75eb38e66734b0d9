"""What cells hold, as SQL over staged text: how a cell of each kind is written down plainly, and which cells fit none.

A file's numbers follow one convention: a point or a comma before decimals. It is found from cells that can be read in
one way only; a column of whole numbers tells what its separators are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from occupare.database import identifier, literal

if TYPE_CHECKING:
    import duckdb

    from occupare.importer.declarations import FileKind

# Python marks a workbook's cell that is a text in a column of numbers; true numbers follow no convention.
TEXT_MARK = "'"
# A bounded number may say that it is at least so much. A whole one tells a thousands mark from a decimal one.
NUMBERS = ("number", "whole", "bounded")
_BOUND = "(>=|≥|>)?"
_BLANKS = r"[ \x{00A0}\x{2007}\x{2009}\x{202F}'’]"
# What the columns of the seeds hold; an exponent is of a number that a program cut short.
_NUMBER = r"[-+]?(\d{1,6}\.?\d*|\.\d+)"
_WHOLE = r"\+?\d{1,9}(\.0*)?"
# Of a plain number, by its convention: the decimal mark, the thousands mark.
CONVENTIONS = {"point": (".", ","), "comma": (",", ".")}


@dataclass(frozen=True)
class CellKind:
    """A kind of code: its pattern, how a reader would name it, and ways of writing it that can be mended."""

    pattern: str
    words: str
    rewrites: tuple[tuple[str, str], ...] = ()


_DASHES = r"[-‐‑‒–—−]"
CODES = {
    "onet_code": CellKind(
        r"\d\d-\d{4}\.\d\d",
        "an O*NET code such as 11-1011.00",
        ((rf"^(\d\d){_DASHES}?(\d{{4}})\.(\d\d)$", r"\1-\2.\3"), (r"^(\d\d)(\d{4})(\d\d)$", r"\1-\2.\3")),
    ),
    "soc_code": CellKind(
        r"\d\d-\d{4}", "a code such as 11-1011", ((rf"^(\d\d){_DASHES}?(\d{{4}})(\.0+)?$", r"\1-\2"),)
    ),
    # A Census list has occupations of several codes (51-4XXX), of none, and headings of ranges.
    "census_soc_code": CellKind(
        rf"\d\d-\d[\dX]{{3}}|[Nn]one|\d\d-\d{{4}} ?{_DASHES} ?\d\d-\d{{4}}",
        "a code such as 11-1011 or 51-4XXX",
        ((rf"^(\d\d){_DASHES}?(\d[\dX]{{3}})(\.0+)?$", r"\1-\2"),),
    ),
    "census_code": CellKind(
        rf"\d{{1,4}}|\d{{4}} ?{_DASHES} ?\d{{4}}", "a Census code such as 0010", ((r"^(\d+)\.0+$", r"\1"),)
    ),
    "element_id": CellKind(r"\d(\.\w+)*", "an element such as 2.A.1.a"),
    "digits": CellKind(r"\d+", "a code of digits", ((r"^(\d+)\.0+$", r"\1"),)),
    "industry_code": CellKind(
        r"[0-9A-Z]+(-[0-9]+|-*)", "an industry's code such as 23 or 44-45", ((r"^(\d+)\.0+$", r"\1"),)
    ),
}

# The codes without which a row says nothing.
ROW_CODES = ("onet_code", "soc_code", "element_id")


def plain(kind: FileKind, column: str, convention: str, *, is_typed: bool) -> str:
    """Return the SQL that writes a staged cell down plainly: a number with a point, a code as its publisher has it."""
    cell = identifier(column)
    declared = kind.cells.get(column, "text")
    if declared in NUMBERS:
        text = f"ltrim({cell}, '''')" if is_typed else cell
        if declared == "bounded":
            rest = f"regexp_replace({text}, '^{_BOUND} ?', '')"
            written = f"regexp_extract({text}, '^{_BOUND}') || {_plain_number(rest, convention, '')}"
        else:
            # A share may say so; dollars and people are no shares.
            written = _plain_number(text, convention, "%" if declared == "number" else "")
        if is_typed:
            written = f"case when {cell} like '''%' then {written} else {cell} end"
        return _unless_missing(kind, cell, written)
    if isinstance(declared, tuple):
        # In capitals, so that one word has one text.
        return _unless_missing(kind, cell, f"upper(regexp_replace({cell}, '^(\\d+)\\.0+$', '\\1'))")
    written = cell
    for pattern, mended in CODES[declared].rewrites if declared in CODES else ():
        written = f"regexp_replace({written}, {literal(pattern)}, {literal(mended)})"
    return _unless_missing(kind, cell, written) if column in kind.columns else cell


def _unless_missing(kind: FileKind, cell: str, written: str) -> str:
    return f"case when {is_missing(kind, cell)} then null else {written} end" if kind.missing else written


def is_missing(kind: FileKind, cell: str) -> str:
    """Return the SQL that is true of a staged cell that holds the publisher's mark of no value, where it has one."""
    marks = ", ".join(literal(mark.lower()) for mark in kind.missing)
    return f"lower(ltrim({cell}, '''')) in ({marks})"


def _plain_number(cell: str, convention: str, unit: str) -> str:
    decimal, thousands = CONVENTIONS[convention]
    bare = rf"regexp_replace(regexp_replace({cell}, '^[$] ?| ?[${unit}]$', '', 'g'), '^[−–](\d)', '-\1')"
    blanks = _BLANKS.replace("'", "''")
    grouped = rf"\d{{1,3}}(\{thousands}\d{{3}})+|\d{{1,3}}({blanks}\d{{3}})+"
    shape = rf"[-+]?(\d+|{grouped})(\{decimal}\d+)?"
    marks = rf"[{thousands} \x{{00A0}}\x{{2007}}\x{{2009}}\x{{202F}}''’]"
    written = rf"replace(regexp_replace({bare}, '{marks}', '', 'g'), '{decimal}', '.')"
    # 4.120 is written as 4.12, so that one figure has one text.
    written = rf"rtrim(regexp_replace({written}, '(\.\d*?)0+$', '\1'), '.')"
    return f"case when regexp_full_match({bare}, '{shape}') then {written} else {cell} end"


def misfit(kind: FileKind, column: str) -> str:
    """Return the SQL that is true of a plain cell which is none of its column's kind; nothing for texts."""
    cell, declared = identifier(column), kind.cells.get(column, "text")
    if declared in NUMBERS:
        marks = f" and {cell} not in ({', '.join(map(literal, kind.marks))})" if kind.marks else ""
        pattern = {"bounded": _BOUND + _NUMBER, "whole": _WHOLE}.get(declared, _NUMBER)
        return f"{cell} is not null and not regexp_full_match({cell}, {literal(pattern)}){marks}"
    if isinstance(declared, tuple):
        return f"{cell} is not null and not regexp_full_match({cell}, {literal('(?i)' + '|'.join(declared))})"
    if declared in CODES:
        return f"{cell} is not null and not regexp_full_match({cell}, {literal(CODES[declared].pattern)})"
    return ""


def expected(kind: FileKind, column: str) -> str:
    """Return what a column's cells are expected to be, in words."""
    declared = kind.cells.get(column, "text")
    if declared == "text":
        return "a text"
    if isinstance(declared, tuple):
        return "one of " + ", ".join(map(_example, declared))
    if declared in CODES:
        return CODES[declared].words
    number = "a number without decimals, none below 0" if declared == "whole" else "a number"
    return number + (f" or one of {' '.join(kind.marks)}" if kind.marks else "")


def _example(pattern: str) -> str:
    """Return what a pattern of a word stands for, such as '1 to 6' for '[1-6]'."""
    text = re.sub(r"\[(\d)-?(\d)\]", r"\1 to \2", pattern)
    return re.sub(r"\(([^()]*)\)\??|\.\*", r"\1", text)


@dataclass(frozen=True)
class Evidence:
    """What a table's cells say of its convention: for each one cell that only it can read, and one that both can."""

    point: str | None
    comma: str | None
    either: str | None


def evidence(connection: duckdb.DuckDBPyConnection, table: str, kind: FileKind, *, is_typed: bool) -> Evidence:
    """Return what the text cells of the table's number columns say of its convention."""
    columns = [column for column, declared in kind.cells.items() if declared in NUMBERS]
    if not columns:
        return Evidence(None, None, None)
    pairs = ", ".join(
        f"{{'cell': {identifier(name)}, 'is_whole': {str(kind.cells[name] != 'number').lower()}}}" for name in columns
    )
    kept = "where pair.cell like '''%'" if is_typed else "where pair.cell is not null"
    bare = "regexp_replace(ltrim(pair.cell, ''''), '^[-+−–]|[>=≥$€£% \\x{00A0}\\x{2007}\\x{2009}\\x{202F}’]', '', 'g')"

    def only(decimal: str, thousands: str) -> str:
        grouped = rf"\d{{1,3}}(\{thousands}\d{{3}}){{2,}}(\{decimal}\d+)?|\d{{1,3}}(\{thousands}\d{{3}})+\{decimal}\d+"
        decimals = rf"\d*\{decimal}(\d{{1,2}}|\d{{4,}})|\d{{4,}}\{decimal}\d+|0?\{decimal}\d+"
        whole = rf"is_whole and regexp_full_match(bare, '\d{{1,3}}\{thousands}\d{{3}}')"
        return f"min(cell) filter (where regexp_full_match(bare, '{grouped}|{decimals}') or ({whole}))"

    row = connection.execute(
        f"""
        with numbered as (select distinct unnest([{pairs}]) as pair from {identifier(table)}),
        text_cell as (
            select pair.cell as cell, pair.is_whole as is_whole, {bare} as bare
            from numbered {kept}
        )
        select
            {only(".", ",")},
            {only(",", ".")},
            min(cell) filter (where regexp_full_match(bare, '\\d{{1,3}}[.,]\\d{{3}}'))
        from text_cell
        """
    ).fetchall()[0]
    return Evidence(*row)
