"""Start-up stays light: what each command imports, and that nothing undeclared is imported."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

HEAVY = {"duckdb", "sqlglot", "rich", "xlsxwriter", "numpy", "pandas", "pyarrow", "requests", "urllib3"}
REPORT = "import json, sys; sys.stderr.write('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
AS_COMMAND = """
import sys
from occupare.main import main
sys.argv = ['occupare', *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    assert ended.code == 0, ended.code
"""


def imported(code: str, *arguments: str, paths: str = "") -> tuple[set[str], str]:
    """Run code in a fresh process; returns the top-level modules that it loaded, and its stdout."""
    done = subprocess.run(
        [sys.executable, "-c", f"{paths}\n{code}\n{REPORT}", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1])), done.stdout


def stand_ins(folder: Path) -> str:
    """Make empty numpy, pandas and pyarrow importable, so that an attempt shows even where they are not installed."""
    for name in ("numpy", "pandas", "pyarrow"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("")
    return f"import sys; sys.path.insert(0, {str(folder)!r})"


def test_the_command_line_imports_nothing_heavy():
    loaded, _ = imported("import occupare.main")
    assert {"occupare", "click"} <= loaded and not HEAVY & loaded


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["sql", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments):
    loaded, shown = imported(AS_COMMAND, *arguments)
    assert shown.startswith("Usage:") and not HEAVY & loaded


@pytest.mark.parametrize(
    "arguments",
    [["compare", "service manager", "infra"], ["find", "manager"], ["sql", "from pay"], ["describe", "pay"]],
    ids=lambda arguments: arguments[0],
)
def test_csv_imports_duckdb_alone(bundled, tmp_path, arguments):
    loaded, shown = imported(AS_COMMAND, "-d", str(bundled), *arguments, "--format", "csv", paths=stand_ins(tmp_path))
    assert len(shown.splitlines()) > 3
    assert HEAVY & loaded == {"duckdb"}


def names_of(requirements: list[str]) -> set[str]:
    """The modules of the packages: named like them, but for vl-convert-python."""
    names = (re.match(r"[\w.-]+", requirement)[0] for requirement in requirements)
    return {name.lower().replace("-", "_").removesuffix("_python") for name in names}


def test_only_declared_modules_are_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    base, optional = names_of(project["dependencies"]), project["optional-dependencies"]
    of_commands = ("import", "download", "report", "postgres", "spark")
    extras = names_of([each for extra in of_commands for each in optional[extra]])
    assert base == names_of([line for line in importlib.metadata.requires("occupare") if "extra ==" not in line])
    files = sorted((ROOT / "cli").rglob("*.py"))
    assert len(files) > 10
    used = set()
    for path in files:
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                names = {node.module.split(".")[0]}
            else:
                continue
            foreign = names - set(sys.stdlib_module_names) - {"occupare"}
            at_top = node in tree.body
            used |= foreign
            assert foreign <= (base if at_top else base | extras), (path.name, node.lineno, foreign)
    through_duckdb = {"pytz"}  # it imports it for moments with a time zone
    assert base - through_duckdb <= used, f"declared and never imported: {base - used}"
