"""Parquet: each column under its SQL type; a type that it has no word for, nested ones among them, as text."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from pathlib import Path

from occupare.database import literal
from occupare.errors import DataError
from occupare.result import Rows
from occupare.write.cells import text_of
from occupare.write.formats import Format

_STORED_TYPES = re.compile(
    r"BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|DATE|TIME|TIMESTAMP( WITH TIME ZONE)?"
)


def save(rows: Rows, target: Path) -> None:
    """Write rows as Parquet; they wait as text in a file beside the target, which goes when all is written."""
    import duckdb

    types = map(stored_type, rows.types or ["VARCHAR"] * len(rows.columns))
    typed = ", ".join(f"{literal(name)}: {literal(type_)}" for name, type_ in zip(rows.columns, types, strict=True))
    waiting, made = (target.with_name(f"{target.name}.{part}") for part in ("rows", "parquet"))
    try:
        with contextlib.closing(duckdb.connect()) as connection:
            with waiting.open("w", encoding="utf-8") as lines:
                for row in rows.rows:
                    texts = (None if value is None else text_of(value) for value in row)
                    lines.write(json.dumps(dict(zip(rows.columns, texts, strict=True))) + "\n")
            connection.execute(
                f"copy (from read_json({literal(waiting.as_posix())}, format = 'newline_delimited', "
                f"columns = {{{typed}}})) to {literal(made.as_posix())} (format parquet)"
            )
        with made.open("rb") as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink)
    except (duckdb.Error, OSError) as error:
        raise DataError(f"cannot be written as Parquet: {str(error).splitlines()[0]}") from error
    finally:
        waiting.unlink(missing_ok=True)
        made.unlink(missing_ok=True)


def stored_type(type_: str) -> str:
    """Return the type that a column of an SQL type is stored with."""
    if type_ in ("HUGEINT", "UHUGEINT"):
        return "DECIMAL(38,0)"
    return type_ if _STORED_TYPES.fullmatch(type_) else "VARCHAR"


FORMAT = Format("parquet", (".parquet",), save=save, copy_options="format parquet", is_typed=True)
