"""A database in Spark: Parquet, and the SQL that spark-sql runs, or a catalog filled by a session of one's own."""

from __future__ import annotations

from pathlib import Path

from occupare.catalog.tables import Table
from occupare.errors import DatabaseError, DataError, UsageError
from occupare.port import rewrites
from occupare.port.engines import Advance, Engine, partitions
from occupare.port.source import Source, View


class Spark(Engine):
    """Spark 4, and what speaks its SQL: tables over Parquet, comments in their definitions; it holds no keys."""

    dialect = "spark"
    rewrites = rewrites.SPARK
    is_run_by_tests = True
    loaded_with = "spark-sql -d occupare_data=FOLDER/data -f load.sql, in the folder"

    def table(self, table: Table, source: Source) -> list[str]:
        """Return the statements that make a table over the files of its folder, its comments included."""
        name = self.quoted(table.name)
        columns = ",\n    ".join(
            f"{self.quoted(column.name)} {self.type_of(column)} comment "
            + self.literal(source.comment(table.name, column.name))
            for column in table.columns.values()
        )
        parts = ", ".join(map(self.quoted, partitions(table)))
        partitioned = f"partitioned by ({parts})\n" if parts else ""
        made = (
            f"create table {name} (\n    {columns}\n)\nusing parquet\n{partitioned}"
            f"location '${{occupare_data}}/{table.name}'\ncomment {self.literal(source.comment(table.name))}"
        )
        return [f"drop table if exists {name}", made, *([f"msck repair table {name}"] if parts else [])]

    def view(self, view: View, source: Source) -> str:
        """Return the statement that makes a view, its comments included."""
        columns = ",\n    ".join(
            f"{self.quoted(column)} comment {self.literal(source.comment(view.name, column))}"
            for column in view.columns
        )
        comment = self.literal(source.comment(view.name))
        made = f"create or replace view {self.quoted(view.name)} (\n    {columns}\n)\ncomment {comment} as\n"
        return made + self.translated(view.query)

    def load(self, source: Source) -> str:  # noqa: ARG002
        """Return the script for spark-sql; it stops where no folder is named: tables at the root would be empty."""
        schema = self.quoted(self.schema)
        remedy = self.literal(f"name the folder that holds the rows: {self.loaded_with}")
        return (
            f"select assert_true('${{occupare_data}}' <> '', {remedy});\n"
            f"create schema if not exists {schema};\nuse {schema};\nsource tables.sql;\nsource views.sql;\n"
        )

    def refuse_run(self, address: str, folder: str | None) -> None:
        """Raise UsageError without a folder: Spark's tables lie over its files."""
        if folder is None:
            raise UsageError(f"--run {address}: Spark reads files, so add --to DIR, a folder that all its workers see")

    def run(self, source: Source, address: str, folder: Path, advance: Advance) -> None:
        """Make the tables and views in the catalog of a Spark master, over the files of a port that its workers see.

        Raises DataError where pyspark is not installed, or where Spark refuses a statement, and DatabaseError where the
        master cannot be reached.
        """
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ModuleNotFoundError as error:
            raise DataError("porting to Spark needs pyspark: pip install 'occupare[spark]'") from error
        schema = self.quoted(self.schema)
        tables = [statement for table in source.tables for statement in self.table(table, source)]
        views = [self.view(view, source) for view in source.views]
        try:
            builder = SparkSession.builder.appName("occupare port")
            named = (
                builder.remote(address) if address.startswith("sc://") else builder.master(address).enableHiveSupport()
            )
            session = named.getOrCreate()
        except Exception as error:  # Java's, of many kinds
            raise DatabaseError(f"{address}: Spark cannot be reached: {str(error).splitlines()[0]}") from error
        try:
            for statement in [f"create schema if not exists {schema}", f"use {schema}", *tables, *views]:
                session.sql(statement.replace("${occupare_data}", (folder / "data").as_posix()))
            advance("tables and views")
        except PySparkException as error:
            raise DataError(f"Spark refused the port: {str(error).splitlines()[0]}") from error
        finally:
            session.stop()
