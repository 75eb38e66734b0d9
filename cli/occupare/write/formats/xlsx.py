"""A workbook of one sheet."""

from __future__ import annotations

from occupare.write.formats import Format
from occupare.write.workbook import refuse_what_no_sheet_holds, save

FORMAT = Format("xlsx", (".xlsx",), save=save, refuse_size=refuse_what_no_sheet_holds, is_formatted=True)
