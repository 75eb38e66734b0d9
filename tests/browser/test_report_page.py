"""The page of a comparison in a browser: its faults, its reach, its figures, on screens and on paper."""

from __future__ import annotations

import re

import pytest
from conftest import rows_of

from browser.conftest import HOSTILE, WIDTHS, overflow, violations

ASKED = {
    "bundled": ["service manager", "senior service manager"],
    "published": ["15-1252.00", "29-1141.00", "29-1141.01"],
    "hostile": ["h0", "h1", "h2", "h3", "h4"],
}
PAPERS = {"A4": 182, "Letter": 188}  # millimetres between the margins
CELLS = """[...document.querySelectorAll("td[data-occupation]")].map(cell =>
  [cell.dataset.metric, cell.dataset.occupation, cell.dataset.value, cell.textContent])"""


@pytest.fixture(params=ASKED)
def page_file(request, page_of):
    """The page of one of the databases, after the name and the path of that."""
    database = request.getfixturevalue(request.param)
    return request.param, database, page_of(database, *ASKED[request.param]).as_uri()


def test_it_has_no_fault_and_shuts_nobody_out(open_page, page_file):
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page = open_page(page_file[2], width, scheme)
            assert violations(page) == [], (scheme, width)
            assert overflow(page) == 0, (scheme, width)
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert overflow(page) == 0, (scheme, width)
    assert violations(page) == []


def test_a_difference_is_seen_on_a_telephone(open_page, page_of, bundled):
    page = open_page(page_of(bundled, *ASKED["bundled"]).as_uri(), WIDTHS[0])
    right = "[...document.querySelectorAll('td[data-difference]')].map(e => e.getBoundingClientRect().right)"
    places = page.evaluate(right)
    assert len(places) > 20 and max(places) <= WIDTHS[0]
    assert page.evaluate("[...document.querySelectorAll('table')].every(e => getComputedStyle(e).display !== 'none')")


def test_it_is_read_by_keyboard(open_page, page_file):
    page = open_page(page_file[2])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for _ in page.query_selector_all("summary")[:3]:
        while page.evaluate("document.activeElement.tagName") != "SUMMARY":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open")
        page.keyboard.press("Tab")


def test_it_prints(open_page, page_file, tmp_path):
    page = open_page(page_file[2])
    for paper, millimetres in PAPERS.items():
        content = page.pdf(format=paper, prefer_css_page_size=False, path=tmp_path / f"{paper}.pdf")
        assert content.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", content)) >= 1
        page.emulate_media(media="print")
        page.set_viewport_size({"width": int(millimetres / 25.4 * 96), "height": 1000})
        assert overflow(page) == 0, paper
        beyond = page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
        )
        assert beyond == [], paper


def test_its_figures_are_those_of_compare(open_page, page_file, run):
    name, database, address = page_file
    page = open_page(address)
    rows = {
        row["metric_id"]: row for row in rows_of(run("-d", database, "compare", *ASKED[name], "--format", "csv").stdout)
    }
    expected = {
        (metric, column.removesuffix("_status")): row[column.removesuffix("_status")]
        for metric, row in rows.items()
        for column in row
        if column.endswith("_status")
        and row["section"] != "responsibilities"
        and metric not in ("title", "description")
    }
    cells: dict[tuple[str, str], str] = {}
    for metric, occupation, value, text in page.evaluate(CELLS):
        assert cells.setdefault((metric, occupation), value) == value, metric
        assert text if not value else True
    missing = {key for key, value in cells.items() if key not in expected and not value}  # a range without its low end
    assert {key: value for key, value in cells.items() if key not in missing} == expected
    differences = (
        "[...document.querySelectorAll('td[data-difference]')].map(e => [e.dataset.metric, e.dataset.difference])"
    )
    for metric, difference in page.evaluate(differences):
        assert difference == (rows[metric]["difference"] if metric in rows else "")


def test_titles_survive(open_page, hostile, page_of):
    page = open_page(page_of(hostile, *ASKED["hostile"]).as_uri())
    assert page.evaluate("[...document.querySelectorAll('h1 bdi')].map(e => e.textContent)") == HOSTILE
    assert page.title().startswith(", ".join(HOSTILE[:4]))
    assert {f"Sweep {title}" for title in HOSTILE} <= set(
        page.evaluate("[...document.querySelectorAll('li')].map(e => e.textContent)")
    )
    assert page.query_selector("script, main b, i") is None
