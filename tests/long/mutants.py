"""Seed folders with one fault: how a table's CSV is changed, and whether that must be refused.

An operator takes the seeds, a table and a source of randomness, and returns a mutant, or None where the table has no
place for it. Columns, types, keys and rules come from the catalog.
"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from occupare.build.seed_folders import VOCABULARY_FOLDER, packaged_folder
from occupare.build.seed_rules import NAME as NAMES
from occupare.catalog.creation import seed_tables
from occupare.catalog.tables import Column, Table

Rows = list[list[str]]
Seeds = dict[str, Rows]
TABLES = seed_tables()
NUMBERS = ("INTEGER", "BIGINT", "DECIMAL")


@dataclass(frozen=True)
class Mutant:
    """A change to one file of the seeds: what it says after it, and what a build must do about it."""

    what: str
    file: str
    content: bytes | None  # None: no such file
    is_refused: bool | None  # None: valid or not, by what else the seeds say
    line: int | None = None  # where the fault is to be told
    column: str = ""


Operator = Callable[[Seeds, str, random.Random], Mutant | None]


def text_of(rows: Rows, quoting: int = csv.QUOTE_MINIMAL, line_end: str = "\n") -> bytes:
    """Return rows as a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode()


def line_of(rows: Rows, number: int) -> int:
    """Return the line on which a row begins."""
    return 1 + text_of(rows[:number]).count(b"\n")


def changed(seeds: Seeds, table: str, number: int, cells: dict[str, str]) -> Rows:
    """Return the rows with these cells in a row; a column that the file lacks is added."""
    rows = [list(row) for row in seeds[table]]
    for name, cell in cells.items():
        if name not in rows[0]:
            rows = [[*rows[0], name], *([*row, ""] for row in rows[1:])]
        rows[number][rows[0].index(name)] = cell
    return rows


def cell_operator(
    what: str, fits: Callable[[Column], bool], values: Callable[[Column], list[str]], refused: bool | None = True
) -> Operator:
    """Return the operator that puts one of the values into a cell of a column that fits."""

    def mutate(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
        columns = [column for column in TABLES[table].columns.values() if fits(column) and values(column)]
        if not columns or len(seeds[table]) < 2:
            return None
        column, number = chance.choice(columns), chance.randrange(1, len(seeds[table]))
        value = chance.choice(values(column))
        rows = changed(seeds, table, number, {column.name: value})
        return Mutant(f"{what} {value!r}", f"{table}.csv", text_of(rows), refused, line_of(rows, number), column.name)

    return mutate


def is_number(column: Column) -> bool:
    return column.data_type.startswith(NUMBERS)


def is_name(column: Column) -> bool:
    return column.data_type == "VARCHAR" and bool(NAMES.search(column.name))


def has_reference(column: Column) -> bool:
    return any(key.kind == "FOREIGN KEY" and key.columns == [column.name] for key in TABLES[owner(column)].keys)


def owner(column: Column) -> str:
    return next(name for name, table in TABLES.items() if table.columns.get(column.name) is column)


def wrong(column: Column) -> list[str]:
    """Return cells that are none of the column's type."""
    if is_number(column):
        return ["x", "1,000", "$5", "1e5", "0x10", "１２", "NaN", "--1", "1.5.2", "12a", "9" * 40, "1/2", "1 000", "½", "+", "."]  # fmt: skip
    if column.data_type == "BOOLEAN":
        return ["yes", "1", "t", "wahr", "TRUEE"]
    return ["2025-02-30", "05/01/2025", "2025-1-1", "20250501", "today"] if column.data_type == "DATE" else []


def holds(table: Table, expression: str, cells: dict[str, str | None]) -> bool:
    """Return whether a rule of a table holds for these cells."""
    typed = ", ".join(
        f'try_cast({"null" if cells[name] is None else repr(cells[name])} as {table.columns[name].data_type}) as "{name}"'
        for name in cells
    )
    with duckdb.connect() as connection:
        return connection.execute(f"select ({expression}) is distinct from false from (select {typed})").fetchall() == [
            (True,)
        ]


def broken_rule(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    """Break a CHECK of one column or of several, by values of their types that it does not hold for."""
    rules = [key for key in TABLES[table].keys if key.kind == "CHECK"]
    if not rules or len(seeds[table]) < 2:
        return None
    rule, number = chance.choice(rules), chance.randrange(1, len(seeds[table]))
    for _ in range(60):
        cells = {name: chance.choice(valid_cells(TABLES[table].columns[name])) for name in rule.columns}
        if not holds(TABLES[table], str(rule.expression), {name: cell or None for name, cell in cells.items()}):
            rows = changed(seeds, table, number, cells)
            return Mutant(
                f"breaks {rule.expression} by {cells}",
                f"{table}.csv",
                text_of(rows),
                True,
                line_of(rows, number),
                rule.columns[0],
            )
    return None


def valid_cells(column: Column) -> list[str]:
    empty = [""] if column.is_nullable and column.default is None else []
    if is_number(column):
        return [*empty, "-101", "-1", "0", "1", "7", "101", "1850", "2300", "90000"]
    if column.data_type == "BOOLEAN":
        return [*empty, "true", "false"]
    return (
        [*empty, "1850-01-01", "2020-05-01", "2010-01-01"]
        if column.data_type == "DATE"
        else [*empty, "no such", "_x", "SECTION"]
    )


def repeated_key(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    key = next((key for key in TABLES[table].keys if key.kind == "PRIMARY KEY"), None)
    if key is None or len(seeds[table]) < 2:
        return None
    rows = [*seeds[table], chance.choice(seeds[table][1:])]
    # A row of the vocabulary may be said again.
    is_refused = None if (packaged_folder(VOCABULARY_FOLDER) / f"{table}.csv").exists() else True
    return Mutant(
        "a row twice", f"{table}.csv", text_of(rows), is_refused, line_of(rows, len(rows) - 1), key.columns[0]
    )


def ragged(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    rows = [list(row) for row in seeds[table]]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    number = chance.randrange(1, len(rows))
    rows[number] = rows[number][:-1] if chance.random() < 0.5 else [*rows[number], "more"]
    return Mutant(f"{len(rows[number])} cells", f"{table}.csv", text_of(rows), True, line_of(rows, number))


def open_quote(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    number = chance.randrange(1, len(seeds[table])) if len(seeds[table]) > 1 else 0
    before, row = text_of(seeds[table][:number]), text_of([seeds[table][number]])
    mark = chance.choice([b'"', b'x"y,', b'"a"b,', b'"""'])
    content = before + mark + row + text_of(seeds[table][number + 1 :])
    # The quote may close at a later one; it is told by the line where it opens, or where what follows is at fault.
    return Mutant(f"a stray {mark!r} on line {line_of(seeds[table], number)}", f"{table}.csv", content, True)


def other_header(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    header = list(seeds[table][0])
    at = chance.randrange(len(header))
    name = chance.choice(
        [
            header[at] + "x",
            header[at].upper(),
            "",
            "Gehalt",
            header[at - 1] if len(header) > 1 else "y",
            "\u200b" + header[at],
        ]
    )
    header[at] = name
    return Mutant(f"a column {name!r}", f"{table}.csv", text_of([header, *seeds[table][1:]]), True, 1)


def absent_column(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    required = [
        name for name, column in TABLES[table].columns.items() if column.is_required and name in seeds[table][0]
    ]
    if not required or len(seeds[table][0]) < 2:
        return None
    name = chance.choice(required)
    at = seeds[table][0].index(name)
    rows = [row[:at] + row[at + 1 :] for row in seeds[table]]
    return Mutant(f"without {name}", f"{table}.csv", text_of(rows), True, 1, name)


BYTES: dict[str, tuple[Callable[[bytes], bytes], bool | None]] = {
    "a byte order mark": (lambda text: b"\xef\xbb\xbf" + text, False),
    "two byte order marks": (lambda text: b"\xef\xbb\xbf" * 2 + text, True),
    "CRLF": (lambda text: text.replace(b"\n", b"\r\n"), False),
    "one LF among CRLF": (lambda text: text.replace(b"\n", b"\r\n").replace(b"\r\n", b"\n", 1), False),
    "CR": (lambda text: text.replace(b"\n", b"\r"), False),
    "blank lines": (lambda text: b"\n\r\n" + text.replace(b"\n", b"\n\n", 1) + b"\n\r\n", False),
    "no last line end": (lambda text: text.rstrip(b"\n"), False),
    "another Unicode form": (lambda text: unicodedata.normalize("NFD", text.decode()).encode(), False),
    "UTF-16": (lambda text: text.decode().encode("utf-16"), True),
    "Latin-1": (lambda text: text[:-1] + b"\xe9\n", True),
    "a NUL": (lambda text: text[: len(text) // 2] + b"\0" + text[len(text) // 2 :], True),
    "NULs": (lambda text: bytes(len(text)), True),
    "nothing": (lambda _: b"", True),
    "blanks": (lambda _: b" \n\t\n", True),
    "semicolons": (lambda text: text.replace(b",", b";"), None),
    "a comment first": (lambda text: b"# of May\n" + text, True),
    "cut in the middle": (lambda text: text[: len(text) // 2], None),
    "HTML": (lambda _: b"<!DOCTYPE html><p>Not found, sorry</p>\n", True),
    "a workbook": (lambda _: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 8, True),
    "a line of 20 MB": (lambda text: text + b'"' + b"x" * 20_000_000 + b'"\n', True),
}  # fmt: skip


def other_bytes(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    what = chance.choice(list(BYTES))
    change, refused = BYTES[what]
    content = change(text_of(seeds[table], csv.QUOTE_ALL if chance.random() < 0.3 else csv.QUOTE_MINIMAL))
    is_same = content == text_of(seeds[table]) or (what == "one LF among CRLF" and len(seeds[table]) < 2)
    return None if is_same else Mutant(what, f"{table}.csv", content, refused)


def other_order(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    """Shuffle the columns and the rows, which says the same."""
    order = chance.sample(range(len(seeds[table][0])), len(seeds[table][0]))
    rows = [seeds[table][0], *chance.sample(seeds[table][1:], len(seeds[table]) - 1)]
    return Mutant("another order", f"{table}.csv", text_of([[row[at] for at in order] for row in rows]), False)


def other_file(seeds: Seeds, table: str, chance: random.Random) -> Mutant | None:
    name = chance.choice(
        [f"{table}x.csv", f"{table.title()}.csv", f"{table}.CSV", f"my {table}.csv", f"{table}\u200b.csv"]
    )
    return Mutant("an unknown file", name, text_of(seeds[table]), True)


def clash(seeds: Seeds, _table: str, chance: random.Random) -> Mutant | None:
    """Add an occupation whose id or title is another's but for case."""
    rows = seeds["occupation"]
    header = rows[0]
    kinds = [row for row in rows[1:] if row[header.index("occupation_kind")] == "occupation"]
    row, at = list(chance.choice(kinds)), header.index("title")
    other = [row[at].upper(), row[at].lower(), row[at].swapcase()]
    if chance.random() < 0.5:
        at = header.index("occupation_id")
        row[header.index("title")] = "Another one"
        other = [row[at].upper(), row[at].title()]
    else:
        row[header.index("occupation_id")] = "another-one"
    before, row[at] = row[at], chance.choice(other)
    return Mutant(
        f"{row[at]!r} beside {before!r}", "occupation.csv", text_of([*rows, row]), True if row[at] != before else None
    )


OPERATORS: list[Operator] = [
    cell_operator("wrong type", lambda column: bool(wrong(column)), wrong),
    cell_operator("empty", lambda column: column.is_required, lambda _: ["", "  ", "\u00a0", "\u200b", "\ufeff", "\u3000\t"]),
    cell_operator("unseen", is_name, lambda _: ["a\x1bb", "a\u202eb", "a\u200bb", "a\x07b", "a\nb", "a\u2028b", "a\u2066b", "a\x9bb"]),
    cell_operator("dangling", has_reference, lambda _: ["no-such", "no such", "'; drop table occupation; --", "ν"]),
    broken_rule, broken_rule, repeated_key, ragged, open_quote, other_header, absent_column, other_bytes, other_bytes, other_order, other_file,
    clash,
]  # fmt: skip


def mutants(seeds: Seeds, count: int, chance: random.Random) -> list[Mutant]:
    """Return so many distinct mutants: every table and operator in turn, the places by chance."""
    found: dict[tuple[str, bytes | None], Mutant] = {}
    turns = [(operator, table) for operator in OPERATORS for table in seeds]
    while len(found) < count:
        for operator, table in chance.sample(turns, len(turns)):
            mutant = operator(seeds, table, chance)
            if mutant is not None and len(found) < count:
                found.setdefault((mutant.file, mutant.content), mutant)
    return list(found.values())
