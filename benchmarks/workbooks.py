"""A made-up workbook of wages in its publisher's layout, of any length."""

from __future__ import annotations

import random
from pathlib import Path

HEADER = (
    "area", "area_title", "area_type", "prim_state", "naics", "naics_title", "i_group", "own_code", "occ_code",
    "occ_title", "o_group", "tot_emp", "emp_prse", "jobs_1000", "loc_quotient", "pct_total", "pct_rpt", "h_mean",
    "a_mean", "mean_prse", "h_pct10", "h_pct25", "h_median", "h_pct75", "h_pct90", "a_pct10", "a_pct25", "a_median",
    "a_pct75", "a_pct90", "annual", "hourly",
)  # fmt: skip
STATES = [("01", "Alabama", "AL"), ("02", "Alaska", "AK"), ("04", "Arizona", "AZ"), ("05", "Arkansas", "AR")]


def write_wages(path: Path, lines: int) -> Path:
    """Write so many lines of wages: the same occupations in one state after the other."""
    import xlsxwriter

    chance = random.Random(1)  # noqa: S311
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("state_M2025_dl")
        sheet.write_row(0, 0, HEADER)
        each = -(-lines // len(STATES))
        for number in range(lines):
            code, name, state = STATES[number // each]
            row = number % each
            occupation = f"{11 + row // 5000:02}-{1000 + row % 5000:04}"
            hourly = round(chance.uniform(12, 60), 2)
            wages = [round(hourly * factor, 2) for factor in (0.6, 0.8, 1, 1.3, 1.7)]
            sheet.write_row(number + 1, 0, [
                code, name, 2, state, "000000", "Cross-industry", "cross-industry", 1235, occupation, f"Work {row}",
                "detailed", chance.randrange(30, 90_000), 2.1, 1.5, 1.0, "", "", hourly, round(hourly * 2080), 0.9,
                *wages, *(round(wage * 2080) for wage in wages), "", "",
            ])  # fmt: skip
    return path
