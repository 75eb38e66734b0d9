"""The README section tells what is tested: each row has a script, and installs what that script's environment holds."""

import json
from pathlib import Path

import stage
from stage import equal, expect

# Row of README's table → script and environment.
CHECKED = {
    "Python": "python",
    "DuckDB CLI": "cli",
    "pandas": "pandas",
    "polars": "polars",
    "ibis": "ibis",
    "SQLAlchemy": "sqlalchemy",
    "SQLAlchemy, older dialect": "engine",
    "ADBC": "adbc",
    "Node": "node",
    "harlequin": "harlequin",
    "Apache Superset": "superset",
    "Streamlit": "streamlit",
}
NOT_RUN = ("Tableau", "Power BI", "Metabase", "DBeaver")

rows = [line for line in stage.section().splitlines() if line.startswith("| ") and "` | `" in line]
equal(len(stage.tools()), len(rows), "rows of the table that the tests can read")
equal(list(stage.tools()), list(CHECKED), "tools of README's table")
for tool, name in CHECKED.items():
    install, string = stage.tools()[tool]
    [script] = stage.HERE.glob(f"check_{name}.*")
    expect(f'"{tool}"' in script.read_text(encoding="utf-8"), f"{script.name} does not open the file as README tells")
    if install.startswith("npm install "):
        packages = json.loads((stage.HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
        equal(list(packages), install.split()[2:], "packages that README installs for Node")
    else:
        first = (stage.HERE / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
        equal(install, first.removeprefix("# "), f"what README installs for {tool}")
    expect("read" in string.lower() or tool == "Streamlit", f"{tool} opens the file for writing: {string}")
expect("read_only=True" in stage.example("python"), "the example opens the file for writing")
tested, _, untested = stage.section().partition("Not run by our tests:\n")
for tool in NOT_RUN:
    expect(f"**{tool}**" in untested and f"**{tool}**" not in tested, f"{tool} is not under 'Not run by our tests'")
lines = [line for line in stage.example("python").splitlines() if line]
expect(len(lines) <= 10, f"the example has {len(lines)} lines")
print(f"  {len(CHECKED)} rows, each with its script and environment in {Path(stage.HERE).name}/")
