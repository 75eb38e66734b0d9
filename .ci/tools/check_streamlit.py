"""Streamlit: README's example, run by Streamlit's own test runtime and by its server."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import streamlit
from streamlit.testing.v1 import AppTest

import stage
from stage import equal, expect

command = stage.string("Streamlit").split()
script = Path(command[-1])
script.write_text(stage.example("python"), encoding="utf-8")


def run(app: AppTest) -> AppTest:
    app.run(timeout=60)
    equal([error.message for error in app.exception], [], "errors of the example")
    return app


app = run(AppTest.from_file(str(script.resolve())))
equal([len(box.options) for box in app.selectbox], [stage.BEFORE, stage.BEFORE], "occupations to choose from")
app.selectbox[0].select("Service Manager")
app.selectbox[1].select("Senior Service Manager")
table = run(app).dataframe[0].value
found = table[table["label"] == "Average salary"]["difference"].tolist()
equal([float(value) for value in found], [stage.DIFFERENCE], "difference of the average salaries")
connect = stage.string("Python").replace("occupations.duckdb", str(Path(stage.FILE).resolve()))
question = f"import duckdb\nimport streamlit\nstreamlit.dataframe({connect}.sql({stage.MEAN!r}).df())"
stage.mean(run(AppTest.from_string(question)).dataframe[0].value["mean"].iloc[0])
stage.rebuild()
equal(len(run(app).selectbox[0].options), stage.AFTER, "occupations to choose from after the build, in the same app")

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
server = subprocess.Popen(
    [Path(sys.executable).with_name(command[0]), *command[1:], *options, "--browser.gatherUsageStats=false"]
)
try:
    for _ in range(120):
        expect(server.poll() is None, f"streamlit ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                healthy = answer.read().decode()
                break
        except OSError:
            time.sleep(0.5)
    else:
        expect(False, "streamlit's server did not answer in 60 seconds")
    equal(healthy, "ok", "health of streamlit's server")
finally:
    server.terminate()
    server.wait(timeout=30)
print(f"  Streamlit {streamlit.__version__}: the example runs; after the build, with the next click: the new rows")
