"""Engines for which files are generated and parsed, and not run by our tests."""

from __future__ import annotations

from occupare.port import rewrites
from occupare.port.engines import Engine, partitions
from occupare.port.source import Source


class _FromParquet(Engine):
    """An engine whose tables are filled by one statement each from the Parquet files of the port."""

    filled_by = ""
    before_all = "create schema if not exists {schema};"

    def load(self, source: Source) -> str:
        """Return the statements that fill each table, after those that make it."""
        filled = [
            self.filled_by.format(
                table=self.quoted(table.name),
                files=f"{table.name}/*/*.parquet" if partitions(table) else f"{table.name}/*.parquet",
                folder=table.name,
                columns=", ".join(map(self.quoted, table.columns)),
            )
            for table in source.tables
        ]
        first = self.before_all.format(schema=self.quoted(self.schema))
        return "\n".join([f"-- {self.loaded_with}", first, "-- tables.sql", *filled, "-- views.sql"]) + "\n"


class BigQuery(_FromParquet):
    """Google BigQuery: upload the folder data to a bucket, name it in load.sql."""

    dialect = "bigquery"
    rewrites = (
        rewrites.held_at_both_ends,
        rewrites.all_replaced,
        rewrites.nulls_last_unsaid,
        rewrites.nulls_unsaid_in_windows,
    )
    loaded_with = (
        "Upload data/ to gs://YOUR-BUCKET/data, run tables.sql, these statements, then views.sql, with the bq tool."
    )
    filled_by = (
        "load data into {table} from files "
        "(format = 'PARQUET', uris = ['gs://YOUR-BUCKET/data/{files}'], "
        "hive_partition_uri_prefix = 'gs://YOUR-BUCKET/data/{folder}');"
    )


class Snowflake(_FromParquet):
    """Snowflake: put the folder data into a stage, name it in load.sql."""

    dialect = "snowflake"
    rewrites = (rewrites.held_at_both_ends, rewrites.all_replaced)
    loaded_with = "Put data/ into the stage @occupare_data, run tables.sql, these statements, then views.sql."
    before_all = "create schema if not exists {schema}; use schema {schema};"
    filled_by = (
        "copy into {table} from @occupare_data/{folder} "
        "file_format = (type = parquet) match_by_column_name = case_insensitive;"
    )


class Trino(_FromParquet):
    """Trino over a Hive or Iceberg catalog that can read the folder data."""

    dialect = "trino"
    rewrites = (rewrites.held_at_both_ends, rewrites.all_replaced)
    loaded_with = (
        "Make the tables of staged over data/ in a Hive catalog, run tables.sql, these statements, then views.sql."
    )
    filled_by = "insert into {table} ({columns}) select {columns} from staged.{table};"


class DuckLake(_FromParquet):
    """DuckLake: the same SQL, tables in a lake that many may write to."""

    dialect = "duckdb"
    rewrites = ()
    loaded_with = (
        "Attach a lake ('ducklake:…'), use it, run tables.sql, these statements, then views.sql, in the folder."
    )
    before_all = "create schema if not exists {schema}; use {schema};"
    filled_by = (
        "insert into {table} by name select {columns} from read_parquet('data/{files}', hive_partitioning = true);"
    )
