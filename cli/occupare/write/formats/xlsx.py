"""A workbook: rows on one sheet, a comparison on several."""

from __future__ import annotations

from functools import partial
from typing import Any

from occupare.write.formats import Format
from occupare.write.workbook import refuse_what_no_sheet_holds, save


def _comparison(*compared: Any) -> Any:
    from occupare.write.comparison_workbook import comparison_workbook

    return partial(comparison_workbook, *compared)


FORMAT = Format(
    "xlsx",
    (".xlsx",),
    save=save,
    comparison=_comparison,
    refuse_size=refuse_what_no_sheet_holds,
    is_formatted=True,
)
