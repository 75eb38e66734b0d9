"""The DuckDB command line, spoken to through its standard input as a person would at its prompt."""

import re
import subprocess
from pathlib import Path

import stage
from stage import equal, expect


class Shell:
    """One running command line."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen(
            command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def ask(self, sql: str) -> str:
        self.process.stdin.write(f".mode csv\n.headers off\n{sql};\n.print --end--\n")
        self.process.stdin.flush()
        answer = ""
        while (line := self.process.stdout.readline()) and line != "--end--\n":
            answer += line
        expect("Error" not in answer and line, f"{sql}: {answer}")
        return answer.strip()

    def close(self) -> None:
        self.process.stdin.close()
        equal(self.process.wait(timeout=30), 0, "exit code of the command line")


command = stage.string("DuckDB CLI")
version = subprocess.run(["duckdb", "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
held = Shell(command)
equal(held.ask(stage.COUNT), str(stage.BEFORE), "occupations")
stage.mean(held.ask(stage.MEAN))
equal(
    held.ask(stage.CHART).split(",")[1:4], ["74009.0000", "129065.0000", "55056.0000"], "figures of comparison_metric"
)
stage.rebuild()
still = int(held.ask(stage.COUNT))
second = Shell(command)
meanwhile = int(second.ask(stage.COUNT))
held.close()
second.close()
reopened = Shell(command)
stage.saw("DuckDB CLI", version, still, meanwhile, int(reopened.ask(stage.COUNT)))
expect(reopened.ask(stage.DATED).endswith(stage.PERIOD_START), "a date does not come back")
reopened.close()
refusal = subprocess.run([*command.split(), "-c", "create table mine (a int)"], capture_output=True, text=True)
expect(refusal.returncode and "read-only" in refusal.stderr, f"a table was made in a read-only file: {refusal}")
writer = Shell(re.sub(" -readonly", "", command))
equal(writer.ask(stage.COUNT), str(stage.AFTER), f"occupations in {stage.FILE}")
# PyPI's `duckdb` is a launcher, which may start the program as a process of its own.
children = Path(f"/proc/{writer.process.pid}/task/{writer.process.pid}/children").read_text(encoding="ascii").split()
stage.refused(int(children[0]) if children else writer.process.pid)
writer.close()
stage.answers()
