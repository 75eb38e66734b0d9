"""The generated READMEs are what is generated, the diagram is the schema's, and the shell is given the right words."""

import csv
import os
import re
import subprocess
import sys

import click
import pytest
from conftest import ROOT, Run

from occupare.catalog import documents as generated
from occupare.catalog import schema_files
from occupare.catalog.description import diagram
from occupare.main import cli


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    found = generated.documents()
    assert found.keys() == {"schema/README.md", "cli/README.md"}
    return found


@pytest.mark.parametrize("name", ["schema/README.md", "cli/README.md"])
def test_the_file_is_what_is_generated(documents, name):
    written = (ROOT / name).read_text(encoding="utf-8")
    assert generated.REGENERATE in written.splitlines()[0]
    # Click wraps help by its own rules, which vary between its versions: words are compared, in their order.
    assert written.split() == documents[name].split(), f"{name} is out of date: run {generated.REGENERATE}"


def test_the_dictionary_has_every_object_and_says_what_each_column_is(documents):
    text = documents["schema/README.md"]
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    files = {file.name for folder in ("tables", "derived", "views") for file in schema_files.sql_files(folder)}
    of_sections = {f"comparison_{section}" for section in ("overview", "pay", "education", "demographics")}
    assert sections.keys() == {*files, "build_info"} - {"comparison_{section}"} | of_sections
    for name, section in sections.items():
        assert section.strip().startswith("One row:"), name
        for line in section.splitlines():
            if line.startswith("| `"):
                assert re.fullmatch(r"\| `\w+` \| [A-Z][^|]*\|( [^|]*\|)? \S.*[.)] \|", line), (name, line)
    assert "| `area_id` | VARCHAR | PK FK [area](#area) | Key of the area. |" in sections["pay"]
    assert "(US dollars a year)" in sections["pay"] and "left_annual_pay" in sections["comparison"]


def test_the_reference_has_every_command_and_option(documents):
    text = documents["cli/README.md"]
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert f"Usage: occupare {name}" in section and "Examples:" in section
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert all(word in section for option in options for word in option.opts), name
    assert "_OCCUPARE_COMPLETE=bash_source" in text and "-h, --help" in text


def test_the_diagram_has_every_table_and_every_reference_of_the_files():
    drawn = diagram()
    assert drawn.startswith("erDiagram\n")
    entities = set(re.findall(r"^    (\w+)(?: \{)?$", drawn, re.MULTILINE))
    tables = [file for folder in ("tables", "derived") for file in schema_files.sql_files(folder)]
    assert entities == {file.name for file in tables} | {"build_info"}
    drawn_references = re.findall(r'^    (\w+) (?:\|\||\|o)--o[{|] (\w+) : "[\w, ]+"$', drawn, re.MULTILINE)
    declared = []
    for file in tables:
        sql = re.sub(r"--.*|'[^']*'", "", file.sql)
        declared += [(referenced, file.name) for referenced in re.findall(r"\breferences\s+(\w+)", sql)]
    assert sorted(drawn_references) == sorted(declared) and len(declared) > 40
    assert "        VARCHAR area_id PK, FK\n" in drawn
    assert 'metric |o--o{ degree : "metric_id"' in drawn


@pytest.mark.thorough
def test_describe_draws(run: Run, tmp_path):
    whole = run("describe", "--erd")
    assert (whole.returncode, whole.stdout, whole.stderr) == (0, diagram(), "")
    part = run("describe", "area", "--erd", "-o", "area.mmd")
    assert (part.returncode, part.stdout) == (0, "")
    text = (tmp_path / "area.mmd").read_text(encoding="utf-8")
    assert "    area {\n" in text and 'area ||--o{ pay : "area_id"' in text and "skill" not in text
    assert [path.name for path in tmp_path.iterdir()] == ["area.mmd"]  # no database was needed or built
    assert "'occupation'" in run("describe", "occupatoin", "--erd").stderr
    for arguments in (["occupatoin", "--erd"], ["comparison", "--erd"], ["--erd", "--format", "csv"]):
        assert run("describe", *arguments).returncode == 2


def completed(run: Run, *words: str, shell: str = "bash", **environment: str) -> list[str]:
    """What the shell is given for the last of the words, as click's own scripts ask."""
    done = run(
        _OCCUPARE_COMPLETE=f"{shell}_complete", COMP_WORDS="\n".join(("occupare", *words)), COMP_CWORD=str(len(words)),
        **environment,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split(",", 1)[1] for line in done.stdout.splitlines() if line]


def test_the_shell_completes_commands_options_titles_and_tables(run: Run, bundled, tmp_path):
    assert completed(run, "com") == ["compare"]
    assert set(completed(run, "")) >= {"compare", "find", "sql", "describe", "build"}
    assert "--section" in completed(run, "compare", "--se")
    assert completed(run, "compare", "serv") == ["Service Manager"]
    assert completed(run, "compare", "'service m'", '"seNIOR s') == ["Senior Service Manager"]
    assert completed(run, "-d", str(bundled), "compare", "x", "infra") == ["Infrastructure Manager"]
    assert completed(run, "find", "", OCCUPARE_DATABASE=str(bundled)) == completed(run, "find", "")
    assert len(completed(run, "find", "")) == 7
    for extra in ([], ["-d", str(bundled)], ["-d", "absent.duckdb"]):
        names = completed(run, *extra, "describe", "comparison")
        assert {"comparison", "comparison_metric", "comparison_pay"} <= set(names)
    assert completed(run, "describe", "nothing") == []
    assert "highest_paid_for_experience" in completed(run, "query", "high")
    (tmp_path / "text.duckdb").write_text("no database")
    assert completed(run, "-d", "text.duckdb", "compare", "serv") == ["Service Manager"]
    (tmp_path / "text.duckdb").unlink()
    assert list(tmp_path.iterdir()) == []  # nothing is built


@pytest.mark.thorough
def test_the_titles_are_those_of_the_database(run: Run, tmp_path):
    (tmp_path / "mine").mkdir()
    with (tmp_path / "mine" / "occupation.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["occupation_id", "title"], ["baker", "Baker, Master's"], ["miller", "Miller"]])
    assert run("-d", "mine.duckdb", "build", "mine").returncode == 0
    assert completed(run, "-d", "mine.duckdb", "compare", "") == ["Baker, Master's", "Miller"]
    assert completed(run, "-d", "mine.duckdb", "compare", "ba") == ["Baker, Master's"]


def test_bash_puts_a_title_into_the_line_as_one_word(tmp_path):
    (tmp_path / "occupare").write_text(f'#!/bin/sh\nexec {sys.executable} -m occupare "$@"\n')
    (tmp_path / "occupare").chmod(0o755)
    script = """
        source <(_OCCUPARE_COMPLETE=bash_source occupare)
        complete -p occupare
        for word in sen '"sen' "'sen"; do
            COMP_WORDS=(occupare compare "$word") COMP_CWORD=2 COMPREPLY=()
            _occupare_completion occupare
            printf '<%s>\\n' "${COMPREPLY[@]}"
        done
    """
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script], cwd=tmp_path, env={**os.environ, "PATH": path},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    asked, *words = done.stdout.splitlines()
    assert "_occupare_completion occupare" in asked
    assert words == [r"<Senior\ Service\ Manager>", "<Senior Service Manager>", "<Senior Service Manager>"], done.stderr


def test_every_shell_has_its_script(run: Run):
    for shell in ("bash", "zsh", "fish"):
        done = run(_OCCUPARE_COMPLETE=f"{shell}_source")
        assert (done.returncode, done.stderr) == (0, "") and "_OCCUPARE_COMPLETE" in done.stdout
    assert run(_OCCUPARE_COMPLETE="nonsense_source").returncode == 1
