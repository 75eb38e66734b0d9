"""`export`: every format holds the same cells, streams, leaves nothing half-written, and gives seeds that build again."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import openpyxl
import pytest
from conftest import ROOT, Run, rows_of, snapshot, write_seeds
from frictionless import validate
from processes import ENVIRONMENT, ended, kilobytes_of, on_terminal, said_on_terminal, started
from published_files import FOLDERS, REAL, made_from, make_published
from whole_exports import KILOBYTES, made_up_database, whole_export

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.result import Result
from occupare.result import result_of as all_rows
from occupare.write import export, ordered, workbook
from occupare.write.export_request import ExportRequest
from occupare.write.output import Output

HARD = ['say "no", twice', "two\nlines", "a\rcarriage", "win\r\nlines", "=1+1", "+1", "-1", "@cmd", "\ttab", "\rcr",
        "#hash", "  spaced  ", "naïve – 中", "a|b", "'", "\\", "NULL", "x\u2028y"]  # fmt: skip
SUFFIXES = {"csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "ndjson", "markdown": "md", "table": "txt"}
ENDLESS = "select a.range from range(100000000) a, range(100000000) b"
TABLES = {path.stem for path in (ROOT / "schema" / "tables").glob("*.sql")}


@pytest.fixture(scope="module")
def hard(tmp_path_factory) -> Path:
    """A database whose descriptions are hard to write, one occupation each; some have an outlook."""
    folder = tmp_path_factory.mktemp("hard")
    seeds = folder / "seeds"
    seeds.mkdir()
    with (seeds / "occupation.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["occupation_id", "title", "category", "description"])
        writer.writerows([f"o{number}", f"T{number}", "ab"[: number % 2], text] for number, text in enumerate(HARD))
    write_seeds(
        seeds, outlook="occupation_id | growth_pct | openings_stated\no1 | -3.5 | 12\no2 | 0.0 |\no3 | 10.0 | 0"
    )
    build(folder / "hard.duckdb", [SeedFolder("seeds", seeds)])
    return folder / "hard.duckdb"


def exported(database: Path, target: Path, *names: str, is_for_excel: bool = False, **options) -> bytes:
    export.export(str(database), ExportRequest(names, output=Output(str(target), is_for_excel=is_for_excel), **options))
    return target.read_bytes() if target.is_file() else b""


def result_of(database: Path, name: str) -> Result:
    with duckdb.connect(str(database), read_only=True) as connection:
        return all_rows(connection.execute(f'select * from "{name}"'))


def written(result: Result, target: Path) -> bytes:
    Output(str(target)).write(result)
    return target.read_bytes()


def objects(database: Path) -> list[str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name from duckdb_columns() where database_name = current_database() and not internal"
        return [row[0] for row in connection.execute(f"{query} group by 1 order by 1").fetchall()]


OF_EACH_KIND = {"occupation", "pay", "occupation_skill", "comparison_metric", "occupation_profile", "release"}


@pytest.mark.thorough
def test_every_object_has_the_bytes_and_types_that_other_commands_give(bundled, tmp_path):
    assert len(objects(bundled)) > 40
    for name in objects(bundled):
        result = result_of(bundled, name)

        def same(found, expected, name: str = name) -> bool:
            is_table = name in TABLES  # a view's rows have no order of their own
            return found == expected if is_table else sorted(map(repr, found)) == sorted(map(repr, expected))

        for suffix in ("csv", "tsv") if name in OF_EACH_KIND else ("csv",):
            found, expected = (
                exported(bundled, tmp_path / f"a.{suffix}", name),
                written(result, tmp_path / f"b.{suffix}"),
            )
            assert same(found.split(b"\n"), expected.split(b"\n")), name
        if name in OF_EACH_KIND:
            as_json = json.loads(written(result, tmp_path / "b.json"))
            assert same(json.loads(exported(bundled, tmp_path / "a.json", name)), as_json)
            lines = exported(bundled, tmp_path / "a.jsonl", name).decode().splitlines()
            assert same([json.loads(line) for line in lines], as_json)
            exported(bundled, tmp_path / "a.parquet", name)
            stored = result_of_file(tmp_path / "a.parquet")
            assert (stored.columns, stored.types) == (result.columns, result.types) and same(stored.rows, result.rows)


def result_of_file(path: Path) -> Result:
    with duckdb.connect() as connection:
        return all_rows(connection.execute(f"from '{path}'"))


@pytest.mark.parametrize("statement", [None, "from occupation"], ids=["table", "statement"])
@pytest.mark.thorough
def test_hard_cells_survive(hard, tmp_path, statement):
    asked = ExportRequest(() if statement else ("occupation",), statement)

    def to(name: str, **options) -> Path:
        target = tmp_path / name
        export.export(str(hard), ExportRequest(asked.names, asked.statement, False, Output(str(target)), **options))
        return target

    for suffix, delimiter in (("csv", ","), ("tsv", "\t")):
        content = to(f"o.{suffix}").read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))
        assert [row["description"] for row in rows] == HARD and [row["category"] for row in rows[:2]] == ["", "a"]
    assert [row["description"] for row in json.loads(to("o.json").read_text("utf-8"))] == HARD
    lines = to("o.ndjson").read_text("utf-8").split("\n")
    assert [json.loads(line)["description"] for line in lines[:-1]] == HARD and lines[-1] == ""
    stored = result_of_file(to("o.parquet"))
    assert [row[stored.columns.index("description")] for row in stored.rows] == HARD
    sheet = openpyxl.load_workbook(to("o.xlsx")).active
    assert sheet.freeze_panes == "A2" and {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    # A workbook has no carriage return of its own; xlsxwriter escapes it, which openpyxl shows.
    at = [cell.value.lower() for cell in next(sheet.iter_rows())].index("description")
    plain = [(row[at].value, text) for row, text in zip(sheet.iter_rows(min_row=2), HARD, strict=True)]
    assert all(found == text for found, text in plain if not set(text) & set("\r\x01"))


def test_excel_gets_a_mark_and_no_formula(hard, tmp_path):
    for suffix, delimiter in (("csv", ","), ("tsv", "\t")):
        content = exported(hard, tmp_path / f"o.{suffix}", "occupation", is_for_excel=True)
        assert content.startswith(b"\xef\xbb\xbfoccupation_id")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
        assert [row["description"] for row in rows] == [f"'{text}" if text[0] in "=+-@\t\r" else text for text in HARD]
    shown = rows_of(exported(hard, tmp_path / "o.csv", "outlook", is_for_excel=True).decode("utf-8-sig"))
    assert [(row["growth_pct"], row["openings_stated"]) for row in shown] == [
        ("-3.5", "12"),
        ("0.0", ""),
        ("10.0", "0"),
    ]


def test_a_workbook_has_real_types(bundled, tmp_path):
    exported(bundled, tmp_path / "o.xlsx", "occupation_profile")
    result = result_of(bundled, "occupation_profile")
    header, *rows = openpyxl.load_workbook(tmp_path / "o.xlsx").active.iter_rows(values_only=True)
    assert list(header) == result.columns
    for found, row in zip(rows, result.rows, strict=True):
        expected = [cell if cell is None or isinstance(cell, str | bool) else float(cell) for cell in row]
        assert [float(cell) if isinstance(cell, int | float) else cell for cell in found] == expected


def test_what_no_sheet_holds_is_refused(bundled, run: Run, tmp_path, monkeypatch):
    long = run("-d", bundled, "export", "--sql", "select repeat('a', 32768) as story", "-o", tmp_path / "o.xlsx")
    assert "32,768 characters in row 1, column story" in ended(long, 1).stderr and "csv or parquet" in long.stderr
    monkeypatch.setattr(workbook, "SHEET_ROWS", 5)
    for asked in (ExportRequest(("pay",)), ExportRequest(statement="from pay")):
        options = ExportRequest(asked.names, asked.statement, False, Output(str(tmp_path / "o.xlsx")))
        with pytest.raises(export.DataError, match=r"at least [67] rows"):
            export.export(str(bundled), options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    "asked", [["occupation"], ["--sql", "from occupation"], ["occupation", "--excel"]], ids=" ".join
)
def test_a_file_has_the_bytes_of_the_redirected_output(hard, run: Run, tmp_path, asked):
    for name, suffix in SUFFIXES.items():
        if "--excel" in asked and name not in ("csv", "tsv"):
            continue
        done = ended(run("-d", hard, "export", *asked, "-o", tmp_path / f"o.{suffix}"))
        assert done.stdout == "" and done.stderr == f"{tmp_path / f'o.{suffix}'}: wrote {len(HARD)} rows\n"
        with started("-d", hard, "export", *asked, "--format", name, env=ENVIRONMENT | {"COLUMNS": "100"}) as shown:
            assert shown.stdout.read() == (tmp_path / f"o.{suffix}").read_bytes() and shown.stderr.read() == b""
        assert shown.returncode == 0
    for name in () if "--excel" in asked else ("parquet", "xlsx"):
        with started("-d", hard, "export", *asked, "--format", name) as shown:
            (tmp_path / f"p.{name}").write_bytes(shown.stdout.read())
    assert "--excel" in asked or len(result_of_file(tmp_path / "p.parquet").rows) == len(HARD)
    assert "--excel" in asked or openpyxl.load_workbook(tmp_path / "p.xlsx").active.max_row == len(HARD) + 1


def test_a_terminal_gets_a_table_and_a_pipe_closed_early_is_quiet(bundled):
    code, shown, _ = on_terminal(100, "-d", bundled, "export", "degree")
    assert code == 0 and "Bachelor" in shown and "degree_id," not in shown
    code, shown, errors = on_terminal(100, "-d", bundled, "export", "--sql", "from range(5000)")
    assert code == 0 and "the first 1,000 rows" in errors and "  999\n" in shown and " 1000\n" not in shown
    for asked in (["comparison_metric"], ["--sql", "from range(3000000)"]):
        with started("-d", bundled, "export", *asked) as process:
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.thorough
@pytest.mark.parametrize(
    "statement",
    ["copy pay to 'x.csv'", "from read_csv('secret.csv')", "from 'secret.csv'", "attach 'y.duckdb'", "install json",
     "export database 'z'", "set memory_limit = '9GB'", "select * from glob('*')", "create table t (a int)",
     "begin; from pay; copy pay to 'x.csv'", "select 1; select * from read_text('secret.csv')"],
)  # fmt: skip
def test_a_statement_runs_in_the_sandbox(bundled, run: Run, tmp_path, statement):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    before = snapshot(tmp_path)
    for target in ("o.csv", "o.parquet"):
        ended(run("-d", bundled, "export", "--sql", statement, "-o", target), 1)
    assert snapshot(tmp_path) == before


@pytest.mark.thorough
def test_statements_of_all_kinds_are_exported(bundled, run: Run, tmp_path):
    for statement, expected in (
        ("describe degree", "degree_id"),
        ("create temp table t as select 'kept' as a; from t", "kept"),
        ("pivot pay on area_id using count(*)", "US"),
        ("select [1, 2] as a, {'b': 1.50} as c, 1 as a, null as n, date '2025-05-01' as d", "a,c,a_1,n,d"),
    ):
        assert expected in ended(run("-d", bundled, "export", "--sql", statement)).stdout
        ended(run("-d", bundled, "export", "--sql", statement, "-o", "o.parquet"))
        assert len(result_of_file(tmp_path / "o.parquet").rows) == len(
            rows_of(run("-d", bundled, "export", "--sql", statement).stdout)
        )
    late = run(
        "-d",
        bundled,
        "export",
        "--sql",
        "select case when range = 90000 then error('late') end from range(99999)",
        "-o",
        "l.csv",
    )
    assert "late" in ended(late, 1).stderr and sorted(snapshot(tmp_path)) == ["o.parquet"]
    assert "returns no rows" in ended(run("-d", bundled, "export", "--sql", "create temp table t (a int)"), 1).stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["payy"], "did you mean 'pay'?"),
        ([], "name tables or views"),
        (["pay", "--all-tables", "-o", "x"], "name tables or views"),
        (["pay", "--sql", "from pay"], "name tables or views"),
        (["pay", "skill"], "add -o FOLDER"),
        (["--all-tables"], "add -o FOLDER"),
        (["pay", "skill", "-o", "x.csv"], "expected a folder"),
        (["pay", "-o", "."], "pay.csv"),
        (["pay", "-o", "x.doc"], "found '.doc'"),
        (["pay", "-o", "x.parquet", "--excel"], "--excel is for csv and tsv, found parquet"),
        (["--all-tables", "-o", "x", "--excel"], "leave it out"),
        (["pay", "skill", "-o", "file"], "found a file, expected a new folder"),
    ],
)
def test_a_wrong_call_names_the_remedy(bundled, run: Run, tmp_path, asked, said):
    (tmp_path / "file").write_text("mine")
    assert said in ended(run("-d", bundled, "export", *asked), 2).stderr
    assert snapshot(tmp_path) == {"file": b"mine"}


def test_a_target_that_cannot_be_written_leaves_nothing(bundled, run: Run, tmp_path):
    (tmp_path / "other.duckdb").write_bytes(bundled.read_bytes())
    before = snapshot(tmp_path)
    assert "cannot be written" in ended(run("-d", bundled, "export", "pay", "-o", "absent/pay.csv"), 1).stderr
    database = run("-d", bundled, "export", "pay", "-o", "other.duckdb", "--format", "csv")
    assert "found a DuckDB database" in ended(database, 1).stderr
    assert snapshot(tmp_path) == before
    ended(run("-d", bundled, "export", "pay", "-o", "/dev/null", "--format", "csv"))
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    ended(run("-d", bundled, "export", "pay", "-o", "link.csv"))
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_text().startswith("occupation_id,")


@pytest.mark.thorough
def test_a_folder_is_new_or_of_the_same_export(bundled, run: Run, tmp_path):
    asked = ["-d", bundled, "export", "skill", "pay", "skill", "-o", "out"]
    ended(run(*asked))
    first = snapshot(tmp_path)
    assert sorted(first) == ["out/datapackage.json", "out/pay.csv", "out/skill.csv"]
    ended(run(*asked))
    assert snapshot(tmp_path) == first
    assert validate(str(tmp_path / "out" / "datapackage.json")).valid
    assert "of an export of other tables" in ended(run("-d", bundled, "export", "age", "pay", "-o", "out"), 2).stderr
    (tmp_path / "out" / "pay.csv").write_text("mine")
    assert "changed since an export wrote it" in ended(run(*asked), 2).stderr
    (tmp_path / "out" / "pay.csv").write_bytes(first["out/pay.csv"])
    (tmp_path / "out" / "diary.txt").write_text("mine")
    assert "diary.txt: found a file not written by an export" in ended(run(*asked), 2).stderr
    ended(run("-d", bundled, "export", "pay", "occupation_profile", "-o", "sheets", "--format", "xlsx"))
    assert {path.name for path in (tmp_path / "sheets").iterdir()} == {
        "pay.xlsx", "occupation_profile.xlsx", "datapackage.json",
    }  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"out", "sheets"}


@pytest.mark.thorough
def test_a_statement_streams_at_bounded_memory(bundled, tmp_path):
    gigabyte = "select repeat('x', 5000) || range as long from range(200000)"
    assert kilobytes_of("-d", bundled, "export", "--sql", gigabyte, cwd=tmp_path) < KILOBYTES // 3


@pytest.mark.thorough
def test_a_bar_shows_on_a_terminal_and_nothing_in_a_pipe(bundled, tmp_path):
    asked = ["-d", bundled, "export", "--sql", "from range(1000000)", "-o", tmp_path / "o.csv"]
    code, said = said_on_terminal(80, *asked)
    assert code == 0 and "rows" in said and "━" in said
    with started(*asked) as process:
        assert process.stderr.read().decode() == f"{tmp_path / 'o.csv'}: wrote 1,000,000 rows\n"


@pytest.mark.parametrize("asked", [["--sql", ENDLESS, "-o", "o.csv"], ["comparison_metric"]], ids=["file", "stdout"])
@pytest.mark.thorough
def test_ctrl_c_ends_it_and_leaves_nothing(bundled, tmp_path, asked):
    with started("-d", bundled, "export", *asked, cwd=tmp_path) as process:
        while process.poll() is None and not (list(tmp_path.iterdir()) or asked[-1] == "comparison_metric"):
            time.sleep(0.05)
        time.sleep(1.5)  # by now it writes, or waits for someone to read
        process.send_signal(signal.SIGINT)
        process.wait(10)
        assert process.stderr.read() == b"interrupted\n"
    assert process.returncode == 130 and list(tmp_path.iterdir()) == []


# A national database takes minutes to export and validate: where the variable is set, as the gate sets it.
WHOLE = FOLDERS if "OCCUPARE_PUBLISHED_DATA" in os.environ else FOLDERS[:1]


@pytest.fixture(scope="module", params=["bundled", *WHOLE])
def whole(request, tmp_path_factory, bundled) -> tuple[str, Path]:
    """A database to export whole: the bundled one, and each of published files that is here."""
    if request.param == "bundled":
        return request.param, bundled
    folder = tmp_path_factory.mktemp("whole")
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    made_from(request.param, downloads, folder).connection.close()
    return request.param, folder / "made.duckdb"


@pytest.mark.thorough
def test_all_tables_build_the_same_database_again(whole, tmp_path):
    _, database = whole
    seeds, again = tmp_path / "seeds", tmp_path / "again.duckdb"
    for arguments in (["-d", database, "export", "--all-tables", "-o", seeds], ["-d", again, "build", seeds]):
        subprocess.run([sys.executable, "-m", "occupare", *map(str, arguments)], check=True, env=ENVIRONMENT)
    with duckdb.connect(str(again), read_only=True) as connection:
        connection.execute(f"attach '{database}' as first (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'first' and table_name <> 'build_info'"
        ).fetchall()
        assert {path.stem for path in seeds.glob("*.csv")} < {name for (name,) in tables} and len(tables) > 29
        for (name,) in tables:
            query = f'select * from {{}}."{name}" order by rowid'
            was, now = (connection.execute(query.format(place)).fetchall() for place in ("first.main", "main"))
            assert now == was if (seeds / f"{name}.csv").exists() else sorted(map(repr, now)) == sorted(map(repr, was))
    report = validate(str(seeds / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])
    package = json.loads((seeds / "datapackage.json").read_text("utf-8"))
    by_name = {resource["name"]: resource["schema"] for resource in package["resources"]}
    fields = {field["name"]: field for field in by_name["pay"]["fields"]}
    assert fields["hourly_p10_usd"]["unit"] == "US dollars an hour" and fields["hourly_p10_usd"]["type"] == "number"
    assert by_name["pay"]["primaryKey"] == ["occupation_id", "release_id", "area_id", "industry_id"]
    assert by_name["pay_unpublished"]["foreignKeys"][0]["reference"]["resource"] == "pay"
    assert {source["title"] for source in package["sources"]} == {row[1] for row in result_of(database, "source").rows}
    licences = {row[3] for row in result_of(database, "source").rows if row[3]}
    assert {licence["title"] for licence in package.get("licenses", [])} == licences


def test_the_validator_sees_a_dangling_reference(bundled, tmp_path):
    exported(bundled, tmp_path / "seeds", is_all_tables=True)
    skills = tmp_path / "seeds" / "skill.csv"
    skills.write_text("".join(skills.read_text("utf-8").splitlines(True)[:-1]), encoding="utf-8")
    types = {
        error.type for task in validate(str(tmp_path / "seeds" / "datapackage.json")).tasks for error in task.errors
    }
    assert {"foreign-key", "hash-count"} & types == {"foreign-key", "hash-count"}


@pytest.mark.timeout(1800)
def test_all_pairs_stream_at_bounded_memory(whole, tmp_path):
    _, database = whole
    target = tmp_path / "pairs.parquet"
    assert kilobytes_of("-d", database, "export", "comparison_metric", "-o", target, cwd=tmp_path) < KILOBYTES
    with duckdb.connect() as connection:
        pairs = connection.execute(f"select count(distinct (left_occupation_id, right_occupation_id)) from '{target}'")
        count = len([row for row in result_of(database, "occupation").rows if row[1] == "occupation"])
        assert pairs.fetchall() == [(count * (count - 1),)]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_object_is_exported_whole_in_order_and_the_same_twice(tmp_path):
    """All tables and views of a hundred occupations, all pairs of them too; at full size in the long suite."""
    database = made_up_database(tmp_path, 100)
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in objects(database):
            count = connection.execute(f"""select count(*) from "{name}" """).fetchall()[0][0]
            for suffix in ("csv", "parquet"):
                first, second = (whole_export(database, name, suffix, tmp_path) for _ in range(2))
                assert first.digest == second.digest and first.rows == count, (name, suffix)
                assert first.kilobytes < KILOBYTES, name


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_long_export_says_early_how_long_it_is(bundled, tmp_path, monkeypatch, capsys, suffix):
    monkeypatch.setattr(export, "ROWS_WORTH_SAYING", 1_000)
    monkeypatch.setattr(ordered, "PAIRS", 14)
    exported(bundled, tmp_path / f"pairs.{suffix}", "comparison_metric")
    told = capsys.readouterr().err
    rows = int(told[told.index("about ") + 6 :].split()[0].replace(",", ""))
    count = (
        len(result_of_file(tmp_path / f"pairs.{suffix}").rows)
        if suffix == "parquet"
        else len(rows_of((tmp_path / "pairs.csv").read_text(encoding="utf-8")))
    )
    assert 0.5 < rows / count < 2 and " MB; --where and --occupation take less" in told
    exported(bundled, tmp_path / "few.csv", "occupation")
    assert "about" not in capsys.readouterr().err


@pytest.mark.thorough
def test_slices_give_the_same_bytes_as_one(bundled, tmp_path, monkeypatch):
    for name in ("comparison", "comparison_metric", "skill_gap", "occupation_pay", "pay", "occupation_name"):
        for suffix in ("csv", "json", "jsonl", "tsv", "parquet", "md"):
            whole = exported(bundled, tmp_path / f"whole.{suffix}", name)
            with monkeypatch.context() as patch:
                for limit in ("ROWS_OF_A_TABLE", "PAIRS", "OCCUPATIONS"):
                    patch.setattr(ordered, limit, 2)
                sliced = exported(bundled, tmp_path / f"sliced.{suffix}", name)
            if suffix == "parquet":
                assert (
                    result_of_file(tmp_path / "sliced.parquet").rows == result_of_file(tmp_path / "whole.parquet").rows
                )
            else:
                assert sliced == whole and whole == exported(bundled, tmp_path / f"again.{suffix}", name), (
                    name,
                    suffix,
                )


def test_a_workbook_of_too_many_rows_is_refused_before_one_is_written(bundled, tmp_path, monkeypatch):
    monkeypatch.setattr(ordered, "PAIRS", 1)
    asked = ExportRequest(("comparison",), output=Output(str(tmp_path / "o.xlsx")))
    monkeypatch.setattr("occupare.write.workbook.SHEET_ROWS", 5)
    with pytest.raises(export.DataError, match="at least 6 rows"):
        export.export(str(bundled), asked)
    assert list(tmp_path.iterdir()) == []


def test_some_of_the_rows_are_exported_as_a_query_of_ones_own(bundled, run: Run, tmp_path):
    asked = ["-d", bundled, "export", "comparison_metric", "-o", "o.csv"]
    done = ended(run(*asked, "--occupation", "service manager", "--where", "metric_id = 'annual_pay'"))
    assert done.stderr.endswith("o.csv: wrote 6 rows\n")
    rows = rows_of((tmp_path / "o.csv").read_text("utf-8"))
    assert len(rows) == 6 and {row["left_occupation_id"] for row in rows} == {"service-manager"}
    (tmp_path / "o.csv").unlink()
    for where in (
        "true); copy (select 1) to 'stolen.csv'; --",
        "exists (from read_text('/etc/passwd'))",
        "colour = 1",
        "true --",
    ):
        done = run(*asked, "--where", where)
        assert (done.returncode == 0) == (where == "true --") and "Traceback" not in done.stderr
        assert {path.name for path in tmp_path.iterdir()} <= {"o.csv"}
    assert "name one" in ended(run("-d", bundled, "export", "pay", "age", "--where", "true", "-o", "out"), 2).stderr
    assert (
        "--occupation needs"
        in ended(run("-d", bundled, "export", "metric", "--occupation", "service manager"), 2).stderr
    )
