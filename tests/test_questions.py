"""Named questions: their headers, their answers on both databases, their options, and questions of one's own."""

import contextlib
import csv
import io
from pathlib import Path

import pytest
from conftest import ROOT, Run, rows_of, write_seeds
from processes import ended
from published_files import made_from, make_published

from occupare.ask.questions import Question, Questions, answer, missing
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.database import open_read_only
from occupare.errors import DataError

QUESTIONS = Questions(None)
# What the seven bundled occupations can't answer: they have one release, no places and no baseline.
NOT_BUNDLED = {
    "against_all_workers", "biggest_changes", "degree_shares", "files_behind_the_figures", "industries_that_pay_best", "most_similar", "what_changed",
    "where_it_pays_best",
}  # fmt: skip
GIVEN = {"occupation": "service manager", "from": "service manager", "to": "senior service manager", "related": "0"}


def values_of(question: Question, given: dict[str, str]) -> dict[str, object]:
    """The values of a question's parameters: as given, else their defaults."""
    values: dict[str, object] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        values[parameter.name] = (
            int(value) if parameter.kind == "integer" else [value] if parameter.kind == "occupations" else value
        )
    return values


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of made-up published files, with two releases, places, sectors and all workers."""
    folder = tmp_path_factory.mktemp("national")
    made_from("made-up", make_published(folder / "downloads"), folder).connection.close()
    return folder / "made.duckdb"


def test_there_are_questions_enough_and_each_declares_itself():
    assert len(QUESTIONS) >= 12
    files = [path.name.removesuffix(".sql") for path in (ROOT / "queries").glob("*.sql")]
    assert sorted(QUESTIONS) == sorted(name for name in files if not name.endswith(".empty"))
    reasons = {name.removesuffix(".empty") for name in files if name.endswith(".empty")}
    assert reasons == {name for name, question in QUESTIONS.items() if question.reasons} != set()
    for question in QUESTIONS.values():
        assert question.title.endswith("?") and question.row.endswith(".") and question.needs
        assert all(parameter.meaning.endswith(".") for parameter in question.parameters), question.name


@pytest.mark.thorough
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_or_marked_on_the_bundled_database(bundled, name):
    with contextlib.closing(open_read_only(bundled)) as connection:
        lacking = missing(connection, QUESTIONS)[name]
        assert bool(lacking) == (name in NOT_BUNDLED), lacking
        result = answer(connection, QUESTIONS[name], values_of(QUESTIONS[name], GIVEN))
        assert bool(result.rows) == (name not in NOT_BUNDLED)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_runs_on_published_data(national, name):
    with contextlib.closing(open_read_only(national)) as connection:
        ids = [
            row[0]
            for row in connection.execute(
                "select occupation_id from occupation_profile where occupation_kind = 'occupation' "
                "order by annual_pay desc nulls last, occupation_id limit 2"
            ).fetchall()
        ]
        given = {"occupation": ids[0], "from": ids[0], "to": ids[1]}
        answer(connection, QUESTIONS[name], values_of(QUESTIONS[name], given))


def test_answers_by_hand(run: Run, bundled):
    def asked(*arguments: str) -> list[dict[str, str]]:
        done = run("-d", bundled, "query", *arguments, "--format", "csv")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return rows_of(done.stdout)

    found = asked("highest_paid_for_experience", "--months", "72", "--rows", "2")
    assert [(row["title"], row["annual_pay_usd"]) for row in found] == [
        ("Customer Service Director", "134962"), ("Customer Service Senior Manager", "118898")
    ]  # fmt: skip
    found = asked(
        "raises_within_reach", "--occupation", "service manager", "--skills", "6", "--related", "0", "--rows", "1"
    )
    assert found[0]["annual_pay_gained_usd"] == str(134962 - 74009)
    found = asked("pay_spread", "--rows", "1")
    assert found[0]["high_to_low"] == f"{int(found[0]['high_end_usd']) / int(found[0]['low_end_usd']):.2f}"
    found = asked("skills_to_learn", "--from", "service manager", "--to", "senior service manager")
    assert {row["skill_name"] for row in found} >= {"Client Relationships", "Business Development", "Cloud"}
    found = asked("fastest_growing_with_good_pay", "--pay", "120000")
    assert {row["title"] for row in found} == {"Senior Service Manager", "Customer Service Director"}
    shares = asked("gender_share_and_pay")
    assert sum(int(row["pay_figures"]) for row in shares) == 7


def test_the_list_marks_what_this_database_cannot_answer(run: Run, bundled):
    done = run("-d", bundled, "query", "--format", "csv")
    marked = {row["name"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["missing_here"]}
    assert (done.returncode, done.stderr, marked) == (0, "", NOT_BUNDLED)


def test_an_empty_answer_says_why(run: Run, bundled):
    done = run("-d", bundled, "query", "what_changed", "--occupation", "service manager")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert "this database holds nothing of figure_change" in done.stderr
    done = run("-d", bundled, "query", "fastest_growing_with_good_pay", "--pay", "999999")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert done.stderr == "no row matches: pay 999999, pay-metric annual_pay, rows 20\n"


@pytest.mark.thorough
def test_without_a_change_the_reasons_are_told(run: Run, tmp_path):
    """Which releases give the metric, how many changes may not be ranked and why, and what changes there are else."""
    seeds = {
        "occupation": "occupation_id|title\nbaker|Baker\ncook|Cook\nsmith|Smith",
        "source": "source_id|source_name|publisher\nsurvey|Survey|Office",
        "release": "release_id|source_id|release_name|precedence\ns-1|survey|Survey 1|10\ns-2|survey|Survey 2|20",
        "source_metric": "source_id|metric_id|definition_id\n" + "\n".join(
            f"survey|{metric}|own-data-{metric.replace('_', '-')}"
            for metric in ("annual_pay", "employment", "growth", "annual_pay_relative_standard_error")
        ),
        "pay": "occupation_id|release_id|employment|annual_mean_usd|mean_rse_pct\nbaker|s-1|100|50000|1.0\n"
        "baker|s-2|100|50100|1.0\ncook|s-1|200|40000|1.0\ncook|s-2|250|40000|1.0\nsmith|s-2|70|60000|",
        "outlook": "occupation_id|release_id|growth_pct\nbaker|s-2|2.5",
    }  # fmt: skip
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", write_seeds(tmp_path / "seeds", **seeds))])

    def said(metric: str) -> tuple[int, str]:
        done = run("-d", tmp_path / "x.duckdb", "query", "biggest_changes", "--metric", metric, "--format", "csv")
        assert done.returncode == 0
        return len(rows_of(done.stdout)), done.stderr

    changes = "employment (2 from Survey 1 to Survey 2)"
    pay = "annual_pay (2 from Survey 1 to Survey 2), annual_pay_relative_standard_error (2 from Survey 1 to Survey 2)"
    assert said("employment") == (1, "")
    assert said("annual_pay") == (
        0,
        "no row matches: metric annual_pay, rows 20; 2 from Survey 1 to Survey 2, of which 0 are not alike and 2 lie within "
        "the error; changes are known of annual_pay_relative_standard_error (2 from Survey 1 to Survey 2), "
        f"{changes}\n",
    )
    only = "of its source one release alone gives it: Survey 2"
    assert said("growth") == (
        0, f"no row matches: metric growth, rows 20; {only}; changes are known of {pay}, {changes}\n"
    )  # fmt: skip
    done = run("-d", tmp_path / "x.duckdb", "query", "biggest_changes", "--metric", "groth")
    assert done.returncode == 2 and "did you mean 'growth'?" in done.stderr
    assert "no release gives a number of it; changes are known of" in said("median_age")[1]
    done = run("-d", tmp_path / "x.duckdb", "query", "biggest_changes", "--metric", "employment", "--format", "csv")
    [row] = rows_of(done.stdout)
    told = ("title", "earlier_number", "number_value", "difference", "difference_margin", "change")
    assert [row[name] for name in told] == ["Cook", "200", "250", "50", "", "more (error not published)"]


def test_the_options_come_from_the_file(run: Run, bundled):
    done = run("query", "raises_within_reach", "--help")
    assert done.returncode == 0
    assert "--skills INTEGER" in done.stdout and "at most so many skills to learn" in done.stdout
    assert "[default: 0; x>=0]" in done.stdout and "[required]" in done.stdout
    assert "occupare query raises_within_reach --occupation" in done.stdout
    assert run("-d", bundled, "query", "raises_within_reach").returncode == 2
    assert run("-d", bundled, "query", "pay_spread", "--rows", "many").returncode == 2
    done = run("-d", bundled, "query", "pay_spred")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'pay_spread'?" in done.stderr


@pytest.mark.thorough
def test_a_folder_of_ones_own(run: Run, bundled, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "loud.sql").write_text(
        "-- Which titles hold a word?\n-- One row: an occupation.\n-- $word (text, Manager): the word.\n"
        "-- Needs: title.\nselect title from occupation where contains(title, $word) order by title\n"
    )
    done = run("-d", bundled, "query", "--queries", own, "loud", "--word", "Dir'ector")
    assert (done.returncode, done.stdout) == (0, "title\n")
    assert "no row matches: word Dir'ector" in done.stderr
    assert len(run("-d", bundled, "query", "--queries", own, "loud").stdout.splitlines()) == 7
    assert run("-d", bundled, "query", "--queries", own, "--format", "csv").stdout.splitlines()[1].startswith("loud,")
    assert run("query", "--queries", tmp_path / "none").returncode == 2
    (own / "loud.sql").write_text("-- A?\n-- One row: x.\n-- Needs: title.\ncopy occupation to 'stolen.csv'\n")
    done = run("-d", bundled, "query", "--queries", own, "loud")
    assert done.returncode == 1 and not (tmp_path / "stolen.csv").exists() and "Traceback" not in done.stderr


HEADER = "-- A question?\n-- One row: a thing.\n-- Needs: title.\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select 1", "found no full header"),
        (HEADER + "select $rows", "uses $rows, which its header does not declare"),
        (HEADER + "-- $rows (integer, 1): how many.\nselect 1", "declares $rows, which its SQL does not use"),
        (HEADER + "select from where", "cannot be read as SQL"),
    ],
)
def test_a_faulty_question_is_named(text, message):
    with pytest.raises(DataError, match=message.replace("$", r"\$")):
        Question.read("faulty", text)


def test_a_question_at_fault_is_told_by_the_list_and_hinders_no_other(run, bundled, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    header = "-- What?\n-- One row: a thing.\n-- Needs: title.\n"
    (own / "good.sql").write_text(f"{header}select 1 as a\n")
    (own / "faulty.sql").write_text(f"{header}select $n as a\n")
    asked = ["-d", bundled, "query", "--queries", own]
    assert ended(run(*asked, "good", "--format", "csv")).stdout == "a\n1\n"
    for arguments in ([], ["faulty"], ["--help"]):
        assert "faulty.sql: uses $n, which its header does not declare" in ended(run(*asked, *arguments), 1).stderr
