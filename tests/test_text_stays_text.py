"""Text of people, of questions, of the catalog and of paths is data to the engine: it never becomes a statement."""

import contextlib
import json
import random
import re
from pathlib import Path

import duckdb
import pytest
import sqlglot
from conftest import ROOT, Run, rows_of, snapshot
from processes import ended
from sqlglot import exp

from occupare.ask.parameters import Parameter, filled
from occupare.ask.questions import Question, Questions, answer, missing
from occupare.database import identifier, literal, open_read_only, packaged_query
from occupare.errors import DataError
from occupare.result import Result
from occupare.write import export
from occupare.write.export_request import ExportRequest
from occupare.write.output import Output

HEADER = "-- A question?\n-- One row: a thing.\n"
COPY = "copy (select 1) to 'stolen.csv'"
# What would end a text, a name or a comment, or begin a statement, were it taken for SQL.
HOSTILE = [
    f"'; {COPY}; --", f"x'; {COPY} --", f'"; {COPY}; --', f"*/ {COPY}; /*", f"\n{COPY};\n", f"--\n{COPY}", f"$$; {COPY};", "'||(select 1)||'",
    "a\0b", "\0", f"\0'; {COPY}", "$n", "$asked", "$1", "?", "\\", "\\'", "'", "''", "'''", '"', '""', "--", "/*", ";", "\r\n", "\t", "",
    "\u2028", "\u0085", "\ufeff", "\u202e", "é", "中文", "🙂", "e'\\x27'", "U&'\\0027'", "%s{}[]()", "\x1b]52;c;YQ==\x07",
]  # fmt: skip
NUMBERS = [0, -1, 5, 10**18, -(10**30), 0.5, -0.5, 1e-7, -1e300, float("inf"), float("-inf")]


def combined(seed: int, count: int) -> list[str]:
    """Return so many texts that are put together of hostile ones."""
    chosen = random.Random(seed)
    return ["".join(chosen.choices(HOSTILE, k=chosen.randint(1, 6))) for _ in range(count)]


TEXTS = HOSTILE + combined(1, 60)


def asking(body: str, *parameters: str, needs: str = "annual_pay") -> str:
    """Return the text of a question."""
    return HEADER + "".join(f"-- ${line}\n" for line in parameters) + f"-- Needs: {needs}.\n{body}\n"


def answered(bundled: Path, text: str, **values: object) -> list[tuple]:
    with contextlib.closing(open_read_only(bundled)) as connection:
        return answer(connection, Question.read("asked", text), values).rows


def test_a_literal_is_its_value():
    with duckdb.connect() as connection:
        for text in TEXTS:
            assert connection.execute(f"select {literal(text)}").fetchall() == [(text,)]
        for number in NUMBERS:
            found = connection.execute(f"select {literal(number)}, 10-{literal(number)}, -{literal(number)}").fetchall()
            assert [float(cell) for cell in found[0]] == [float(number), 10 - float(number), -float(number)]
        assert connection.execute(f"select {literal(TEXTS)}").fetchall() == [(TEXTS,)]


def test_an_identifier_is_its_name():
    with duckdb.connect() as connection:
        for text in TEXTS:
            if "\0" in text:
                with pytest.raises(DataError, match="NUL"):
                    identifier(text)
            elif text:
                connection.execute(f"create or replace temp table {identifier(text)} as select 1 as {identifier(text)}")
                assert connection.execute(f"from {identifier(text)}").description[0][0] == text


def test_the_commands_own_queries_hold_a_dollar_only_before_a_parameter():
    for path in (ROOT / "cli" / "occupare" / "sql").glob("*.sql"):
        body = "".join(line for line in path.read_text("utf-8").splitlines(True) if not line.lstrip().startswith("--"))
        kinds = (exp.Placeholder, exp.Parameter)
        found = [
            each
            for statement in sqlglot.parse(body, dialect="duckdb")
            if statement
            for each in statement.find_all(*kinds)
        ]
        assert len(re.findall(r"\$[a-z_]", body)) == len(found), path


@pytest.mark.thorough
def test_a_text_asked_for_stays_one(connection):
    for text in TEXTS[::3]:
        connection.execute(packaged_query("find", asked=text)).fetchall()
        connection.execute(packaged_query("nearest", asked=text)).fetchall()
        connection.execute(packaged_query("resolve", asked=[text, text])).fetchall()
    for text in TEXTS[::3]:
        assert connection.execute(packaged_query("columns", object_name=text)).fetchall() == []
        assert connection.execute(packaged_query("compare", occupation_ids=[text, "'"])).fetchall() == []


@pytest.mark.thorough
def test_a_value_fills_its_place_and_no_other(bundled):
    text = asking(
        "select $n as a, 'costs $n' as b, $$text $n$$ as c, $tag$ $n $tag$ as d, 1 as \"$n\", -- $n\n'\n-- $n\n' as e /* $n */",
        "n (text, x): it.",
    )
    for value in TEXTS:
        rows = answered(bundled, text, n=value)
        assert rows == [(value, "costs $n", "text $n", " $n ", 1, "\n-- $n\n")]


def test_a_number_keeps_its_sign_and_its_place(bundled):
    question = asking("select 10-$n as a, 10 -$n as b, 2*$n as c, -$n as d limit $rows", "n (integer, 1): it.", "rows (integer, 9): most.")  # fmt: skip
    for value in (-5, 0, 5, -(10**15)):
        assert answered(bundled, question, n=value, rows=1) == [(10 - value, 10 - value, 2 * value, -value)]
    for number in ("nan", "inf", "-inf", "1e-7"):
        (row,) = answered(bundled, asking("select $n + 0 as a", "n (number, 1): it."), n=float(number))
        assert repr(float(row[0])) == repr(float(number))
    wide = asking("select '🙂é中' as a, $n as b, '🙂' as c, $n as d", "n (text, x): it.")
    assert answered(bundled, wide, n="ä") == [("🙂é中", "ä", "🙂", "ä")]


def test_what_a_question_needs_is_a_name(bundled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(open_read_only(bundled)) as connection:
        for text in TEXTS:
            if set(text) & set("\n\r\u2028\u0085") or not text.strip() or ", " in text:
                continue
            needs = f"x{text}y".replace(".", "")
            question = Question.read("evil", asking("select 1 as a", needs=needs))
            assert missing(connection, {"evil": question}) == {"evil": list(question.needs)}
            for dotted in (f"pay.x{needs}", f"{needs}.area_id"):
                question = Question.read("evil", asking("select 1 as a", needs=dotted))
                with pytest.raises(DataError, match="found no such column"):
                    missing(connection, {"evil": question})
    assert snapshot(tmp_path) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("arguments", [[], ["evil"]], ids=["listed", "asked"])
def test_a_folder_of_questions_runs_nothing(run: Run, bundled, tmp_path, arguments):
    folder = tmp_path / "q"
    folder.mkdir()
    for needs in (f"x'; {COPY}--", f'pay"; {COPY}--', f"pay.area_id is null; {COPY}--", f"pay where 1=1; {COPY}--"):
        (folder / "evil.sql").write_text(HEADER + f"-- Needs: {needs}\nselect 1 as a\n")
        done = run("-d", bundled, "query", "--queries", folder, *arguments, "--format", "csv")
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr
        assert set(snapshot(tmp_path)) == {"q/evil.sql"}
    (folder / "evil.sql").write_text(HEADER + f"-- Needs: pay.\nselect 1 as a; {COPY}\n")
    assert "found 2 statements, expected one" in ended(run("-d", bundled, "query", "--queries", folder), 1).stderr
    (folder / "evil.sql").write_text(HEADER + "-- Needs: pay.\nselect * from read_text('/etc/passwd')\n")
    assert "file" in ended(run("-d", bundled, "query", "--queries", folder, "evil"), 1).stderr


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (asking("select $5 as a"), "uses $5, expected the name of a parameter"),
        (asking("select ? as a"), "uses ?, expected the name of a parameter"),
        (asking("select 'open as a"), "cannot be read as SQL"),
        (asking("select $$open as a"), "cannot be read as SQL"),
        (asking('select "open as a'), "cannot be read as SQL"),
        (asking("select 1 /* open"), "cannot be read as SQL"),
        (asking("select (1 as a"), "cannot be read as SQL"),
        (asking(""), "found 0 statements, expected one"),
        (asking("select 1; select 2"), "found 2 statements, expected one"),
        (asking(f"select {'(' * 5000}1{')' * 5000} as a"), "cannot be read as SQL"),
        (asking("select $n as a", "n (integer, many): it."), "the default of $n: found 'many', expected a whole number"),
        (asking("select $n as a", "n (integr, 1): it."), "expected '-- $name (integer, number, text, occupation or occupations)"),
        (asking("select $n as a", "n (text): it.", "n (text): it."), "declares $n twice"),
        (asking("select $a_b + $n as a", "a_b (text): it.", "n: it."), "found '-- $n: it.'"),
        (asking("select $output as a", "output (text): it."), "--output is an option of every command"),
        (asking("select $database as a", "database (text): it."), "--database is an option of every command"),
        (asking("select $format as a", "format (text): it."), "--format is an option of every command"),
        (asking("select 1 as a", needs="pay.colour"), "needs 'pay.colour', found no such column"),
        (asking("select 'é' as a").encode("latin-1"), "q.sql: found byte 0xe9, expected text in UTF-8"),
        (asking("select 1 as a").encode("utf-16"), "q.sql: found byte 0xff, expected text in UTF-8"),
        (b"", "found no full header"),
        (b"\0", "found no full header"),
    ],
)  # fmt: skip
def test_a_faulty_question_is_told_as_itself(run: Run, bundled, tmp_path, content, message):
    folder = tmp_path / "q"
    folder.mkdir()
    (folder / "q.sql").write_bytes(content if isinstance(content, bytes) else content.encode())
    done = ended(run("-d", bundled, "query", "--queries", folder), 1)
    assert message in done.stderr and done.stderr.startswith("q.sql: ")


def test_a_parameter_may_have_any_name_that_no_option_has(run: Run, bundled, tmp_path):
    (tmp_path / "q.sql").write_text(
        "\ufeff" + asking(
            "select $format_ as a, $queries as b, $from as c, $name as d, $Rows as e",
            "format_ (text, f): it.", "queries (text, q): it.", "from (text, x): it.", "name (text, n): it.", "Rows (integer, 3): it.",
        ), "utf-8"
    )  # fmt: skip
    done = ended(run("-d", bundled, "query", "--queries", tmp_path, "q", "--from", "a'b", "--format", "json"))
    assert json.loads(done.stdout) == [{"a": "f", "b": "q", "c": "a'b", "d": "n", "e": 3}]
    assert "--Rows INTEGER" in ended(run("query", "--queries", tmp_path, "q", "--help")).stdout


def test_every_question_of_the_package_is_filled_as_it_stands():
    for question in Questions(None).values():
        names = {each.name: f"<{each.name}>" for each in question.parameters}
        text = filled(question.sql, names)
        assert all(f" {shown} " in text for shown in names.values())
        for name, shown in names.items():
            text = text.replace(f" {shown} ", f"${name}")
        assert text == question.sql


def test_a_header_ends_with_the_comment_that_it_is():
    text = asking("select '\n-- $late (text): no parameter.\n-- Needs: nothing.\n' as a")
    question = Question.read("q", text)
    assert (question.parameters, question.needs) == ((), ("annual_pay",))
    with pytest.raises(DataError, match="expected"):
        Parameter.declared("-- $5 (text): it.")


ODD = ["it's", 'a "b"', "a;b", "--a", "a[1]*?", "$n", "a\nb", "ä🙂", "a b", "{uuid}", "s3:", "%41", "x=1"]


@pytest.mark.thorough
@pytest.mark.parametrize("odd", ODD)
def test_a_path_is_a_path(bundled, tmp_path, odd):
    folder = tmp_path / odd
    folder.mkdir()
    for suffix in ("csv", "parquet"):
        target = folder / f"x{odd}.{suffix}"
        for asked in (
            ExportRequest(("pay",), output=Output(str(target))),
            ExportRequest(statement="from pay", output=Output(str(target))),
        ):
            export.export(str(bundled), asked)
            assert list(folder.iterdir()) == [target] and target.stat().st_size
            target.unlink()
        Output(str(target)).write(Result(["a"], [(1,)]))
        assert list(folder.iterdir()) == [target] and target.stat().st_size
        target.unlink()
    assert list(tmp_path.iterdir()) == [folder]


def test_names_of_columns_stay_names(run: Run, bundled, tmp_path):
    names = [text for text in TEXTS if text.strip() and "\0" not in text]
    distinct = {name.lower(): name for name in names}.values()
    query = "select " + ", ".join(f"{number} as {identifier(name)}" for number, name in enumerate(distinct))
    for command in (["sql", query], ["export", "--sql", query]):
        ended(run("-d", bundled, *command, "-o", tmp_path / "o.parquet"))
        ended(run("-d", bundled, *command, "-o", tmp_path / "o.json"))
        with duckdb.connect() as connection:
            found = connection.execute(f"from {literal(str(tmp_path / 'o.parquet'))}").description
            assert [column[0] for column in found] == list(distinct)
        assert list(json.loads((tmp_path / "o.json").read_text("utf-8"))[0]) == list(distinct)
        (tmp_path / "o.parquet").unlink(), (tmp_path / "o.json").unlink()
    assert snapshot(tmp_path) == {}
    assert len(rows_of(run("-d", bundled, "sql", query, "--format", "csv").stdout)) == 1
