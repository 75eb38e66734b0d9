"""Schema files that stand for the vocabulary: where placeholders are filled, and that no value becomes SQL."""

import csv

import duckdb
import pytest
from conftest import snapshot, write_seeds

from occupare.build.building import build
from occupare.build.seed_faults import SeedFaults
from occupare.build.seed_folders import SeedFolder
from occupare.catalog.schema_files import SchemaFile
from occupare.catalog.templates import Metric, Vocabulary, is_template, written_out
from occupare.errors import DataError

VOCABULARY = Vocabulary(
    (Metric("pay", "wages", "number", "Pay", "US dollars", 2), Metric("town", "where", "text", "Town", None, 0)),
    ("wages", "where"),
)


def rows_of_written(sql: str, vocabulary: Vocabulary = VOCABULARY) -> tuple[list[str], list[tuple]]:
    """The columns and rows of a view v that the SQL makes over a table of one row: 12 as pay, 'Rome' as town."""
    with duckdb.connect() as connection:
        connection.execute("create table known as select cast(12 as decimal(18, 2)) as pay, 'Rome' as town")
        for file in written_out(SchemaFile("views", "v", sql), vocabulary):
            connection.execute(file.sql)
        result = connection.execute("select * from v")
        return [column[0] for column in result.description], result.fetchall()


@pytest.mark.parametrize(
    ("sql", "columns", "rows"),
    [
        ('select "{metric}" from known', ["pay", "town"], [(12, "Rome")]),
        (
            'with inner_one as (select known."{metric}" as "my_{metric}" from known) select my_pay, my_town from inner_one',
            ["my_pay", "my_town"],
            [(12, "Rome")],
        ),
        (
            'select a.x_pay, a.x_town from (select 1 as one, "{metric}" as "x_{metric}" from known) as a',
            ["x_pay", "x_town"],
            [(12, "Rome")],
        ),
        (
            'select "{metric}" from known union all select cast(null as "{sql_type}") as "{metric}" from known',
            ["pay", "town"],
            [(12, "Rome"), (None, None)],
        ),
        ('select (select max(k."{metric}") from known as k) as "{metric}" from known', ["pay", "town"], [(12, "Rome")]),
        ('select (select max("{number_metric}") from known) as most from known', ["most"], [(12,)]),
        ('select \'{label}|{unit}\' as "l_{metric}" from known', ["l_pay", "l_town"], [("Pay|US dollars", "Town|text")]),
        ('select "{metric}", count(*) as n from known group by "{metric}" order by "{metric}"', ["pay", "town", "n"], [(12, "Rome", 1)]),
        ('select "{number_metric}" * 2 as "twice_{number_metric}" from known', ["twice_pay"], [(24,)]),
        ("select '{metric' as a, '{' as b, '{other}' as c from known -- {metric}", ["a", "b", "c"], [("{metric", "{", "{other}")]),
    ],
)  # fmt: skip
def test_placeholders_are_filled_in_any_query_of_a_file(sql, columns, rows):
    assert rows_of_written(f"create view v as {sql}") == (columns, rows)


def test_a_column_list_a_comment_and_an_insert_are_written_out():
    sql = """
    create table v (id integer, "{metric}" "{sql_type}");
    insert into v select 1, "{metric}" from known;
    comment on column v."{metric}" is '{label} ({unit})';
    """
    columns, rows = rows_of_written(sql)
    assert (columns, rows) == (["id", "pay", "town"], [(1, 12, "Rome")])


def test_what_a_comment_of_the_sql_says_is_no_template():
    sql = '-- One row: "{metric}".\ncreate view v as select 1 as a /* {metric} */'
    assert not is_template(sql)
    assert list(written_out(SchemaFile("views", "v", sql), VOCABULARY)) == [SchemaFile("views", "v", sql)]


def test_a_file_named_after_the_section_stands_for_an_object_per_section():
    sql = """create view "v_{section}" as select '{section}' as section, {1} as n; comment on view "v_{section}" is '{section}.'"""
    files = list(written_out(SchemaFile("views", "v_{section}", sql.replace("{1}", "1")), VOCABULARY))
    assert [file.name for file in files] == ["v_wages", "v_where"]
    with duckdb.connect() as connection:
        for file in files:
            connection.execute(file.sql)
        assert connection.execute("select * from v_where").fetchall() == [("where", 1)]


def test_a_placeholder_that_cannot_be_repeated_is_refused():
    with pytest.raises(DataError, match=r"found \{metric\} in '\{metric\}', expected it in a select item"):
        list(
            written_out(
                SchemaFile("views", "v", "create view v as select pay from known where town = '{metric}'"), VOCABULARY
            )
        )


HOSTILE = [
    "baker's dozens", "''", "'", '"', 'a"b', "loaves'; copy (select 1) to 'PWNED.csv'; --", "/* not closed", "*/ -- ;",
    "{metric}", "{label} {unit}", "{number_metric}", "{", "}", "{{}}", "two\nlines", "\r\n", "\t", "back\\slash", "\\'",
    "$$", "$1", "?", "%s", "\u202e", "né\u0301", "); drop table occupation; --", "US dollars' || version() || '", "E'\\x27'",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_becomes_sql_or_is_filled_again(text):
    metric = Metric("pay", "wages", "number", text, text, 2)
    with duckdb.connect() as connection:
        connection.execute("create table known as select 12 as pay")
        sql = """
        create view v as select "{metric}", '{label}' as "{label}" from known;
        comment on column v."{metric}" is '{label} ({unit}), {difference_unit}';
        """
        for file in written_out(SchemaFile("views", "v", sql), Vocabulary((metric,), ())):
            assert len(connection.extract_statements(file.sql)) == 2
            connection.execute(file.sql)
        result = connection.execute("select * from v")
        assert [column[0] for column in result.description] == ["pay", text]
        assert result.fetchall() == [(12, text)]
        comments = connection.execute(
            "select comment from duckdb_columns() where column_name = 'pay' and table_name = 'v'"
        )
        assert comments.fetchall() == [(f"{text} ({text}), {text}",)]


def test_a_seed_folder_whose_texts_look_like_sql_builds_and_keeps_them(tmp_path, monkeypatch):
    """Every column of the vocabulary's metrics and of what hangs on them, through a whole build."""
    monkeypatch.chdir(tmp_path)
    seeds = write_seeds(
        tmp_path / "it's; --" / "seeds", occupation="occupation_id | title\nbaker | Baker\nmiller | Miller"
    )
    ids = {f"hostile{number}": text for number, text in enumerate(HOSTILE) if text.strip() and text.isprintable()}
    tables = {
        "metric": [
            ["metric_id", "value_kind", "section", "label", "unit", "sort_order", "picked_with"],
            *([id_, "number", "overview", text, text, 9000 + place, "growth"] for place, (id_, text) in enumerate(ids.items())),
        ],
        "definition": [["definition_id", "metric_id", "meaning"], *([text, id_, text] for id_, text in ids.items())],
        "source_metric": [["source_id", "metric_id", "definition_id"], *(["own-data", id_, text] for id_, text in ids.items())],
        "stated_figure": [["occupation_id", "metric_id", "number_value"], *(["baker", id_, "1"] for id_ in ids)],
    }  # fmt: skip
    for name, rows in tables.items():
        with (seeds / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    before = snapshot(tmp_path)
    assert build(tmp_path / "it's.duckdb", [SeedFolder("seeds", seeds)]) == 2
    written = set(snapshot(tmp_path)) - set(before)
    assert written == {"it's.duckdb"}
    with duckdb.connect(str(tmp_path / "it's.duckdb"), read_only=True) as connection:
        comments = dict(
            connection.execute(
                "select column_name, comment from duckdb_columns() where table_name = 'occupation_profile'"
            ).fetchall()
        )
        assert {id_: comments[id_] for id_ in ids} == {id_: f"{text} ({text})." for id_, text in ids.items()}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "id_", ["a'b", 'a"b', "a; drop table metric", "{metric}", "a--", "Ä", "a\nb", "left_a", "a_difference"]
)
def test_an_id_that_is_no_plain_word_is_refused(tmp_path, id_):
    seeds = write_seeds(tmp_path / "seeds", occupation="occupation_id | title\nbaker | Baker")
    with (seeds / "metric.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [["metric_id", "value_kind", "section", "label", "sort_order"], [id_, "text", "overview", "Label", 9000]]
        csv.writer(file).writerows(rows)
    with pytest.raises(SeedFaults, match=r"seeds/metric\.csv:2: metric_id: breaks a rule"):
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", seeds)])
    assert not (tmp_path / "x.duckdb").exists()


def test_a_nul_byte_is_refused_before_the_engine_sees_it(tmp_path):
    seeds = write_seeds(tmp_path / "seeds", occupation="occupation_id | title\nbaker | Baker")
    (seeds / "metric.csv").write_bytes(b"metric_id,value_kind,section,label,sort_order\na,text,overview,L\0x,9000\n")
    with pytest.raises(SeedFaults, match=r"seeds/metric\.csv:2: NUL byte"):
        build(tmp_path / "x.duckdb", [SeedFolder("seeds", seeds)])
