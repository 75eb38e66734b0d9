"""The contract of the command line, over real processes: exit codes, streams, formats, widths, titles, SQL."""

import collections
import contextlib
import csv
import io
import itertools
import json
import os
import re
import resource
import signal
import subprocess
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from conftest import ROOT, Run, rows_of, snapshot
from processes import ENVIRONMENT, ended, on_terminal, started
from rich.cells import cell_len

from occupare.ask import comparison
from occupare.ask.titles import Occupation
from occupare.database import open_read_only
from occupare.write.cells import text_of

PAIR = ["service manager", "senior service manager"]
MIXED_CELLS = """
select 'a|b' as piped, '=1+1' as formula, '007' as zeros, 'x, "y"' || chr(10) || 'z' as lines, 3 as whole, 1.50 as money,
    true as is_true, date '2025-05-01' as day, 'naïve – 中' as wide
union all select null, 'http://x.test', '', chr(9) || 'tab', null, -0.25, false, null, '  spaced  '
"""
COMMANDS = {
    "compare": ["compare", *PAIR], "compare --long": ["compare", *PAIR, "--long"], "find": ["find", "manager"],
    "sql": ["sql", MIXED_CELLS], "describe": ["describe", "pay"],
}  # fmt: skip
TABLES = [["find"], ["describe"], ["describe", "pay"], ["sql", "from occupation_profile"]]
PIPED = [["find"], ["find", "--format", "table"], ["sql", "from range(300000)"], ["--help"]]
TEXT_SUFFIXES = {"csv": "csv", "tsv": "tsv", "json": "json", "markdown": "md", "table": "txt"}
ENDLESS = "select count(*) from range(100000000) a, range(100000000) b where (a.range * b.range) % 7 = 3"
SEEDS = ROOT / "seeds/career_pages/occupation.csv"
TITLES = {row["occupation_id"]: row["title"] for row in rows_of(SEEDS.read_text("utf-8"))}


def plain(shown: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", shown)


def same(found: object, expected: str) -> bool:
    text = text_of(found).removesuffix(" 00:00:00")  # a workbook knows no date without a time
    try:
        return text == expected or Decimal(text) == Decimal(expected)
    except ArithmeticError:
        return False


def words(text: str) -> collections.Counter:
    """Count the words of a text; a number counts however it is written ($1,234.50, 1234.5)."""
    counted = collections.Counter()
    for word in re.findall(r"[^\s│─]+", text):
        bare = word.strip("$%*†‡(),.:;+")
        with contextlib.suppress(ArithmeticError):
            bare = f"{Decimal(bare.replace(',', '').replace('$', '')).normalize():f}"
        counted[bare] += 1 if bare else 0
    return counted


def compared_with_figures(bundled: Path, ids: list[str]) -> tuple[comparison.Comparison, str]:
    """Compare in this process; returns the comparison and all its figures as a text."""
    with contextlib.closing(open_read_only(bundled)) as connection:
        compared = comparison.compare(connection, [Occupation(id_, TITLES[id_]) for id_ in ids], ())
    return compared, " ".join(text_of(line.figure) for line in compared.lines())


@pytest.mark.thorough
@pytest.mark.parametrize("name", COMMANDS)
def test_every_format_holds_the_same_cells_and_a_file_the_redirected_bytes(run: Run, bundled, tmp_path, name):
    asked, texts = ["-d", bundled, *COMMANDS[name]], {}
    for format_, suffix in TEXT_SUFFIXES.items():
        target, redirected = tmp_path / f"o.{suffix}", tmp_path / f"r.{suffix}"
        options = {"env": ENVIRONMENT | {"COLUMNS": "100"}}  # as run has it
        with redirected.open("wb") as file, started(*asked, "--format", format_, stdout=file, **options) as shown:
            assert shown.stderr.read() == b""
        done = ended(run(*asked, "-o", target))
        assert (shown.returncode, done.stdout) == (0, "") and re.match(f"{target}: (wrote|written)", done.stderr)
        assert target.read_bytes() == redirected.read_bytes() and len(target.read_bytes()) > 100
        assert not set(b"\x1b\r") & set(target.read_bytes())
        texts[format_] = target.read_bytes().decode("utf-8")
    header, *rows = list(csv.reader(io.StringIO(texts["csv"], newline="")))
    assert len(rows) > 1 and {len(row) for row in rows} == {len(header)}
    assert list(csv.reader(io.StringIO(texts["tsv"], newline=""), delimiter="\t")) == [header, *rows]

    def check(columns, found) -> None:
        assert list(columns) == header and len(found) == len(rows)
        for cells, row in zip(found, rows, strict=True):
            assert all(map(same, cells, row)), (cells, row)

    loaded = json.loads(texts["json"])
    check(loaded[0], [list(row.values()) for row in loaded])
    assert name == "compare" or texts["markdown"].count("\n") == len(rows) + 2
    for suffix in ("parquet", "xlsx"):
        assert ended(run(*asked, "-o", tmp_path / f"o.{suffix}")).stdout == ""
    with duckdb.connect() as connection:
        relation = connection.execute(f"from '{tmp_path / 'o.parquet'}'")
        check([column[0] for column in relation.description], relation.fetchall())
        kinds = [str(column[1]) for column in relation.description]
        assert name != "sql" or (kinds[2], kinds[4], *kinds[6:8]) == ("VARCHAR", "INTEGER", "BOOLEAN", "DATE")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    if name != "compare":  # whose workbook is a report
        check(*(lambda first, *others: (first, others))(*sheet.iter_rows(values_only=True)))
        assert sheet.freeze_panes == "A2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}  # 'f' is a formula


def test_the_format_comes_from_the_option_then_the_suffix(run: Run, bundled, tmp_path):
    ended(run("-d", bundled, "find", "-o", "a.CSV"))
    ended(run("-d", bundled, "find", "-o", "b.csv", "--format", "json"))
    ended(run("-d", bundled, "find", "-o", "c.data", "--format", "csv"))
    before = snapshot(tmp_path)
    assert before["a.CSV"] == before["c.data"] and len(json.loads(before["b.csv"])) == 7
    for name, found in (("d.foo", "'.foo'"), ("d", "no suffix")):
        errors = ended(run("-d", bundled, "find", "-o", name), 2).stderr
        assert found in errors and ".parquet" in errors
    assert "Invalid value" in ended(run("-d", bundled, "find", "--format", "yaml"), 2).stderr
    assert snapshot(tmp_path) == before


@pytest.mark.thorough
@pytest.mark.parametrize("suffix", ["csv", "txt", "parquet", "xlsx"])
def test_an_unwritable_target_leaves_nothing_half_written(run: Run, bundled, tmp_path, suffix):
    (tmp_path / f"folder.{suffix}").mkdir()
    (tmp_path / f"old.{suffix}").write_bytes(b"old")
    before = sorted(tmp_path.rglob("*"))
    for target in (f"absent/x.{suffix}", f"folder.{suffix}", f"{'x' * 300}.{suffix}"):
        assert target in ended(run("-d", bundled, "find", "-o", target), 1).stderr
    with started(  # a disk that is full after 100 bytes
        "-d", bundled, "find", "-o", f"old.{suffix}", cwd=tmp_path, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    ) as process:  # fmt: skip
        output, errors = process.communicate(timeout=60)
    ended(subprocess.CompletedProcess([], process.returncode, output, errors), 1)
    assert sorted(tmp_path.rglob("*")) == before and (tmp_path / f"old.{suffix}").read_bytes() == b"old"


def test_the_columns_for_two_and_for_three_occupations(run: Run, bundled):
    text = ended(run("-d", bundled, "compare", *PAIR, "--format", "csv")).stdout
    rows, numbers = rows_of(text), 0
    assert text.splitlines()[0] == (
        "section,metric_id,label,unit,service-manager,senior-service-manager,difference,percent_difference,"
        "is_beyond_error,is_like_for_like,is_same_figure,caution,"
        + ",".join(
            f"{id_}_{part}"
            for id_ in ("service-manager", "senior-service-manager")
            for part in ("status", "at_least", "rank", "source", "period", "basis", "group", "shared_by")
        )
    )
    assert rows[0]["metric_id"] == "title"
    assert list(rows[0].values())[4:6] == ["Service Manager", "Senior Service Manager"]
    for row in rows:
        left, right = row["service-manager"], row["senior-service-manager"]
        if not (row["unit"] and left and right) or row["metric_id"].startswith(("skill_", "rated_skill_")):
            assert row["difference"] == row["percent_difference"] == "", row
            continue
        numbers += 1
        step = Decimal(row["difference"])
        assert abs(step - (Decimal(right) - Decimal(left))) <= Decimal(1).scaleb(step.as_tuple().exponent), row
        if row["unit"] == "percent":
            assert row["percent_difference"] == "", row
        else:
            assert abs(Decimal(row["percent_difference"]) - 100 * step / Decimal(left)) < Decimal("0.2"), row
    assert numbers > 10
    assert {row["service-manager_basis"] for row in rows if row["service-manager"]} == {"observed", "derived"}
    unlike = [row["metric_id"] for row in rows if row["is_like_for_like"] == "false"]
    assert unlike == []
    assert [row["metric_id"] for row in rows if row["service-manager_basis"] == "derived"] == ["hourly_pay"]
    ids = ["customer-service-operations-manager", "service-manager", "customer-service-director"]
    first = rows_of(ended(run("-d", bundled, "compare", *map(TITLES.get, ids))).stdout)[0]
    ends = [f"{id_}_{part}" for id_ in ids for part in comparison.OCCUPATION_COLUMNS]
    assert list(first) == ["section", "metric_id", "label", "unit", *ids, *ends]
    assert [first[id_] for id_ in ids] == [TITLES[id_] for id_ in ids]


def test_long_has_a_row_per_figure_and_sections_are_chosen(run: Run, bundled):
    wide = rows_of(ended(run("-d", bundled, "compare", *PAIR)).stdout)
    long = rows_of(ended(run("-d", bundled, "compare", *PAIR, "--long")).stdout)
    cells = itertools.product(["service-manager", "senior-service-manager"], wide)
    figures = {(id_, row["metric_id"]): row[id_] for id_, row in cells if row[id_]}
    found = [((row["occupation_id"], row["metric_id"]), row["number_value"] or row["text_value"]) for row in long]
    assert dict(found) == figures and len(found) == len(figures)
    assert all(row["definition"] and row["definition_id"] and row["release"] and row["release_id"] for row in long)
    sections = ["overview", "pay", "education", "demographics", "skills", "responsibilities"]
    assert list(dict.fromkeys(row["section"] for row in wide)) == sections
    chosen = rows_of(ended(run("-d", bundled, "compare", *PAIR, "--section", "skills", "--section", "pay")).stdout)
    assert chosen == [row for row in wide if row["section"] in ("pay", "skills") or row["metric_id"] == "title"]
    assert len(chosen) > 15
    assert "'skill'" in ended(run("-d", bundled, "compare", *PAIR, "--section", "skill"), 2).stderr


@pytest.mark.thorough
def test_all_42_pairs_compare_both_ways(bundled):
    signed, pairs = {}, list(itertools.permutations(TITLES, 2))
    assert len(pairs) == 42
    for ids in pairs:
        compared, _ = compared_with_figures(bundled, ids)
        signed[ids] = {row[1]: row[6] for row in comparison.wide(compared).rows if row[6] is not None}
    for left, right in pairs:
        opposite = {name: -step for name, step in signed[right, left].items()}
        assert len(opposite) > 12 and signed[left, right] == opposite


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("client-services-manager", None), ("Client Services Manager", None), ("cLIENT SERVICES manager", None),
        ("client services managers", "plural title"), ("client service manager", "singular or plural"),
        ("client relations manager", "alternate title 'Client Relations Manager'"), ("client serv", "begins so"),
    ],
)  # fmt: skip
def test_a_title_is_understood_and_what_was_taken_is_said(run: Run, bundled, asked, said):
    done = ended(run("-d", bundled, "compare", asked, "service manager", "--section", "overview"))
    assert list(rows_of(done.stdout)[0])[4:6] == ["client-services-manager", "service-manager"]
    took = f"'{asked}': took 'Client Services Manager' (client-services-manager), by its "
    assert done.stderr == "" if said is None else done.stderr.startswith(took) and said in done.stderr


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["service manger", "infra"], ["'service manger'", "nearest", "'Service Manager'", "7 occ", "For a thousand"]),
        (["customer", "infra"], ["3 occupations", "customer-service-director", "customer-service-operations-manager"]),
        (["service", "manager", "senior", "service", "manager"], ['compare "service manager" "senior service manager"']),
        (["service manager", "SERVICE-MANAGER"], ["'Service Manager' stands twice"]), ([], ["TITLE"]),
        (["service manager"], ["two titles or more"]), (["service manager", ""], ["found no occupation"]),
        (["service manager", "x'; drop table pay; --"], ["found no occupation"]),
    ],
)  # fmt: skip
def test_a_title_that_is_not_understood_exits_2(run: Run, bundled, asked, told):
    errors = ended(run("-d", bundled, "compare", *asked), 2).stderr
    assert all(part in errors for part in told), errors


@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_tables_fit_80_columns_and_nothing_is_cut(run: Run, bundled, command):
    code, shown, errors = on_terminal(80, "-d", bundled, *command)
    assert (code, errors) == (0, "") and max(map(cell_len, plain(shown).split("\n"))) <= 80
    columns = list(zip(*(row.values() for row in rows_of(ended(run("-d", bundled, *command)).stdout)), strict=True))
    is_once = "The same in every row\n" in plain(shown)
    cells = itertools.chain(*(set(column) if is_once and len(set(column)) == 1 else column for column in columns))
    expected = words(" ".join({"true": "yes", "false": "no"}.get(cell, cell) for cell in cells))
    assert expected.total() > 25 and not expected - words(plain(shown))


@pytest.mark.thorough
@pytest.mark.parametrize("command", PIPED, ids=" ".join)
@pytest.mark.parametrize("read", [False, True])
def test_a_closed_pipe_is_quiet(bundled, command, read):
    with started("-d", bundled, *command) as process:
        if read:
            assert process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


def test_control_characters_never_reach_the_terminal_raw(run: Run, bundled):
    hostile = "select chr(27) || '[31m' || chr(7) || chr(155) || chr(13) || 'x' as \"a\x1b[2J\""
    for extra in ([], ["--format", "markdown"]):
        code, shown, _ = on_terminal(80, "-d", bundled, "sql", hostile, *extra)
        text = re.sub(r"\\([\\\[])", r"\1", shown) if extra else shown  # as Markdown shows it
        assert code == 0 and "\\x1b[31m\\x07\\x9b\\x0dx" in text and "\\x1b[2J" in text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", plain(shown))
    for command in (["compare", "\x1b[31mx", "infra"], ["sql", "select error(chr(27))"], ["\x1b[2J"]):
        errors = run("-d", bundled, *command).stderr
        assert len(errors) > 20 and "\x1b" not in errors, command


@pytest.mark.thorough
def test_sql_comes_from_three_places_and_a_fault_shows_a_caret(run: Run, bundled, tmp_path):
    (tmp_path / "q.sql").write_text("-- a question\nselect 42 as answer;", encoding="utf-8-sig")
    for arguments, stdin in ((["select 42 as answer"], "x"), (["-f", "q.sql"], "x"), ([], "select 42 as answer")):
        assert ended(run("-d", bundled, "sql", *arguments, stdin=stdin)).stdout == "answer\n42\n"
    for arguments in ([], ["select 1", "-f", "q.sql"], ["-f", "absent.sql"], [" "], ["/* */"]):
        ended(run("-d", bundled, "sql", *arguments), 2)
    assert ended(run("-d", bundled, "sql", "select 1 as a where false")).stdout == "a\n"
    for statement, at in (("select 1; selec 2", "selec"), ("select titel from age", "titel"), ("from agge", "agge")):
        message = ended(run("-d", bundled, "sql", statement), 1).stderr
        line, carets = re.search(r"^(LINE 1: .*)\n( *\^+)$", message, re.MULTILINE).groups()
        assert line[carets.index("^") :].startswith(at)


@pytest.mark.thorough
def test_sql_writes_nothing_and_reads_nothing_else(run: Run, bundled, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    before, database = snapshot(tmp_path), bundled.read_bytes()
    for statement in (
        "delete from pay", "create table x(a int)", "drop view comparison", "copy occupation to 'x.csv'", "attach 'x.duckdb'",
        "export database 'x'", "from 'secret.csv'", "from read_text('secret.csv')", "set memory_limit = '9GB'", "install httpfs",
        "update occupation set title = 'x'", "set enable_external_access = true",
    ):  # fmt: skip
        assert "\n" in ended(run("-d", bundled, "sql", statement), 1).stderr.strip()
    assert snapshot(tmp_path) == before and bundled.read_bytes() == database


@pytest.mark.thorough
def test_a_runaway_is_stopped_and_an_interrupt_ends_with_130(run: Run, bundled):
    assert "stopped after 0.5 seconds" in ended(run("-d", bundled, "sql", "--timeout", "0.5", ENDLESS), 1).stderr
    assert "--timeout" in ended(run("-d", bundled, "sql", "--timeout", "0", "select 1"), 2).stderr
    with started("-d", bundled, "sql", ENDLESS, text=True) as process:
        stat = Path(f"/proc/{process.pid}/stat")
        # It works at the query once it has used more of the processor than a start does.
        while sum(map(int, stat.read_text().rsplit(")", 1)[1].split()[11:13])) < 2.5 * os.sysconf("SC_CLK_TCK"):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    ended(subprocess.CompletedProcess([], process.returncode, output, errors), 130)


@pytest.mark.thorough
def test_where_the_database_is(run: Run, bundled, tmp_path):
    (tmp_path / "text.duckdb").write_text("not a database")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    before = snapshot(tmp_path)
    for name in ("absent.duckdb", "text.duckdb", "other.duckdb", str(tmp_path)):
        assert name in ended(run("-d", name, "find"), 3).stderr
        assert name in ended(run("find", OCCUPARE_DATABASE=name), 3).stderr
    assert snapshot(tmp_path) == before
    assert ended(run("find", OCCUPARE_DATABASE=str(bundled))).stderr == ""
    done = ended(run("find"))  # the default path is built on first use
    assert "built from the bundled seeds, 7 occupations" in done.stderr and len(rows_of(done.stdout)) == 7
    assert ended(run("find", "zzz")).stdout.count("\n") == 1


@pytest.mark.thorough
def test_templates_have_the_headers_and_build_once_filled(run: Run, tmp_path):
    assert ended(run("build", "--template", "mine")).stdout == ""
    header = (tmp_path / "mine/occupation.csv").read_text("utf-8").strip().split(",")
    rows = [{"occupation_id": title.lower(), "title": title} for title in ("Baker", "Miller")]
    files = {path.stem: path.read_text("utf-8") for path in (tmp_path / "mine").iterdir()}
    assert files.keys() >= {"occupation", "pay", "skill", "responsibility", "source"}
    assert all(
        "_id" in text for name, text in files.items() if name not in ("seed_format", "section", "preparation_level")
    )
    with (tmp_path / "mine/occupation.csv").open("a", encoding="utf-8") as file:
        csv.DictWriter(file, header, restval="").writerows(rows)
    ended(run("-d", "mine.duckdb", "build", "mine"))
    assert rows_of(ended(run("-d", "mine.duckdb", "compare", "baker", "millers")).stdout)[0]["miller"] == "Miller"
    for arguments in (["--template", "mine", "bundled"], []):
        assert "folder" in ended(run("build", *arguments), 2).stderr
    (tmp_path / "file").write_text("x")
    assert "file" in ended(run("build", "--template", "file"), 1).stderr


@pytest.mark.thorough
def test_help_version_and_unknown_commands(run: Run):
    assert re.fullmatch(r"occupare [\d.]+, DuckDB [\d.]+\S*, schema \d+\n", ended(run("--version")).stdout)
    commands = re.findall(r"^  ([a-z]+) ", ended(run("--help")).stdout.split("Commands:")[1], re.MULTILINE)
    assert set(commands) >= {"compare", "find", "sql", "describe", "build"}
    for command in commands:
        text = ended(run(command, "--help")).stdout
        assert re.search(rf"^ +(echo .* \| )?occupare .*{command}\b", text, re.MULTILINE) and "\\b" not in text, text
    assert "'compare'" in ended(run("compre"), 2).stderr
    assert "'occupation'" in ended(run("describe", "occupatin"), 2).stderr
