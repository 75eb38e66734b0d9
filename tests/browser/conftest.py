"""Pages in a real Chromium: `pytest tests/browser`, with pip install '.[browser]' and Debian's chromium.

A page may ask for what lies beside it and for nothing else: whatever else it asks for is stopped and told as a fault, and so
is every word on its console.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import write_seeds
from playwright.sync_api import Browser, Page, sync_playwright
from published_files import REAL, made_from, make_published

from benchmarks import seeds
from occupare.ask.titles import resolve_all
from occupare.build.building import build
from occupare.build.first_use import open_database
from occupare.build.seed_folders import SeedFolder
from occupare.report.page import page
from occupare.report.site import write_site

WIDTHS = (360, 1280)
HOSTILE = [
    "Cook & Baker / Miller",
    "</title></script><script>alert(1)</script>",
    "<b>\"Loud\"</b> 'n' Bold",
    "Ärztin, Épicière",
    "אחות מוסמכת",
]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; a machine without one fails."""
    path = shutil.which("chromium")
    assert path, "found no chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open an address at a width, light or dark; the end of the test fails on any fault of any page of it."""
    faults: list[str] = []
    with contextlib.ExitStack() as closing:

        def opened(address: str, width: int = 1280, scheme: str = "light", **options: object) -> Page:
            context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
            closing.callback(context.close)
            own = address[: address.index("/", 8) + 1]

            def ask(route) -> None:
                if route.request.url.startswith((own, "data:")):
                    route.continue_()
                else:
                    faults.append(f"asks for {route.request.url}")
                    route.abort()

            context.route("**/*", ask)
            tab = context.new_page()
            tab.on("console", lambda message: faults.append(f"console: {message.text}"))
            tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
            tab.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
            tab.on("response", lambda response: response.ok or faults.append(f"{response.status}: {response.url}"))
            tab.goto(address)
            return tab

        yield opened
    assert faults == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]


def overflow(page: Page) -> int:
    """How many pixels of the page lie beside what is seen of it."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as any static host does; yields its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the publishers' own files where they are on this machine, else of made-up ones in their layouts."""
    folder = tmp_path_factory.mktemp("published")
    downloads = REAL if REAL.is_dir() else make_published(folder / "downloads")
    made_from("published", downloads, folder).connection.close()
    return folder / "made.duckdb"


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of twenty-five made-up occupations."""
    folder = tmp_path_factory.mktemp("made_up")
    build(folder / "made.duckdb", [SeedFolder.named(str(seeds.write_seeds(folder / "seeds", 25)))])
    return folder / "made.duckdb"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose titles, skills and tasks hold what means something to HTML, accents, and text from right to left."""
    folder = tmp_path_factory.mktemp("hostile")
    ids = [f"h{number}" for number in range(len(HOSTILE))]
    write_seeds(
        folder / "seeds",
        source="source_id|source_name|publisher\nguild|Guild|The guild",
        definition="definition_id|metric_id|meaning\nduty|responsibility|What they do, <i>as told</i>",
        source_metric="source_id|metric_id|definition_id\nguild|responsibility|duty",
        release="release_id|source_id|release_name|precedence\nguild-1|guild|Guild, <i>first</i>|1",
        occupation="occupation_id|title\n" + "\n".join(f"{id_}|{title}" for id_, title in zip(ids, HOSTILE, strict=True)),
        alternate_title="occupation_id|alternate_title\n" + "\n".join(f"{id_}|Also {title}" for id_, title in zip(ids, HOSTILE, strict=True)),
        stated_figure="occupation_id|metric_id|number_value\n" + "\n".join(f"{id_}|growth|{number - 2}" for number, id_ in enumerate(ids)),
        responsibility="occupation_id|release_id|list_position|responsibility\n" + "\n".join(f"{id_}|guild-1|1|Sweep {title}" for id_, title in zip(ids, HOSTILE, strict=True)),
    )  # fmt: skip
    build(folder / "made.duckdb", [SeedFolder.named(str(folder / "seeds"))])
    return folder / "made.duckdb"


@pytest.fixture(scope="session")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the site of a database, or of some of its occupations, once for each."""

    @functools.cache
    def written(database: Path, *ids: str) -> Path:
        folder = tmp_path_factory.mktemp("site") / "site"
        with contextlib.closing(open_database(str(database))) as connection:
            write_site(connection, resolve_all(connection, ids) if ids else None, folder)
        return folder

    return written


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the page of some occupations of a database, once for each."""

    @functools.cache
    def written(database: Path, *titles: str) -> Path:
        with contextlib.closing(open_database(str(database))) as connection:
            text = page(connection, resolve_all(connection, titles))
        path = tmp_path_factory.mktemp("page") / "page.html"
        path.write_bytes(text.encode("utf-8"))
        return path

    return written
