"""Hostile text through every option of every command and every format: it stays text, and runs, writes and shows nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import click
import duckdb
import openpyxl
import pytest
import sqlglot
from conftest import snapshot
from sqlglot import exp

from long.tally import Chance, Tally
from occupare.ask.questions import Question, Questions
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.errors import CONTROL_CHARACTERS, OccupareError
from occupare.main import cli, exit_code
from occupare.port.porting import ENGINES, engine_named
from occupare.process import _explained

COPY = "copy (select 1) to 'stolen.csv'"
HOSTILE = [
    f"'; {COPY}; --", f'"; {COPY}; --', f"*/ {COPY}; /*", f"$$; {COPY}; $$", "$(touch stolen.csv)", "`touch stolen.csv`", "| touch stolen.csv",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[click](javascript:alert(1))", "![x](http://127.0.0.1/x)", "&lt;b&gt;",
    "=1+1", "=HYPERLINK(\"http://127.0.0.1\")", "+1", "-1", "@sum(1)", "{{7*7}}", "%s%n{}", "\\", "'", '"', "--", ";", "a|b", "𝕬🙂é中", "../x",
    "[red]x[/red]", "$n", "?", "null", "nan", "1e400", "9" * 400,
]  # fmt: skip
# What no eye sees may stand in a description, not in a title.
UNSEEN = ["\x1b]52;c;YQ==\x07", "\x1b[2J", "a\u202eb", "a\u200bb", "\x9b31m", "\u2066x", "a\rb", "a\nb", "\tb"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which every text is hostile: titles, categories, descriptions, skills and tasks."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "seeds").mkdir()
    texts = [*HOSTILE, *UNSEEN]
    rows = [(f"o{n}", f"{HOSTILE[n % len(HOSTILE)]} {n}", text, text) for n, text in enumerate(texts)]
    with (folder / "seeds" / "occupation.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([("occupation_id", "title", "category", "description"), *rows])
    unit = f"baker's dozens\"; {COPY}; --"
    with (folder / "seeds" / "metric.csv").open("w", encoding="utf-8", newline="") as file:
        header = ("metric_id", "value_kind", "section", "label", "unit", "sort_order")
        csv.writer(file).writerows([header, ("loaves", "number", "overview", f"Loaves'; {COPY}; --", unit, 9001)])
    for name, lines in figures([row[0] for row in rows]).items():
        with (folder / "seeds" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    build(folder / "x.duckdb", [SeedFolder("seeds", folder / "seeds")])
    return folder / "x.duckdb"


def figures(ids: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Return the lines of seeds that let every question with a chart be asked, by table."""
    skills = [(f"s{n}", "listed", text) for n, text in enumerate(HOSTILE)]
    return {
        "pay": [
            ("occupation_id", "area_id", "annual_mean_usd", "annual_p10_usd", "annual_median_usd", "annual_p90_usd"),
            *((id_, area, 50_000 + n, 30_000, 49_000 + n, 90_000) for n, id_ in enumerate(ids) for area in ("US", "CA")),
        ],
        "outlook": [("occupation_id", "growth_pct"), *((id_, n) for n, id_ in enumerate(ids))],
        "degree_share": [
            ("occupation_id", "basis", "degree_id", "share_pct"), *((id_, "attained", "bachelors", 60) for id_ in ids),
        ],
        "demographic_share": [
            ("occupation_id", "dimension", "demographic_group", "share_pct"),
            *((id_, "gender", group, 50) for id_ in ids for group in ("male", "female")),
        ],
        "skill": [("skill_id", "skill_kind", "skill_name"), *skills],
        "occupation_skill": [
            ("occupation_id", "skill_id", "list_position"),
            *((id_, skill[0], n) for id_ in ids for n, skill in enumerate(skills, 1)),
        ],
        "responsibility": [
            ("occupation_id", "list_position", "responsibility"), *((id_, 1, HOSTILE[n % len(HOSTILE)]) for n, id_ in enumerate(ids)),
        ],
    }  # fmt: skip


def leaves(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it, also those of a later version."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, name))


def plausible(parameter: click.Parameter) -> list[str]:
    """Return words that a required argument takes."""
    if isinstance(parameter.type, click.Choice):
        return [str(parameter.type.choices[0])]
    return ["o1", "o2"] if parameter.nargs == -1 else ["x"]


def calls(words: tuple[str, ...], command: click.Command, text: str) -> Iterator[list[str]]:
    """Yield the calls of a command in which one parameter is the text."""
    required = [each for each in command.params if each.required]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and (parameter.is_flag or not parameter.opts):
            continue
        others = [each for each in required if each is not parameter]
        given = [f"{each.opts[0]}={plausible(each)[0]}" for each in others if isinstance(each, click.Option)]
        arguments = [word for each in others if isinstance(each, click.Argument) for word in plausible(each)]
        if isinstance(parameter, click.Option):
            yield [*words, *given, f"{parameter.opts[-1]}={text}", "--", *arguments]
        else:
            yield [*words, *given, "--", *arguments, text, *([text] if parameter.nargs == -1 else [])]


def test_every_option_of_every_command(hostile: Path, tmp_path: Path, tally: Tally, chance: Chance, monkeypatch, capfd):
    texts = chance.random.sample([*HOSTILE, *UNSEEN], 10)
    cases = [call for words, command in leaves(cli) for text in texts for call in calls(words, command, text)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    before = hostile.read_bytes()
    for number, call in enumerate(chance.some(cases)):
        here = tmp_path / str(number)
        here.mkdir()
        monkeypatch.chdir(here)
        called(call, hostile, tally)
        errors = capfd.readouterr().err
        if "stolen.csv" in {Path(name).name for name in snapshot(here)} or hostile.read_bytes() != before:
            tally.let_in.append(f"{call}: was run")
        if CONTROL_CHARACTERS.search(errors.replace("\r\n", "\n")):
            tally.let_in.append(f"{call}: raw on stderr: {errors!r}")
        if any(Path(name).name.startswith(".") for name in snapshot(here)):
            tally.lost.append(f"{call}: left {list(snapshot(here))}")
    os.chdir(tmp_path)


def called(call: list[str], database: Path, tally: Tally) -> None:
    """Call the command line here, and hold its end to the contract as a process would."""
    tally.tries += 1
    try:
        code = exit_code(["-d", str(database), *call])
    except OccupareError as error:
        code = error.exit_code
    except SystemExit:
        code = 2
    except BaseException as error:
        message, code = _explained(error)
        if message.startswith("a fault of Occupare"):
            tally.tracebacks.append(f"{call}: {message}")
    if code not in (0, 1, 2, 3):
        tally.tracebacks.append(f"{call}: exit {code}")


@pytest.mark.parametrize("name", ENGINES)
def test_every_port(hostile: Path, tmp_path: Path, tally: Tally, monkeypatch, name: str):
    monkeypatch.chdir(tmp_path)
    called(["port", name, "--to", "ported"], hostile, tally)
    if {Path(path).parts[0] for path in snapshot(tmp_path)} != {"ported"}:
        tally.let_in.append(f"port {name}: wrote {sorted(snapshot(tmp_path))}")
    for path in (tmp_path / "ported").glob("*.sql"):
        if path.name != "load.sql":  # its own words are the engine's, and no text of the data stands in it
            text = path.read_text("utf-8").replace("${occupare_data}", "data")
            found = [each for each in sqlglot.parse(text, dialect=engine_named(name, "occupare").dialect) if each]
            if not found or any(isinstance(each, exp.Copy) for each in found):
                tally.let_in.append(f"port {name}: {path.name} holds a statement of the data")
        elif "stolen.csv" in path.read_text("utf-8"):
            tally.let_in.append(f"port {name}: {path.name} holds a text of the data")
    data = tmp_path / "ported" / "data" / "occupation"
    data = data if data.is_dir() else data.with_suffix(".csv")
    with duckdb.connect() as connection:
        if data.is_dir():
            query = f"select description from read_parquet('{data}/**/*.parquet')"
            found = [row[0] for row in connection.execute(query).fetchall()]
        else:
            found = [row["description"] for row in csv.DictReader(io.StringIO(data.read_bytes().decode(), newline=""))]
    if sorted(found) != sorted([*HOSTILE, *UNSEEN]):
        tally.lost.append(f"port {name}: {sorted({*HOSTILE, *UNSEEN} ^ set(found))}")


LIVE = {
    ".md": re.compile(r"(?<!\\)<(script>alert|img src=x)|(?<!\\)\]\((javascript|http://127)"),
    ".html": re.compile(r"<(script>alert|img src=x)|(href|src)=.?(javascript|http://127)"),
}
SUFFIXES = ("csv", "tsv", "json", "jsonl", "md", "txt", "xlsx", "html")
ASKED = {
    "export": ("export", "occupation"),
    "sql": ("sql", "select * from occupation"),
    "find": ("find",),
    "compare": ("compare", "o7", "o8", "o9"),
    "compare a pair": ("compare", "o34", "o35", "--all"),
    "report": ("report", "o7", "o8"),
}
QUESTIONS = Questions(None)


def asked(question: Question) -> list[str]:
    """Return the call of a question, with hostile occupations for those it wants."""
    call = ["query", question.name]
    for each in question.parameters:
        if each.kind == "occupations":
            call += [word for id_ in ("o7", "o8", "o9") for word in (each.flag, id_)]
        elif each.default is None:
            call += [each.flag, "o7" if each.name != "to" else "o8"]
    return call


def test_every_question(hostile: Path, tmp_path: Path, tally: Tally, chance: Chance, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for question, suffix in chance.some([(each, suffix) for each in QUESTIONS.values() for suffix in SUFFIXES[:-1]]):
        target = tmp_path / f"{question.name}.{suffix}"
        called([*asked(question), "-o", str(target)], hostile, tally)
        judge(target.name, target, False, tally)


def test_every_chart(hostile: Path, tmp_path: Path, tally: Tally, chance: Chance, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drawn = [each for each in QUESTIONS.values() if each.chart is not None]
    for question, suffix in chance.some([(each, suffix) for each in drawn for suffix in ("svg", "html", "png")]):
        target = tmp_path / f"{question.name}.{suffix}"
        called([*asked(question), "--chart", str(target)], hostile, tally)
        judge(target.name, target, False, tally)
        if suffix == "svg" and any(is_live(each) for each in ElementTree.fromstring(target.read_bytes()).iter()):
            tally.let_in.append(f"{target.name}: live markup")


def is_live(element: ElementTree.Element) -> bool:
    """Return whether an element of a picture runs something or leads somewhere."""
    names = {name.rsplit("}")[-1].lower() for name in element.attrib}
    is_link = any(not value.startswith("#") for name, value in element.attrib.items() if name.endswith("href"))
    return (
        element.tag.rsplit("}")[-1] in ("script", "foreignObject") or is_link or any(n.startswith("on") for n in names)
    )


def test_every_format(hostile: Path, tmp_path: Path, tally: Tally, chance: Chance, monkeypatch):
    monkeypatch.chdir(tmp_path)
    known = cli.list_commands(click.Context(cli))
    cases = [(name, suffix) for name in ASKED for suffix in SUFFIXES if ASKED[name][0] in known]
    for name, suffix in chance.some(cases):
        target = tmp_path / f"{name}.{suffix}"
        called([*ASKED[name], "-o", str(target)], hostile, tally)
        if target.exists():
            judge(f"{name}.{suffix}", target, name in ("export", "sql"), tally)


def judge(what: str, path: Path, is_whole: bool, tally: Tally) -> None:
    """Hold a file to what its format may hold: text, no markup, no link, no formula; all of the text where it is whole."""
    found: list[str] | None = None
    if path.suffix == ".png":
        return
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            if any(cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target) for cell in cells):
                tally.let_in.append(f"{what}: a formula or a link")
        return
    text = path.read_bytes().decode()
    if path.suffix in LIVE and LIVE[path.suffix].search(text):
        tally.let_in.append(f"{what}: live markup")
    if path.suffix in (".csv", ".tsv"):
        delimiter = "," if path.suffix == ".csv" else "\t"
        found = [
            row.get("description", "") for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    elif path.suffix == ".json":
        found = [row.get("description") for row in json.loads(text)]
    elif path.suffix == ".jsonl":
        found = [json.loads(line).get("description") for line in text.split("\n") if line]
    if is_whole and found is not None and sorted(found) != sorted([*HOSTILE, *UNSEEN]):
        tally.lost.append(f"{what}: {sorted({*HOSTILE, *UNSEEN} ^ set(found))}")
