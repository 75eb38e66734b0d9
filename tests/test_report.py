"""The page that compares occupations: whole, the same each time, with the figures of `compare`, whatever titles hold."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from conftest import write_seeds

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

pytestmark = pytest.mark.thorough

PAIR = ["service manager", "senior service manager"]
VOID = {"meta", "link", "br", "hr", "img", "input", "col"}
HOSTILE = "</title></script><script>alert(1)</script><b>&\"'/ Ärzte אחות"


class Page(HTMLParser):
    """A parsed page: its tags with their attributes, its texts, and whether its tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.opened: list[str] = []
        self.feed(text)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def cells(self) -> dict[tuple[str | None, str | None], str | None]:
        """The raw figures, by metric and occupation."""
        found = [attributes for tag, attributes in self.tags if tag == "td" and "data-occupation" in attributes]
        cells: dict[tuple[str | None, str | None], str | None] = {}
        for cell in found:
            value = cells.setdefault((cell["data-metric"], cell["data-occupation"]), cell["data-value"])
            assert value == cell["data-value"], cell
        return cells


def made(run, tmp_path, database, *titles: str) -> Page:
    done = run("-d", database, "report", *titles, "-o", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "page.html: written\n"), done.stderr
    return Page((tmp_path / "page.html").read_text(encoding="utf-8"))


def test_the_page_is_whole_and_asks_for_nothing_else(run, bundled, tmp_path):
    page = made(run, tmp_path, bundled, *PAIR)
    first = (tmp_path / "page.html").read_bytes()
    made(run, tmp_path, bundled, *PAIR)
    assert (tmp_path / "page.html").read_bytes() == first
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == 1 and tags.count("main") == 1 and tags.count("svg") >= 3 and "script" not in tags
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    names = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(names) == len(set(names))
    for _, attributes in page.tags:
        address = attributes.get("href") or attributes.get("src") or "#main"
        assert address == "data:," or (address.startswith("#") and address[1:] in names) or address.startswith("https:")
        assert "src" not in attributes and not any(name.startswith("on") for name in attributes)


def test_the_figures_are_those_of_compare(run, bundled, tmp_path):
    page = made(run, tmp_path, bundled, *PAIR)
    rows = {
        row["metric_id"]: row
        for row in csv.DictReader(io.StringIO(run("-d", bundled, "compare", *PAIR, "--format", "csv").stdout))
        if row["metric_id"] not in ("title", "description") and row["section"] != "responsibilities"
    }
    ids = ["service-manager", "senior-service-manager"]
    assert len(rows) > 30
    # Each figure of the comparison is on the page, and the page has no other; a range without a low end has none.
    found = {key: value for key, value in page.cells().items() if key[0] in rows or value}
    assert found == {(metric, id_): row[id_] for metric, row in rows.items() for id_ in ids}
    differences = [attributes for tag, attributes in page.tags if tag == "td" and "data-difference" in attributes]
    assert {each["data-metric"] for each in differences if each["data-difference"]} == {
        metric for metric, row in rows.items() if row["difference"]
    }
    for each in differences:
        told = rows[each["data-metric"]]["difference"] if each["data-metric"] in rows else ""
        assert each["data-difference"] == told, each


def test_the_end_of_a_range_by_itself_is_no_least(run, bundled, tmp_path):
    made(run, tmp_path, bundled, *PAIR)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    found = re.findall(r'data-metric="experience_years_max" data-occupation="([^"]*)"[^>]*>([^<]*)', page)
    assert found == [("service-manager", "6\u00a0years"), ("senior-service-manager", "8\u00a0years")]


def test_a_reader_is_told_what_a_picture_shows(run, bundled, tmp_path):
    texts = "".join(made(run, tmp_path, bundled, *PAIR).texts)
    assert "One row:" not in texts
    assert "Each line runs from what the lowest paid tenth earn" in texts
    assert "Senior Service Manager: $92,000 to $179,000, middle $129,065" in texts
    assert "Service Manager: 6%" in texts or "Service Manager: 6.0%" in texts


def test_hostile_titles_are_text(run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation=f"occupation_id|title\nloud|{HOSTILE}\nmiller|Miller",
        stated_figure="occupation_id|metric_id|number_value\nloud|growth|0\nmiller|growth|-2.5",
    )
    build(tmp_path / "few.duckdb", [SeedFolder.named(str(seeds))])
    page = made(run, tmp_path, "few.duckdb", "loud", "miller")
    assert not {"script", "b"} & {tag for tag, _ in page.tags}
    assert any(HOSTILE in text for text in page.texts)
    assert page.cells()["growth", "loud"].startswith("0")


def test_what_cannot_be_asked(run, bundled, tmp_path):
    for arguments, said in (
        ([PAIR[0], "-o", "page.html"], "found 1 title, expected 2 to 6"),
        (PAIR, "-o: found no name"),
        ([*PAIR, "-o", "page.pdf"], "found '.pdf', expected .html"),
    ):
        done = run("-d", bundled, "report", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and said in done.stderr
    assert list(tmp_path.glob("page*")) == []
