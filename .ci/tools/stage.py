"""What the tools' scripts share. Standard library only: it runs in each tool's own environment.

A script runs in a folder of its own that holds occupations.duckdb, built from the bundled seeds (7 occupations), and
takes the string with which it opens the file from README.md, so that what README tells is what was tested.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADING = "## Connect your tool"
FILE = "occupations.duckdb"
BEFORE, AFTER = 7, 8  # occupations in the file before and after rebuild()
# Counts the occupations where figures multiply and add up, as they must in every client.
COUNT = (
    "select count(*) from occupation_profile where (select sum(left_number * right_number) from comparison_metric) > 0"
)
# The mean of average pay, weighted by jobs: each figure that occupations share counts once.
MEAN = (
    "select sum(pay.number_value * jobs.number_value / jobs.shared_by) "
    "/ sum(jobs.number_value / jobs.shared_by) as mean "
    "from occupation_metric as pay inner join occupation_metric as jobs on pay.occupation_id = jobs.occupation_id "
    "where pay.metric_id = 'annual_pay' and jobs.metric_id = 'job_openings'"
)
MEAN_PAY = 95591  # what MEAN finds, in whole dollars: by hand, from the two columns of the seeds
CHART = (
    "select label, left_number, right_number, difference, unit from comparison_metric "
    "where left_title = 'Service Manager' and right_title = 'Senior Service Manager' and metric_id = 'annual_pay'"
)
DIFFERENCE = 55056  # what CHART finds in `difference`
DATED = "select release_name, period_start from release where period_start is not null"  # one row, once rebuilt
PERIOD_START = "2025-01-01"
ADDED = "Lighthouse Keeper"  # the occupation more


def expect(condition: object, message: str) -> None:
    """End this script with a message that names it, unless the condition holds."""
    if not condition:
        sys.exit(f"FAILED {Path(sys.argv[0]).stem}: {message}")


def equal(found: object, expected: object, what: str) -> None:
    """End this script unless what was found is what was expected."""
    expect(found == expected, f"{what}: found {found!r}, expected {expected!r}")


def mean(found: float | str) -> None:
    """End this script unless the weighted mean that a tool found is the one that the seeds give."""
    equal(round(float(found)), MEAN_PAY, "average pay, weighted by jobs")


def section() -> str:
    """Return README.md's section, or the draft in README-section.md for as long as README.md has none."""
    for path in (HERE.parents[1] / "README.md", HERE / "README-section.md"):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if found := re.search(rf"^{HEADING}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
            return found[0]
    sys.exit(f"FAILED: found no section {HEADING!r} in README.md")


def tools() -> dict[str, tuple[str, str]]:
    """Return the section's table: tool → (how it is installed, how it opens the file)."""
    rows = re.findall(r"^\| ([^|`]+?) \| `([^`]+)` \| `([^`]+)` \|$", section(), re.MULTILINE)
    return {tool: (install, string) for tool, install, string in rows}


def string(tool: str) -> str:
    """Return the string with which README opens the file in this tool."""
    expect(tool in tools(), f"README's section {HEADING!r} has no row with two code spans for {tool!r}")
    return tools()[tool][1]


def example(language: str) -> str:
    """Return the section's one code block in this language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", section(), re.MULTILINE | re.DOTALL)
    equal(len(blocks), 1, f"README's section {HEADING!r}, code blocks in {language}")
    return str(blocks[0])


def occupare(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the project's own program on this folder's file."""
    command = [os.environ["OCCUPARE"], "--database", FILE, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def rebuild() -> None:
    """Build the file anew with one occupation more (the folder more/), beside whoever has it open.

    The build must succeed and say nothing but its one line.
    """
    done = occupare("build", "bundled", "../more", "--replace")
    expect(done.returncode == 0, f"the build beside an open reader exited {done.returncode}: {done.stderr}")
    equal((done.stdout + done.stderr).count("\n"), 1, f"lines said by the build beside an open reader: {done.stderr}")


def refused(process: int) -> None:
    """`compare` and `build` must exit 3 and name this process, which holds the file for writing, and the remedy."""
    for arguments in (("compare", "service manager", "senior service manager"), ("build", "bundled", "../more")):
        done = occupare(*arguments)
        what = f"{arguments[0]!r} beside a tool that holds the file for writing"
        equal(done.returncode, 3, f"{what}: exit code ({done.stderr.strip()})")
        expect(f"(process {process})" in done.stderr, f"{what}: does not name process {process}: {done.stderr}")
        expect("open it read-only there" in done.stderr, f"{what}: names no remedy: {done.stderr}")
        equal(done.stdout, "", f"{what}: standard output")
    print(f"  writing: {done.stderr.strip()}".replace(str(process), "N"))


def answers() -> None:
    """`compare` must work again once the tool is closed."""
    done = occupare("compare", "service manager", "senior service manager")
    equal((done.returncode, done.stderr), (0, ""), "compare once the tool that wrote is closed")


def saw(tool: str, version: str, held: int, anew: int, reopened: int) -> None:
    """Check that a reader saw of a rebuild what README tells, and say it.

    That is the number of occupations on a connection held since before the build, on a second one that was opened while
    the first was held, and on one that was opened with no other in the program.
    """
    name = {BEFORE: "the old rows", AFTER: "the new rows"}
    equal(held, BEFORE, f"occupations that {tool} sees on a connection from before the build")
    [told] = [
        when
        for by, when in re.findall(r"^\| ([^|`]+) \| ([^|`]+) \|$", section(), re.MULTILINE)
        if tool in by.split(", ")
    ]
    equal(anew, AFTER if "opened again" in told else BEFORE, f"occupations that {tool} sees on a second connection")
    equal(reopened, AFTER, "occupations after opening the rebuilt file")
    print(f"  {tool} {version}: held open: {name[held]}; beside it: {name[anew]}; opened again: {name[reopened]}")


if __name__ == "__main__":  # for the scripts that are not Python
    match sys.argv[1:]:
        case ["string", tool]:
            print(string(tool))
        case ["mean"]:
            print(MEAN)
        case ["mean", found]:
            mean(found)
        case ["rebuild"]:
            rebuild()
        case ["refused", process]:
            refused(int(process))
        case ["answers"]:
            answers()
        case ["saw", tool, version, held, anew, reopened]:
            saw(tool, version, int(held), int(anew), int(reopened))
        case other:
            sys.exit(f"stage.py: called wrongly: {other}")
