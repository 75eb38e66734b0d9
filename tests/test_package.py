"""The wheel holds what runs and nothing else, and the READMEs' examples work as they are printed."""

import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT
from loopback import Site, made_up_site, serving

FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def packaged_files() -> set[str]:
    """Every file of the four rooms that the package is made of, under its name in the wheel."""
    rooms = {
        "cli/occupare": "occupare",
        "schema": "occupare/schema",
        "seeds": "occupare/seeds",
        "queries": "occupare/queries",
    }
    kinds = {".py", ".sql", ".pgsql", ".csv", ".toml", ".typed", ".md", ".json", ".css", ".js", ".j2"}
    return {
        f"{package}/{path.relative_to(ROOT / room).as_posix()}"
        for room, package in rooms.items()
        for path in (ROOT / room).rglob("*")
        if path.suffix in kinds or path.name == "py.typed"
    }


def test_the_wheel_holds_every_room_and_nothing_else(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("cli", "schema", "seeds", "queries", "pyproject.toml", "README.md", "LICENSE"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == packaged_files()
    assert {"occupare/sql/compare.sql", "occupare/seeds/career_pages/pay.csv", "occupare/py.typed"} <= names


@pytest.mark.thorough
def test_the_example_of_the_seeds_readme_builds(run, tmp_path):
    text = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(bakery/\w+\.csv)`\n\n```csv\n(.*?)```", text, re.DOTALL)
    assert [name for name, _ in named][:2] == ["bakery/occupation.csv", "bakery/pay.csv"]
    assert len(named) == 6
    for name, content in named:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (commands,) = [block for language, block in FENCED.findall(text) if language == "sh"]
    lines = commands.splitlines()
    assert len(lines) == 3
    for line in lines:
        done = run_line(run, line, tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "bakery.duckdb").exists() and (tmp_path / "both.duckdb").exists()


def test_the_seeds_readme_names_files_that_are_there():
    text = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## The files") : text.index("## A metric or a source")]
    named = set(re.findall(r"`(\w+)\.csv`", section))
    assert len(named) > 5 and named <= {path.stem for path in (ROOT / "schema" / "tables").glob("*.sql")}


@pytest.mark.thorough
def test_the_commands_of_the_readme_run(run, tmp_path, tmp_path_factory):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = [block for language, block in FENCED.findall(text) if language == "sh" and "occupare " in block]
    commands = "".join(block for block in blocks if "venv" not in block).replace("\n            ", " ")
    (tmp_path / "question.sql").write_text("select title from occupation_profile order by title")
    lines = commands.splitlines()
    assert len(lines) >= 9
    with serving(Site(files=made_up_site(tmp_path_factory.mktemp("made-up")))) as site:
        for line in lines:
            done = run_line(run, line, tmp_path, OCCUPARE_MIRROR=site.address, NO_PROXY="*")
            assert done.returncode == 0, (line, done.stderr)


def test_the_output_of_the_readme_is_what_comes_out(run, bundled):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = next(block for language, block in FENCED.findall(text) if language == "text")
    titles = ["service manager", "senior service manager"]
    done = run("-d", bundled, "compare", *titles, "--format", "table", COLUMNS="80")
    assert [line.rstrip() for line in done.stdout.splitlines()] == [line.rstrip() for line in printed.splitlines()]


def test_the_readme_has_the_two_commands_and_names_tables_that_are_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("python3 -m venv")]
    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install . && "
        '.venv/bin/occupare compare "service manager" "senior service manager"',
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]
    glance = text[text.index("## The schema at a glance") : text.index("## How fast")]
    objects = set(re.findall(r"^### (\w+)$", (ROOT / "schema" / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    rows = "".join(line for line in glance.splitlines(keepends=True) if line.startswith("|"))
    assert len(objects) > 50 and set(re.findall(r"`(\w+)`", rows)) <= objects


def run_line(run, line: str, folder, **environment: str):
    """Run a printed command line in the folder; it begins with 'occupare'."""
    import shlex

    program, *arguments = shlex.split(line, comments=True)
    assert program == "occupare"
    return run(*arguments, cwd=folder, **environment)
