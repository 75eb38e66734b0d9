"""The site in a browser: every kind of page, search and choice by keyboard alone, and any occupations side by side."""

from __future__ import annotations

import contextlib

import pytest
from conftest import rows_of, write_seeds
from crafts import SEEDS

from browser.conftest import HOSTILE, WIDTHS, overflow, served, violations
from occupare.ask.comparison import compare, headlines
from occupare.ask.titles import resolve_all
from occupare.build.building import build
from occupare.build.first_use import open_database
from occupare.build.seed_folders import SeedFolder
from occupare.write.figures import headline_rows

FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def crafts(tmp_path_factory: pytest.TempPathFactory):
    """A database of ranges, of a group's figures, and of different degrees."""
    folder = tmp_path_factory.mktemp("crafts")
    build(folder / "crafts.duckdb", [SeedFolder("seeds", write_seeds(folder / "seeds", **SEEDS))])
    return folder / "crafts.duckdb"


def by_keyboard(page, condition: str) -> None:
    """Press Tab until what has the focus meets the condition."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {condition})({FOCUSED})"):
            return
    raise AssertionError(f"the keyboard never reaches {condition}")


@pytest.mark.parametrize("database", ["bundled", "made_up", "hostile"])
def test_no_page_has_a_fault_or_shuts_anybody_out(open_page, site_of, request, database):
    folder = site_of(request.getfixturevalue(database))
    ids = sorted(path.stem for path in (folder / "occupation").iterdir())
    addresses = [
        "index.html", "sources.html", "compare.html", f"occupation/{ids[0]}.html", f"compare.html?of={ids[0]}",
        f"compare.html?of={','.join(ids[:2])}", f"compare.html?of={','.join(ids[:6])}", "compare.html?of=nobody,%E0%A4",
    ]  # fmt: skip
    with served(folder) as root:
        for address in addresses:
            for width, scheme in zip(WIDTHS, ("dark", "light"), strict=True):
                page = open_page(root + address, width, scheme)
                page.wait_for_load_state("networkidle")
                assert violations(page) == [], (address, scheme)
                assert overflow(page) == 0, (address, width)


def test_an_occupation_is_found_and_compared_by_keyboard_alone(open_page, site_of, made_up):
    folder = site_of(made_up)
    with served(folder) as root:
        page = open_page(root)
        titles = page.evaluate("[...document.querySelectorAll('ul.columns a')].map(e => e.textContent)")
        assert len(titles) == 25
        by_keyboard(page, "e.id === 'asked'")
        page.keyboard.type(titles[7].upper())
        assert page.text_content("#told").startswith("1 found")
        assert violations(page) == []
        by_keyboard(page, "e.textContent.startsWith('compare')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/compare.html?of=*")
        for number, title in enumerate((titles[3], titles[20]), 2):
            by_keyboard(page, "e.id === 'asked'")
            page.keyboard.type(title)
            by_keyboard(page, "e.textContent.startsWith('Add')")
            page.keyboard.press("Enter")
            page.wait_for_selector(f"table.of-{number + (number == 2)}")
        assert page.title() == f"{titles[7]}, {titles[3]} and {titles[20]} compared"
        by_keyboard(page, f"e.textContent === 'remove {titles[3]}'")
        page.keyboard.press("Enter")
        page.wait_for_selector("table.of-3 td[data-difference]")
        assert page.text_content("h1") == f"{titles[7]} and {titles[20]}"


def test_other_names_find_it_whatever_their_accents_and_cases(open_page, site_of, hostile):
    with served(site_of(hostile)) as root:
        page = open_page(root)
        for asked, title in zip(("baker / m", "</script>", "also <b>", "arztin, EPI", "אחות"), HOSTILE, strict=True):
            page.fill("#asked", asked)
            assert page.text_content("#found bdi") == title, asked
        page.fill("#asked", "h3")
        assert page.text_content("#found bdi") == HOSTILE[3]  # by its id before any that holds it
        page.fill("#asked", "bold")
        assert page.text_content("#found bdi") == HOSTILE[2]
        page.fill("#asked", "nobody at all")
        assert page.text_content("#told") == "0 found"


@pytest.mark.parametrize("asked", [["h0", "h1"], ["h0", "h1", "h2", "h3", "h4"]], ids=len)
def test_titles_and_tasks_survive(open_page, site_of, hostile, asked):
    with served(site_of(hostile)) as root:
        page = open_page(f"{root}compare.html?of={','.join(asked)}")
        page.wait_for_selector("table.figures")
        titles = HOSTILE[: len(asked)]
        assert page.evaluate("[...document.querySelectorAll('h1 bdi')].map(e => e.textContent)") == titles
        assert (
            page.evaluate("[...document.querySelectorAll('table thead th')].map(e => e.textContent)")[
                1 : 1 + len(asked)
            ]
            == titles
        )
        assert {f"Sweep {title}" for title in titles} <= set(
            page.evaluate("[...document.querySelectorAll('li')].map(e => e.textContent)")
        )
        assert page.query_selector("main script, main b, main i") is None


@pytest.mark.parametrize(
    ("database", "asked"),
    [("bundled", ["service-manager", "senior-service-manager"]), ("published", ["15-1252.00", "29-1141.00", "29-1141.01"]), ("published", ["29-1141.01", "29-1141.00"])],
)  # fmt: skip
def test_what_is_side_by_side_are_the_figures_of_compare(open_page, site_of, request, run, database, asked):
    database = request.getfixturevalue(database)
    rows = {row["metric_id"]: row for row in rows_of(run("-d", database, "compare", *asked, "--format", "csv").stdout)}
    expected = {
        (metric, id_): row[id_]
        for metric, row in rows.items()
        for id_ in asked
        if row["section"] not in ("skills", "responsibilities") and metric not in ("title", "description")
    }
    with served(site_of(database, *sorted(asked))) as root:
        page = open_page(f"{root}compare.html?of={','.join(asked)}")
        page.wait_for_selector("table.figures")
        cells = {}
        for metric, occupation, value in page.evaluate(
            "[...document.querySelectorAll('td[data-occupation]')].map(e => [e.dataset.metric, e.dataset.occupation, e.dataset.value])"
        ):
            assert cells.setdefault((metric, occupation), value) == value
        unlisted = {key for key, value in cells.items() if key not in expected and not value}
        assert {key: value for key, value in cells.items() if key not in unlisted} == expected
        differences = page.evaluate(
            "[...document.querySelectorAll('td[data-difference]')].map(e => [e.dataset.metric, e.dataset.difference])"
        )
        for metric, difference in differences:
            told = rows[metric]["difference"] if metric in rows else ""
            assert (float(difference) if difference else None) == (float(told) if told else None), metric
        assert bool(differences) == (len(asked) == 2)


def test_it_opens_from_a_disk(open_page, site_of, bundled):
    folder = site_of(bundled)
    page = open_page((folder / "index.html").as_uri())
    page.fill("#asked", "senior service")
    page.click("#found a")
    assert page.text_content("h1") == "Senior Service Manager"
    page.click("text=Compare with another occupation")
    page.fill("#asked", "client services")
    page.click("#found a")
    page.wait_for_selector("td[data-difference]")
    assert page.text_content("h1") == "Senior Service Manager and Client Services Manager"


def test_it_prints(open_page, site_of, bundled):
    with served(site_of(bundled)) as root:
        for address in ("occupation/service-manager.html", "compare.html?of=service-manager,senior-service-manager"):
            page = open_page(root + address)
            page.wait_for_load_state("networkidle")
            for paper in ("A4", "Letter"):
                assert page.pdf(format=paper).startswith(b"%PDF")
            page.emulate_media(media="print")
            page.set_viewport_size({"width": 687, "height": 1000})
            assert overflow(page) == 0


def test_the_marks_of_the_first_screen_are_those_of_compare(open_page, site_of, crafts):
    ids = [
        ("baker", "miller"),
        ("judge", "baker", "miller"),
        ("judge", "tailor"),
        ("weaver", "potter", "carver"),
        ("busker", "miller"),
    ]
    told = set()
    with (
        contextlib.closing(open_database(str(crafts))) as connection,
        served(site_of(crafts)) as root,
    ):
        for asked in ids:
            page = open_page(f"{root}compare.html?of={','.join(asked)}")
            page.wait_for_selector("table.figures")
            found = page.evaluate(
                "[...document.querySelector('table.figures').tBodies[0].rows].map(row => [row.cells[0].textContent, "
                "...[...row.querySelectorAll('td[data-occupation]')].map(e => e.querySelector('.mark')?.textContent ?? '')])"
            )
            comparison = compare(connection, resolve_all(connection, asked), ())
            rows = headline_rows(comparison, headlines(connection))
            assert found == [[row.label, *row.marks] for _, row in rows], asked
            told |= {mark for _, row in rows for mark in (row.label[-1:], *row.marks)}
    assert {"*", "‡", "†"} <= told
