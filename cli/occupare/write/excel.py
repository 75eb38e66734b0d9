"""Text for a spreadsheet that opens it by double click: no cell becomes a formula, a date or another number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from occupare.result import Rows

ENCODING = "utf-8-sig"  # by its mark a spreadsheet knows the encoding
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?)\.?"
)
_TAKEN_FOR_ANOTHER = re.compile(
    # A formula, behind blanks, what has no width and quotes too, and with the full-width signs; then what a tab or line
    # end begins.
    r"""[\s\u200b-\u200f\u2060\ufeff"'‘’“”]*[=+\-@＝＋－＠].*|[\t\r\n].*"""
    # A date, a time or a fraction: 11-2021, 3/4, 1 3/4, 2025.1.2, 2025-01-02 12:30, 12:30, Mar-21, 3 March, 2021年3月.
    r"|\s*(\d+ )?\d{1,4}([-/.])\d{1,4}(\2\d{1,4})?([ T]+\d+:\d+(:[\d.]+)?)?\s*|\s*\d+:\d+(:\d+)?\s*([ap]m)?\s*"
    r"|\s*\d{1,4}年.*"
    rf"|\s*{_MONTH}[-/., ]*\d{{1,4}}(,? *\d{{2,4}})?\s*|\s*\d{{1,4}}[-/. ]*{_MONTH}([-/., ]*\d{{2,4}})?\s*"
    # A number that loses its zeros, its digits, its blanks or its letter: 007, 1.50, 1 000, 12345678901234567, 1E5.
    r"|\s*0\d[\d.,]*\s*|\s*\d*[.,]\d*\s*|\s*\d{16,}\s*|\s*\d[\d.,]*e[+-]?\d+\s*|\s*\d{1,3}([\s'’]\d{3})+\s*"
    # One that loses its sign, or gets another: $5, 5%, (5), full-width digits; then the words for truth and errors.
    r"|[\s(]*[$€£¥]\s*\d[\d.,]*[\s)]*|\s*\d[\d.,]*\s*[%$€£¥]\s*|\s*\([\s\d.,%]+\)\s*|[\s０-９．，]*[０-９][\s０-９．，]*"
    r"|\s*(true|false|#(n/a|div/0!|[a-z]+[!?]))\s*",
    re.IGNORECASE | re.DOTALL,
)


def protected(rows: Rows) -> Rows:
    """Return the rows with an apostrophe before each text that a spreadsheet would take for something else."""
    return replace(
        rows,
        columns=[_protected(name) for name in rows.columns],
        rows=(tuple(map(_protected, row)) for row in rows.rows),
    )


def _protected(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _TAKEN_FOR_ANOTHER.fullmatch(cell) else cell
