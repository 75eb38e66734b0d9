"""The recipes of CONTRIBUTING.md, each done as it stands there in a copy of the package, with the commands it names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
INTRODUCTION, *SECTIONS = re.split(r"^## ", TEXT, flags=re.MULTILINE)
RECIPES = dict(section.split("\n", 1) for section in SECTIONS)
FILE = re.compile(r"^`([^`\n]+)`\n\n```\w+\n(.*?)```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```sh\n(.*?)```$", re.MULTILINE | re.DOTALL)
OF_THE_PACKAGE = {"schema": "schema", "seeds": "seeds", "queries": "queries", "cli/occupare": ""}


def package_copy(folder: Path) -> Path:
    """A copy of the package as an installed one lies: the data folders are packages below it."""
    package = folder / "site" / "occupare"
    shutil.copytree(ROOT / "cli" / "occupare", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("schema", "seeds", "queries"):
        shutil.copytree(ROOT / name, package / name, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def put(package: Path, folder: Path, name: str, content: str) -> bool:
    """Write a file of a recipe, or add its rows to a CSV that is there; returns whether it is one of the package."""
    top = next((top for top in OF_THE_PACKAGE if name.startswith(f"{top}/")), None)
    path = folder / name if top is None else package / OF_THE_PACKAGE[top] / name.removeprefix(f"{top}/")
    path.parent.mkdir(parents=True, exist_ok=True)
    assert top is None or path.suffix == ".csv" or not path.exists()
    with path.open("a", encoding="utf-8") as file:
        file.write(content)
    return top is not None


@pytest.mark.thorough
@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe(recipe, tmp_path):
    package = package_copy(tmp_path)
    names = [put(package, tmp_path, *file) for file in FILE.findall(INTRODUCTION + RECIPES[recipe])]
    added = [name for name, _ in FILE.findall(RECIPES[recipe]) if not name.startswith(("more/", "downloads/"))]
    assert sum(names) == len(added)
    assert len({name.rsplit("/", 1)[0] if recipe == "A publisher" else name for name in added}) == 1
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OCCUPARE_")}
    environment |= {"PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", "COLUMNS": "100"}
    script = f"set -eu\noccupare() {{ '{sys.executable}' -P -m occupare \"$@\"; }}\n"

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", script + command], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout

    for line in "".join(COMMANDS.findall(RECIPES[recipe])).splitlines():
        command, _, shown = line.partition(" # ")
        assert shown.strip() in run(command), line
    if added[0].startswith(("schema/tables", "schema/views", "seeds/vocabulary")):
        dictionary = run(
            f"'{sys.executable}' -P -c 'from occupare.catalog.documents import *; print(schema_document())'"
        )
        # The object of the file, the column of the metric or the view of the section.
        new = (
            Path(added[0]).stem if added[0].startswith("schema") else FILE.findall(RECIPES[recipe])[0][1].split(",")[0]
        )
        assert re.search(rf"(### |`|_){new}\b", dictionary)
