"""Apache Superset, its own server asked through its API: the file, a dataset, a chart and SQL Lab, across a rebuild."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path

import requests

import stage
from stage import equal, expect

PATIENCE = 120  # seconds
HOME = Path("superset_home").resolve()
HOME.mkdir()
CONFIGURATION = HOME / "superset_config.py"
CONFIGURATION.write_text(f"SECRET_KEY = {secrets.token_hex(32)!r}\nTALISMAN_ENABLED = False\n", encoding="utf-8")
os.environ.update(
    SUPERSET_HOME=str(HOME), SUPERSET_CONFIG_PATH=str(CONFIGURATION), FLASK_APP="superset.app:create_app()"
)
PROGRAM = str(Path(sys.executable).with_name("superset"))
PASSWORD = secrets.token_hex(16)


def prepare(*arguments: str) -> None:
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    expect(done.returncode == 0, f"superset {arguments[0]} exited {done.returncode}:\n{done.stderr[-3000:]}")


class Superset:
    """A running server, and one person who is logged in."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = (HOME / "server.log").open("w+")
        self.process = subprocess.Popen(
            [PROGRAM, "run", "--host", "127.0.0.1", "--port", str(port), "--with-threads"],
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.session = requests.Session()
        for _ in range(PATIENCE * 2):
            expect(self.process.poll() is None, f"superset ended with {self.process.returncode}:\n{self.said()}")
            try:
                if self.session.get(f"{self.address}/health", timeout=5).text == "OK":
                    break
            except requests.ConnectionError:
                time.sleep(0.5)
        else:
            expect(False, f"superset did not answer in {PATIENCE} s:\n{self.said()}")
        login = {"username": "admin", "password": PASSWORD, "provider": "db"}
        token = self.ask("post", "security/login", login)["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.headers["X-CSRFToken"] = self.ask("get", "security/csrf_token/")["result"]
        self.session.headers["Referer"] = self.address

    def said(self) -> str:
        self.log.flush()
        self.log.seek(0)
        return self.log.read()[-3000:]

    def ask(self, method: str, path: str, body: object = None, **parameters: str) -> dict:
        answer = self.session.request(
            method, f"{self.address}/api/v1/{path}", json=body, params=parameters, timeout=PATIENCE
        )
        expect(answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:2000]}\n{self.said()}")
        return answer.json()

    def sql_lab(self, sql: str) -> list[dict]:
        body = {"database_id": database, "sql": sql, "schema": "main", "runAsync": False, "queryLimit": 1000}
        answer = self.ask("post", "sqllab/execute/", body)
        equal(answer["status"], "success", f"SQL Lab, {sql}")
        return answer["data"]

    def count(self) -> int:
        return next(iter(self.sql_lab(stage.COUNT)[0].values()))

    def bars(self, chart: int) -> dict[str, float | None]:
        [result] = self.ask("get", f"chart/{chart}/data/")["result"]
        equal((result["status"], result["error"]), ("success", None), "the chart's query")
        return {
            row["right_title"]: None if row["difference"] is None else float(row["difference"])
            for row in result["data"]
        }

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


def slowly(outcome: list[int]) -> threading.Thread:
    """Start a query of some seconds in SQL Lab; it adds the number of occupations that it saw."""
    numbers = "range(50000) a, range(50000) b"
    sql = f"select ({stage.COUNT}) as occupations, max(a.range * b.range % 7) as slow from {numbers}"

    def ask() -> None:
        try:
            outcome.append(superset.sql_lab(sql)[0]["occupations"])
        except SystemExit as failure:  # ends this thread only
            print(failure.code, file=sys.stderr)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(1)
    return thread


prepare("db", "upgrade")
names = {"--username": "admin", "--firstname": "A", "--lastname": "B", "--email": "admin@example.org"}
prepare("fab", "create-admin", *(word for pair in names.items() for word in pair), "--password", PASSWORD)
prepare("init")
superset = Superset()
try:
    address = stage.string("Apache Superset").replace("/folder/occupations.duckdb", str(Path(stage.FILE).resolve()))
    expect("/folder/" not in address, f"README's address for Superset has another path than expected: {address}")
    registration = {"database_name": "Occupations", "sqlalchemy_uri": address}
    superset.ask("post", "database/test_connection/", registration)
    database = superset.ask("post", "database/", {**registration, "expose_in_sqllab": True})["id"]
    listed = superset.ask("get", f"database/{database}/tables/", q="(force:!t,schema_name:main)")["result"]
    kinds = {table["value"]: table["type"] for table in listed}
    equal(kinds.get("occupation_profile"), "table", "how Superset lists occupation_profile")
    equal(kinds.get("comparison_metric"), "view", "how Superset lists comparison_metric")
    shown = superset.ask("get", f"database/{database}/table_metadata/", name="comparison_metric", schema="main")
    expect(str(shown["comment"]).startswith("One row: "), f"Superset shows no comment of comparison_metric: {shown}")
    bare = [column["name"] for column in shown["columns"] if not column.get("comment")]
    equal(bare, [], "columns of comparison_metric whose comment Superset does not show")

    body = {"database": database, "schema": "main", "table_name": "comparison_metric"}
    dataset = superset.ask("post", "dataset/", body)["id"]
    columns = superset.ask("get", f"dataset/{dataset}")["result"]["columns"]
    generic = {column["column_name"]: column["type_generic"] for column in columns}
    numbers = ("left_number", "right_number", "difference", "percent_difference", "sort_order")
    equal([name for name in numbers if generic[name] != 0], [], "columns that Superset does not take for numbers")
    equal(generic["left_title"], 1, "Superset's type of left_title (1 is text)")
    dated = superset.ask("post", "dataset/", {"database": database, "schema": "main", "table_name": "release"})["id"]
    columns = superset.ask("get", f"dataset/{dated}")["result"]["columns"]
    temporal = {column["column_name"] for column in columns if column["is_dttm"]}
    expect("period_start" in temporal, f"Superset takes release.period_start for no date, but {temporal}")

    # A bar chart: by how much each occupation is paid more than a Service Manager.
    source = {"id": dataset, "type": "table"}
    difference = {
        "expressionType": "SIMPLE",
        "column": {"column_name": "difference"},
        "aggregate": "MAX",
        "label": "difference",
    }
    wanted = {"left_title": "Service Manager", "metric_id": "annual_pay"}
    filters = [{"col": name, "op": "==", "val": value} for name, value in wanted.items()]
    query = {"columns": ["right_title"], "metrics": [difference], "filters": filters, "row_limit": 100}
    form = {
        "datasource": f"{dataset}__table",
        "viz_type": "echarts_timeseries_bar",
        "x_axis": "right_title",
        "metrics": [difference],
        "groupby": [],
        "row_limit": 100,
    }
    context = {"datasource": source, "queries": [query], "form_data": form, "result_format": "json"}
    chart = superset.ask(
        "post",
        "chart/",
        {
            "slice_name": "Paid more than a Service Manager",
            "viz_type": form["viz_type"],
            "datasource_id": dataset,
            "datasource_type": "table",
            "params": json.dumps(form),
            "query_context": json.dumps({**context, "result_type": "full"}),
        },
    )["id"]
    bars = superset.bars(chart)
    equal(
        (len(bars), bars["Senior Service Manager"]),
        (stage.BEFORE - 1, stage.DIFFERENCE),
        "bars of the chart, and one of them",
    )
    equal(superset.count(), stage.BEFORE, "occupations in SQL Lab")
    stage.mean(superset.sql_lab(stage.MEAN)[0]["mean"])
    refusal = superset.session.post(
        f"{superset.address}/api/v1/sqllab/execute/",
        json={"database_id": database, "sql": "create table mine (a int)", "runAsync": False},
        timeout=PATIENCE,
    )
    expect(not refusal.ok, f"SQL Lab made a table in the file: {refusal.text[:500]}")

    # A query that is running while the file is replaced: its rows are read after the replacement.
    outcome: list[int] = []
    thread = slowly(outcome)
    stage.rebuild()
    running = thread.is_alive()
    meanwhile = superset.count()
    superset.bars(chart)
    thread.join(PATIENCE)
    expect(outcome, "the query that ran while the file was replaced did not succeed")
    expect(running, "the query that was to run during the build ended before it: give it more rows")
    stage.saw("Apache Superset", version("apache_superset"), outcome[0], meanwhile, superset.count())
    starts = superset.sql_lab(stage.DATED)[0]["period_start"]
    equal(str(starts)[:10], stage.PERIOD_START, "a date in SQL Lab")
    bars = superset.bars(chart)
    equal(
        (len(bars), bars.get(stage.ADDED, "no bar")),
        (stage.AFTER - 1, None),  # its own pay is defined otherwise, so that no difference is said
        "bars after the build, and the new one",
    )

    # Registered without the end of README's string, Superset holds the file for writing while a query runs.
    registration = {"database_name": "Writing", "sqlalchemy_uri": address.split("?")[0], "expose_in_sqllab": True}
    database = superset.ask("post", "database/", registration)["id"]
    thread = slowly(outcome)
    stage.refused(superset.process.pid)
    thread.join(PATIENCE)
    equal(len(outcome), 2, "slow queries that succeeded")
    stage.answers()
finally:
    superset.close()
