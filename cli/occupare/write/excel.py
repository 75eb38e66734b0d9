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
    # A formula, behind blanks and quotes too, and with the full-width signs; then what a tab or line end begins.
    r"""[\s"'‘’“”]*[=+\-@＝＋－＠].*|[\t\r\n].*"""
    # A date, a time or a fraction: 11-2021, 3/4, 2025.1.2, 12:30, Mar-21, 3 March.
    r"|\s*\d{1,4}([-/.])\d{1,4}(\1\d{1,4})?\s*|\s*\d+:\d+(:\d+)?\s*([ap]m)?\s*"
    rf"|\s*{_MONTH}[-/., ]*\d{{1,4}}(,? *\d{{2,4}})?\s*|\s*\d{{1,4}}[-/. ]*{_MONTH}([-/., ]*\d{{2,4}})?\s*"
    # A number that loses its zeros, its digits or its letter: 007, 1.50, 12345678901234567, 1E5.
    r"|\s*0\d[\d.,]*\s*|\s*\d*[.,]\d*\s*|\s*\d{16,}\s*|\s*\d[\d.,]*e\d+\s*",
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
