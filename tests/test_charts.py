"""Charts of named questions: drawn from their rows alone, the same each time, whatever the rows hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from conftest import ROOT, write_seeds

from occupare.ask.questions import Questions
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

CHARTS = {name: question for name, question in Questions(None).items() if question.chart}
PAIR = ["--occupation", "service manager", "--occupation", "senior service manager"]
DRAWN = dict.fromkeys(("growth_side_by_side", "pay_ranges", "sex_and_race_shares", "skills_side_by_side"), PAIR)
HOSTILE = "</script><b>&\"'/ Ärzte אחות \x07"


def texts(svg: bytes) -> set[str]:
    """The texts of a picture; raises where it is not well-formed."""
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return {"".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")}


def test_every_chart_says_how_to_read_it_and_names_columns_of_its_question():
    for question in CHARTS.values():
        chart = json.loads(question.chart)
        assert chart["description"].endswith(".") and "One row" not in chart["description"]
        told = chart["usermeta"]["summary"]
        for column in [told["of"], *re.findall(r"{(\w+)}", "".join(told["say"]))]:
            assert re.search(rf"\b{column}\b", question.sql), (question.name, column)


def test_every_chart_is_of_a_question_and_brings_no_data():
    assert {path.name.removesuffix(".vl.json") for path in (ROOT / "queries").glob("*.vl.json")} == set(CHARTS)
    assert set(DRAWN) | {"degree_shares", "where_it_pays_best"} <= set(CHARTS)
    for question in CHARTS.values():
        assert '"data"' not in question.chart and "url" not in question.chart


@pytest.mark.thorough
@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_in_each_form(run, bundled, tmp_path, name):
    for suffix in ("svg", "png", "html"):
        for number in (1, 2):
            done = run("-d", bundled, "query", name, *PAIR, "--chart", f"{number}.{suffix}")
            assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{number}.{suffix}: written\n"), done.stderr
        assert (tmp_path / f"1.{suffix}").read_bytes() == (tmp_path / f"2.{suffix}").read_bytes()
    found = texts((tmp_path / "1.svg").read_bytes())
    assert any(text.startswith("Senior Service Manager") for text in found)
    assert (tmp_path / "1.png").read_bytes().startswith(b"\x89PNG")
    page = (tmp_path / "1.html").read_text(encoding="utf-8")
    assert "<svg" in page and "<table>" in page and "<th scope" in page and "Content-Security-Policy" in page
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) <= {"data:,", "#main"}
    rows = run("-d", bundled, "query", name, *PAIR, "--format", "json").stdout
    assert page.count("<tr>") == len(json.loads(rows)) + 1


@pytest.mark.thorough
def test_absent_is_not_zero(run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title\nbaker|Baker\nmiller|Miller",
        stated_figure="occupation_id|metric_id|number_value\nbaker|growth|0\nmiller|growth|-2.5",
        demographic_share="occupation_id|dimension|demographic_group|share_pct\nbaker|gender|male|0\n"
        "baker|gender|female|100\nmiller|gender|female|40.5",
    )
    build(tmp_path / "few.duckdb", [SeedFolder.named(str(seeds))])
    asked = ["--occupation", "baker", "--occupation", "miller"]
    done = run("-d", "few.duckdb", "query", "sex_and_race_shares", *asked, "--format", "json")
    rows = [(row["people"], row["title"], row["share_pct"], row["lacking"]) for row in json.loads(done.stdout)]
    assert rows == [
        ("Male", "Baker", 0, None), ("Male", "Miller", None, "not published"),
        ("Female", "Baker", 100, None), ("Female", "Miller", 40.5, None),
    ]  # fmt: skip
    run("-d", "few.duckdb", "query", "sex_and_race_shares", *asked, "--chart", "shares.svg")
    picture = (tmp_path / "shares.svg").read_text(encoding="utf-8")
    (points,) = re.findall(r'<g class="mark-symbol role-mark[^>]*>(.*?)</g>', picture)
    assert points.count("<path") == 3
    run("-d", "few.duckdb", "query", "growth_side_by_side", *asked, "--chart", "growth.svg")
    assert {"0.0", "−2.5", "Baker", "Miller"} <= texts((tmp_path / "growth.svg").read_bytes())


@pytest.mark.thorough
def test_a_picture_of_nothing_says_so(run, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "occupation.csv").write_text("occupation_id,title\nbaker,Baker\nmiller,Miller\n")
    (tmp_path / "own" / "skill.csv").write_text("skill_id,skill_kind,skill_name\nsums,listed,Sums\n")
    listed = "occupation_id,skill_id,list_position\nbaker,sums,1\nmiller,sums,1\n"
    (tmp_path / "own" / "occupation_skill.csv").write_text(listed)
    assert run("-d", "own.duckdb", "build", "own").returncode == 0
    for name in CHARTS:
        told = "no figure to draw" if name in ("growth_side_by_side", "skills_side_by_side") else "no row"
        others = [] if name == "where_it_pays_best" else ["--occupation", "miller"]
        for suffix in ("svg", "png", "html"):
            done = run(
                "-d", "own.duckdb", "query", name, "--occupation", "baker", *others, "--chart", f"{name}.{suffix}"
            )
            assert done.returncode == 0 and told in done.stderr, done.stderr
        assert "no figure to draw" in texts((tmp_path / f"{name}.svg").read_bytes())
    assert run("-d", "own.duckdb", "report", "baker", "miller", "-o", "page.html").returncode == 0
    assert "no source here answers" in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.thorough
def test_hostile_titles_are_text(run, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    literal = "'" + HOSTILE.replace("'", "''") + "'"
    (own / "loud.sql").write_text(
        f"-- A < B & C?\n-- One row: a <b>thing</b>.\n-- Needs: title.\nselect {literal} as title, 1 as figure\n"
    )
    (own / "loud.vl.json").write_text(
        '{"mark": "bar", "encoding": {"y": {"field": "title"}, "x": {"field": "figure", "type": "quantitative"}}}'
    )
    for suffix in ("svg", "png", "html"):
        done = run("query", "--queries", own, "loud", "--chart", f"loud.{suffix}")
        assert done.returncode == 0, done.stderr
    shown = HOSTILE.replace("\x07", "\\x07")
    assert shown in texts((tmp_path / "loud.svg").read_bytes())
    page = (tmp_path / "loud.html").read_text(encoding="utf-8")
    assert "<b>" not in page and "</script>" not in page and "\x07" not in page
    assert "<title>A &lt; B &amp; C?</title>" in page


QUESTION = "-- A question?\n-- One row: a thing.\n-- Needs: title.\nselect title, 1 as figure from occupation\n"
LOOKS_UP = """{"transform": [{"lookup": "title", "from": {"data": {"url": "%s"}, "key": "a", "fields": ["b"]}}],
"mark": "bar", "encoding": {"y": {"field": "b"}}}"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("{", "loud.vl.json: cannot be read as JSON"),
        ("[]", "loud.vl.json: found no object"),
        ('{"mark": "nothing"}', "cannot be drawn"),
        (LOOKS_UP % "file:///etc/passwd", "loud.vl.json: found 'url'"),
        (LOOKS_UP % "http://127.0.0.1:9/a.csv", "loud.vl.json: found 'url'"),
    ],
)
def test_a_chart_at_fault_says_so_and_reads_nothing_else(run, bundled, tmp_path, chart, said):
    own = tmp_path / "own"
    own.mkdir()
    (own / "loud.sql").write_text(QUESTION)
    (own / "loud.vl.json").write_text(chart)
    done = run("-d", bundled, "query", "--queries", own, "loud", "--chart", "loud.svg")
    assert (done.returncode, done.stdout) == (1, "") and said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "loud.svg").exists()


@pytest.mark.thorough
def test_what_cannot_be_asked(run, bundled, tmp_path):
    done = run("-d", bundled, "query", "pay_ranges", *PAIR, "--chart", "page.pdf")
    assert done.returncode == 2 and "found '.pdf', expected one of .svg, .png, .html" in done.stderr
    assert run("-d", bundled, "query", "pay_ranges", "--chart", "a.svg").returncode == 2
    assert run("-d", bundled, "query", "most_openings", "--chart", "a.svg").returncode == 2
    done = run(
        "-d", bundled, "query", "pay_ranges", "--occupation", "nobody", "--occupation", "noone", "--format", "csv"
    )
    assert (done.returncode, done.stdout) == (2, "") and "'nobody'" in done.stderr and "'noone'" in done.stderr
    own = tmp_path / "own"
    own.mkdir()
    (own / "alone.vl.json").write_text("{}")
    done = run("query", "--queries", own)
    assert done.returncode == 1 and "alone.vl.json: found a chart of no question" in done.stderr


@pytest.mark.parametrize(
    ("module", "file", "said"),
    [
        ("vl_convert", "a.svg", "drawing a chart needs vl-convert: pip install 'occupare[report]'"),
        ("jinja2", "a.html", "making a page needs Jinja: pip install 'occupare[report]'"),
    ],
)
def test_without_the_extra_the_error_names_the_command(bundled, tmp_path, module, file, said):
    code = f"import sys; sys.modules[{module!r}] = None; from occupare.main import main; main()"
    command = [sys.executable, "-c", code, "-d", str(bundled), "query", "pay_ranges", *PAIR, "--chart", file]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")
    assert list(tmp_path.iterdir()) == []
