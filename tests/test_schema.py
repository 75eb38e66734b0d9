"""The schema's files and the catalog of a built database: names, order, comments, keys, wide columns."""

import itertools
import re

import pytest
import sqlglot
from sqlglot import exp

from occupare.catalog import schema_files
from occupare.catalog.creation import seed_tables
from occupare.catalog.lineage import origins, parsed
from occupare.errors import DataError

FILES = schema_files.ordered_schema_files()


def header_of(file: schema_files.SchemaFile) -> str:
    """The text of the comments above the first statement, on one line."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), file.sql.splitlines())
    return " ".join(line.removeprefix("-- ") for line in lines)


def comments_of(file: schema_files.SchemaFile) -> dict[str, str]:
    """What a file says of its object (under the name '') and of its columns."""
    comments = [statement for statement in parsed(file.sql) if isinstance(statement, exp.Comment)]
    return {
        comment.this.name if isinstance(comment.this, exp.Column) else "": comment.expression.name
        for comment in comments
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_creates_the_object_it_is_named_after(file):
    created = [
        statement.find(exp.Table).name
        for statement in sqlglot.parse(file.sql, dialect="duckdb")
        if isinstance(statement, exp.Create)
    ]
    assert created == [file.name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.kind}/{file.name}")
def test_a_file_says_what_it_answers_and_its_object_what_one_row_is(file):
    header, comment = header_of(file), comments_of(file)[""]
    assert header.startswith("Answers: ")
    assert comment.startswith("One row: ") and comment.endswith(".")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.kind}/{file.name}")
def test_a_file_says_nothing_twice(file):
    sentences = re.split(r"(?<=[.?])\s+", header_of(file)) + [
        sentence for column, comment in comments_of(file).items() if not column for sentence in comment.split(". ")
    ]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("file", [file for file in FILES if file.kind != "tables"], ids=lambda file: file.name)
def test_no_comment_repeats_what_the_lineage_gives(file, connection):
    """A comment of its own says more of a column than the comment of the column that it shows."""
    comments = {
        (table, column): comment
        for table, column, comment in connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
    }
    for column, comment in comments_of(file).items():
        inherited = [comments[origin] for origin in origins(file.sql, column) if origin in comments]
        assert comment not in inherited[:1], column


@pytest.mark.parametrize("check", schema_files.sql_files("checks"), ids=lambda check: check.name)
def test_a_check_says_what_one_row_is_and_how_to_mend_it(check):
    first, second = check.sql.splitlines()[:2]
    assert first.startswith("-- One row: ") and first.endswith(".")
    assert second.startswith("-- Remedy: ")


def test_every_file_comes_after_all_that_it_names():
    position = {file.name: number for number, file in enumerate(FILES)}
    for file in FILES:
        assert all(position[name] < position[file.name] for name in schema_files.named_tables(file.sql) - {file.name})


def test_an_unknown_name_and_a_circle_are_refused(monkeypatch):
    def with_views(**views):
        kept = {
            "tables": [],
            "derived": [],
            "views": [schema_files.SchemaFile("views", *view) for view in views.items()],
        }
        monkeypatch.setattr(schema_files, "sql_files", kept.__getitem__)
        return schema_files.ordered_schema_files()

    with pytest.raises(DataError, match=r"schema/views/a\.sql: names nowhere, which no file of the schema creates"):
        with_views(a="create view a as select * from nowhere")
    with pytest.raises(DataError, match="need each other in a circle: views/"):
        with_views(a="create view a as select * from b", b="create view b as select * from a")
    named = with_views(a="create view a as with b as (select 1) select * from b", b="create view b as select * from a")
    assert [file.name for file in named] == ["a", "b"]


def test_every_table_view_and_column_has_a_comment(connection):
    without = connection.execute(
        """
        select table_name, '' from duckdb_tables() where not internal and comment is null
        union all select view_name, '' from duckdb_views() where not internal and comment is null
        union all select table_name, column_name from duckdb_columns() where not internal and comment is null
        """
    ).fetchall()
    assert without == []


def test_a_column_that_holds_a_quantity_names_its_unit(connection):
    units = {"_usd": r"US dollars a(n|) ?(year|hour)|unit of the pay column", "_pct": "percent", "_years": "years"}
    comments = connection.execute(
        "select column_name, comment, table_name from duckdb_columns() where not internal and data_type <> 'VARCHAR'"
    ).fetchall()
    checked = 0
    for column, comment, table in comments:
        for suffix, unit in units.items():
            if column.endswith(suffix) and table != "comparison":
                assert re.search(unit, comment), (table, column)
                checked += 1
    assert checked > 20


def test_the_profile_has_a_column_for_every_metric_of_one_figure(connection):
    metrics = connection.execute("select metric_id from metric where not is_ranked order by sort_order").fetchall()
    counted = [
        f"{subject}_{part}"
        for subject in ("pay", "outlook", "education", "demographics")
        for part in ("basis", "group_id", "shared_by")
    ]
    for table, keys in (("occupation_profile", []), ("group_profile", ["group_level"])):
        columns = [column[0] for column in connection.execute(f"select * from {table}").description]
        assert columns == ["occupation_id", "occupation_kind", *keys, *[row[0] for row in metrics], *counted]


def test_the_comparison_views_share_their_leading_keys(connection):
    views = connection.execute(
        "select view_name from duckdb_views() where starts_with(view_name, 'comparison')"
    ).fetchall()
    assert len(views) == 9
    for (view,) in views:
        columns = [column[0] for column in connection.execute(f"select * from {view} limit 0").description]
        assert columns[:2] == ["left_occupation_id", "right_occupation_id"], view


def test_no_public_column_is_nested(connection):
    nested = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where not internal and (data_type like '%[]' or data_type like 'STRUCT%' or data_type like 'MAP%')"
    ).fetchall()
    assert nested == []


def test_keys_are_in_the_file(connection):
    keyed = connection.execute(
        "select distinct table_name from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    tables = {file.name for file in FILES if file.kind in ("tables", "derived")} - {"seed_format"}
    assert {row[0] for row in keyed} == tables


def test_every_metric_says_which_way_is_better_and_demographics_never_do(connection):
    assert connection.execute("select count(*) from metric where better is null").fetchone() == (0,)
    better = connection.execute("select distinct better from metric where section = 'demographics'").fetchall()
    assert better == [("neither",)]
    assert connection.execute("select count(*) from metric where better = 'higher'").fetchone()[0] > 5


def test_names_are_matched_by_one_rule_everywhere():
    """The key of a name is formed in the view and in the queries of the command line: they must stay the same."""
    rule = re.compile(r"trim\(regexp_replace\(lower\((?:(?:named|typed)\.name|\$asked)\), ('[^']+'), ' ', 'g'\)\)")
    view = next(file.sql for file in FILES if file.name == "occupation_name")
    from importlib.resources import files

    queries = [files("occupare").joinpath("sql", f"{name}.sql").read_text() for name in ("resolve", "find")]
    assert len({rule.search(sql).group(1) for sql in [view, *queries]}) == 1


def test_a_reference_is_declared_for_every_key_column():
    """Seeds are checked against the declared references, so that a key column without one would go unchecked."""
    tables = seed_tables().values()
    keys = {
        (column, table.name)
        for table in tables
        for key in table.keys
        for column in key.columns
        if key.kind in ("FOREIGN KEY", "PRIMARY KEY")
    }
    assert {(name, table.name) for table in tables for name in table.columns if name.endswith("_id")} - keys == set()
