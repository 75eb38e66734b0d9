"""A peer: the rows of the view `comparison`, made by polars from the stored profiles: DATABASE FILE."""

import sys

import duckdb
import polars as pl

database, target = sys.argv[1:3]
with duckdb.connect(database, read_only=True) as connection:
    wanted = [row[0] for row in connection.execute("describe comparison").fetchall()]
    occupations = "select * from occupation_profile where occupation_kind = 'occupation'"
    profile = connection.sql(occupations).pl().lazy()
left = profile.select(pl.all().name.prefix("left_"))
right = profile.select(pl.all().name.prefix("right_"))
differences = [
    (pl.col(f"right_{name}") - pl.col(f"left_{name}")).alias(f"{name}_difference")
    for name in (column.removesuffix("_difference") for column in wanted if column.endswith("_difference"))
]
pairs = (
    left.join(right, how="cross")
    .filter(pl.col("left_occupation_id") != pl.col("right_occupation_id"))
    .with_columns(differences)
    .select(wanted)
)
if target.endswith(".parquet"):
    pairs.sink_parquet(target)
else:
    pairs.sink_csv(target)
