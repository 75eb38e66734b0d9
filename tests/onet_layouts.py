"""A release of the O*NET database laid out anew, as its publisher did with release 30.3: files renamed and split."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from published_files import write_workbook

Row = list[str]


def every(row: dict[str, str]) -> bool:
    """Return True for any row."""
    return bool(row)


# Of each file of an older release, what it became: its name, the columns that were renamed, and which rows it holds.
CURRENT: dict[str, list[tuple[str, dict[str, str], Callable[[dict[str, str]], bool]]]] = {
    "Occupation Data": [("Occupation Data", {}, every)],
    "Task Statements": [("Task Statements", {}, every)],
    "Job Zones": [("Job Zones", {}, every)],
    "Related Occupations": [("Related Occupations", {}, every)],
    "Scales Reference": [("Scales Reference", {}, every)],
    "Content Model Reference": [("Content Model Reference", {}, every)],
    "Alternate Titles": [("Job Titles", {"Alternate Title": "Job Title"}, every)],
    "Technology Skills": [
        (
            "Software Skills",
            {"Example": "Workplace Example", "Commodity Code": "Element ID", "Commodity Title": "Element Name"},
            every,
        )
    ],
    "Skills": [
        ("Essential Skills", {}, lambda row: row["Element ID"].startswith("2.A.")),
        ("Transferable Skills", {}, lambda row: row["Element ID"].startswith("2.B.")),
    ],
    "Education, Training, and Experience": [
        ("Education", {}, lambda row: row["Element ID"].startswith("2.D.")),
        ("Training and Experience", {}, lambda row: row["Element ID"].startswith("3.A.")),
    ],
}
# Columns that the tables of the SQL files name otherwise than in snake_case, and those that they leave out.
SQL_NAMES = {
    "O*NET-SOC Code": "onetsoc_code",
    "Related O*NET-SOC Code": "related_onetsoc_code",
    "Index": "related_index",
    "Source(s)": "sources",
    "Date": "date_updated",
}
NOT_IN_SQL = {"Title", "Element Name", "Scale Name"}


def text_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file, whose quotes mean nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def current_release(older: Path, out: Path, form: str, release: str = "31.0") -> Path:
    """Lay out the text release of a folder as the current one: form is text, csv, excel or sql (tables saved as CSV)."""
    number = release.replace(".", "_")
    folder = out / f"db_{number}_{form}"
    folder.mkdir(parents=True)
    titles = {row["O*NET-SOC Code"]: row["Title"] for row in text_rows(older / "Occupation Data.txt")}
    for name, parts in CURRENT.items():
        if not (older / f"{name}.txt").is_file():
            continue
        rows = list(text_rows(older / f"{name}.txt"))
        for new_name, renamed, holds in parts:
            kept = [row for row in rows if holds(row)]
            header = [renamed.get(column, column) for column in rows[0]]
            cells = [list(row.values()) for row in kept]
            _write(folder, new_name, header, cells, titles, form)
    if form == "text":
        (folder / "Read Me.txt").write_text(f"O*NET {release} Database\r\nAugust 2026 Release\r\n", encoding="utf-8")
    return folder


def _write(folder: Path, name: str, header: Row, rows: list[Row], titles: dict[str, str], form: str) -> None:
    if form == "text":
        lines = ["\t".join(row) for row in [header, *rows]]
        (folder / f"{name}.txt").write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
        return
    if form != "sql" and header[0] == "O*NET-SOC Code" and "Title" not in header:
        header, rows = [header[0], "Title", *header[1:]], [[row[0], titles[row[0]], *row[1:]] for row in rows]
    snake_case = name.lower().replace(" ", "_")
    if form == "sql":
        has_names = snake_case in ("occupation_data", "content_model_reference")
        kept = [at for at, column in enumerate(header) if has_names or column not in NOT_IN_SQL]
        header = [SQL_NAMES.get(header[at]) or re.sub(r"\W+", "_", header[at]).strip("_").lower() for at in kept]
        rows = [["NULL" if row[at] == "n/a" else row[at] for at in kept] for row in rows]
    else:
        rows = [["" if cell == "n/a" else cell for cell in row] for row in rows]
    if form == "excel":
        cells = [[float(cell) if re.fullmatch(r"\d+\.\d+", cell) else cell for cell in row] for row in rows]
        write_workbook(folder / f"{name}.xlsx", Sheet=[header, *cells])
        return
    with (folder / f"{snake_case}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
