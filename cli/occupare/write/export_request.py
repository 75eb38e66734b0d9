"""What an export is asked for: tables, views or a statement, which rows of it, and where to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.ask.limits import Limits
from occupare.ask.titles import resolve
from occupare.catalog import schema_files
from occupare.database import identifier, literal, packaged_query
from occupare.errors import UsageError, nearest, quoted
from occupare.result import columns_of
from occupare.write import ordered
from occupare.write.formats import format_by_suffix
from occupare.write.output import Output

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class ExportRequest:
    """What is to be exported, where to, and how."""

    names: tuple[str, ...] = ()
    statement: str | None = None
    is_all_tables: bool = False
    output: Output = Output()  # noqa: RUF009
    where: str | None = None
    occupations: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def is_several(self) -> bool:
        """True where the export goes to a folder, one file each."""
        return self.is_all_tables or len(set(self.names)) > 1

    def checked(self) -> Output:
        """Return where to write; raises UsageError where the parts of the call don't go together."""
        if [bool(self.names), self.statement is not None, self.is_all_tables].count(True) != 1:
            raise UsageError(
                "name tables or views, or else give --sql STATEMENT or --all-tables, such as: "
                "occupare export occupation_profile -o profile.csv"
            )
        if (self.where or self.occupations) and len(set(self.names)) != 1:
            raise UsageError("--where and --occupation take rows of one table or view: name one")
        self._refuse_wrong_kind_of_output()
        output = self.output
        if self.is_several and output.format_name is None:
            output = replace(output, format_name="csv")
        if output.is_for_excel and self.is_all_tables:
            raise UsageError("--excel changes cells, so that the seeds would build another database: leave it out")
        output.check()
        return output

    def _refuse_wrong_kind_of_output(self) -> None:
        file = self.output.file
        is_folder = file is not None and Path(file).is_dir()
        if self.is_several and file is None:
            raise UsageError("several tables go to a folder, one file each: add -o FOLDER")
        if self.is_several and not is_folder and Path(str(file)).suffix.lower() in format_by_suffix():
            raise UsageError(f"{file}: found the name of a file, expected a folder, for one file each")
        if is_folder and not self.is_several:
            expected = Path(str(file), f"{self.names[0] if self.names else 'rows'}.csv")
            raise UsageError(f"{file}: found a folder, expected a file, such as {expected}")


def known_names(connection: duckdb.DuckDBPyConnection, request: ExportRequest) -> list[str]:
    """Return the tables and views to export, each once; raises UsageError for a name that there is none of."""
    if request.is_all_tables:
        return sorted(file.name for file in schema_files.sql_files("tables"))
    known = [row[0] for row in connection.execute(packaged_query("objects")).fetchall()]
    for name in request.names:
        if name not in known:
            like = nearest(name, known) or "; 'occupare describe' lists them"
            raise UsageError(f"{quoted(name)}: found no table or view of that name{like}")
    return list(dict.fromkeys(request.names))


def selection(connection: duckdb.DuckDBPyConnection, name: str, request: ExportRequest) -> str:
    """Return the query of the rows asked for, which runs as a user's own does; of a pair, the first is to be asked for.

    Raises UsageError for a title that means none or several, or where the rows are of no occupation.
    """
    conditions = [] if request.where is None else [f"({request.where}\n)"]
    if request.occupations:
        columns, _ = columns_of(connection.execute(f"select * from {identifier(name)} limit 0"))
        key = next((each for each in (*ordered.OF_PAIRS, "occupation_id") if each in columns), None)
        if key is None:
            raise UsageError(f"{name}: found no occupation in its columns, which --occupation needs; try --where")
        ids = [resolve(connection, title).occupation_id for title in request.occupations]
        conditions.append(f"{identifier(key)} in ({', '.join(map(literal, ids))})")
    return f"select * from {identifier(name)} where {' and '.join(conditions)} order by all"
