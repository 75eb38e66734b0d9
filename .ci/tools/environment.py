"""Print what this environment holds, as requirements; with a file, tell whether it holds exactly the file's."""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

held = sorted(
    {f"{re.sub(r'[-_.]+', '-', found.metadata['Name']).lower()}=={found.version}" for found in distributions()}
)
if len(sys.argv) == 1:
    print("\n".join(held))
else:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    asked = sorted(line for line in lines if line and not line.startswith("#"))
    if held != asked:
        sys.exit(f"{sys.argv[1]}: the environment differs in {sorted(set(held) ^ set(asked))}")
