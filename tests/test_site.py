"""The site of occupations: whole, the same each time, never over a stranger's folder, with the figures of `compare`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import rows_of, snapshot, write_seeds

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.report.site_data import file_name

pytestmark = pytest.mark.thorough

PAIR = ["service manager", "senior service manager"]
HOSTILE = "</title></script><script>alert(1)</script><b>&\"'/ Ärzte אחות"


def data(path: Path) -> object:
    """What a file of data hands over."""
    return json.loads(re.fullmatch(r"occupare\.\w+\((.*)\);\n", path.read_text(encoding="utf-8")).group(1))


@pytest.fixture(scope="module")
def site(bundled, tmp_path_factory) -> Path:
    from occupare.build.first_use import open_database
    from occupare.report.site import write_site

    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(open_database(str(bundled)), None, folder)
    return folder


def test_it_is_whole_and_the_same_each_time(run, bundled, tmp_path, site):
    done = run("-d", bundled, "report", "--site", "site", "--all")
    assert (done.returncode, done.stdout) == (0, "") and "the pages of 7 occupations" in done.stderr
    first = snapshot(tmp_path / "site")
    assert first == snapshot(site)
    record = json.loads(first["site.json"])
    assert set(record["files"]) == set(first) - {"site.json"} and len(first) == 7 * 2 + 9
    assert run("-d", bundled, "report", "--site", "site", "--all").returncode == 0  # over an earlier one
    assert snapshot(tmp_path / "site") == first
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_every_address_in_it_leads_somewhere_in_it(site):
    count = 0
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert text.count("<h1") == 1 and "default-src 'none'" in text and "<style" not in text
        assert not re.search(r" on\w+=| style=|<script(?! src=\")", text)
        for address in re.findall(r'(?:href|src)="([^"#]*)', text):
            if address and not address.startswith(("data:", "https:", "http:")):
                assert (page.parent / address.partition("?")[0]).is_file(), (page, address)
                count += 1
    assert count > 50


def test_the_data_are_the_figures_of_compare(run, bundled, site):
    common = data(site / "data" / "common.js")
    seen = 0
    for row in rows_of(run("-d", bundled, "compare", *PAIR, "--long", "--format", "csv").stdout):
        occupation = data(site / "data" / f"{file_name(row['occupation_id'])}.js")
        figures = {
            cells[0]: dict(zip(common["figure_columns"], cells, strict=False)) for cells in occupation["figures"]
        }
        if row["metric_id"] in figures:
            figure = figures.pop(row["metric_id"])
            assert figure["value"] == (row["number_value"] or row["text_value"]), row
            assert figure["release"] == row["release_id"]
            seen += 1
        elif row["metric_id"] == "responsibility":
            assert row["text_value"] in occupation["tasks"]
        elif ":" in row["metric_id"] and row["number_value"]:
            entries = occupation["skills"]["listed"]["entries"]
            assert (row["label"], float(row["number_value"])) in [(cells[1], cells[4]) for cells in entries]
    assert seen > 40


def test_an_occupation_page_has_its_figures(run, bundled, site):
    text = (site / "occupation" / "senior-service-manager.html").read_text(encoding="utf-8")
    cells = dict(re.findall(r'data-metric="([^"]*)" data-value="([^"]*)"', text))
    rows = rows_of(run("-d", bundled, "compare", *PAIR, "--format", "csv").stdout)
    expected = {row["metric_id"]: row["senior-service-manager"] for row in rows if row["senior-service-manager"]}
    found = {metric: value for metric, value in cells.items() if value}
    assert (
        len(found) > 30
        and found.items() <= {key: value.replace("'", "&#39;") for key, value in expected.items()}.items()
    )
    assert 'href="../compare.html?of=senior-service-manager"' in text


def test_what_is_not_on_the_site_is_named_without_a_link(run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id|title\nbaker|Bakers\nmiller|Millers\nminer|Miners",
        source="source_id|source_name|publisher\nguild|Guild|The guild",
        release="release_id|source_id|release_name|precedence\nguild-1|guild|Guild, first|1",
        published_relation="occupation_id|related_occupation_id|release_id|relation_tier|list_position\n"
        "baker|miller|guild-1|near|1\nbaker|miner|guild-1|far|2",
    )
    build(tmp_path / "few.duckdb", [SeedFolder.named(str(seeds))])
    assert run("-d", "few.duckdb", "report", "--site", "few", "bakers", "millers").returncode == 0
    assert {path.stem for path in (tmp_path / "few" / "occupation").iterdir()} == {"baker", "miller"}
    text = (tmp_path / "few" / "occupation" / "baker.html").read_text(encoding="utf-8")
    assert 'href="miller.html"' in text and "compare.html?of=baker,miller" in text
    assert "<bdi>Miners</bdi>" in text and "miner.html" not in text


def test_hostile_titles_are_text(run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation=f"occupation_id|title\nLOUD|{HOSTILE}\nquiet|</script><!-- Miller\nnul|Nobody",
        alternate_title=f"occupation_id|alternate_title\nnul|{HOSTILE}",
        stated_figure="occupation_id|metric_id|number_value\nquiet|growth|0\nLOUD|growth|-2.5",
    )
    build(tmp_path / "few.duckdb", [SeedFolder.named(str(seeds))])
    assert run("-d", "few.duckdb", "report", "--site", "site", "--all").returncode == 0
    names = sorted(path.stem for path in (tmp_path / "site" / "occupation").iterdir())
    assert names == ["LOUD", file_name("nul"), "quiet"] and "nul" not in names
    for page in (tmp_path / "site").rglob("*.html"):
        assert not re.search(r"<b>|<script>|alert\(1\)<", page.read_text(encoding="utf-8")), page
    titles = data(tmp_path / "site" / "data" / "titles.js")
    assert {row[1] for row in titles} == {HOSTILE, "</script><!-- Miller", "Nobody"}
    assert "−2.5%" in (tmp_path / "site" / "occupation" / f"{file_name('LOUD')}.html").read_text(encoding="utf-8")


def test_a_folder_of_somebody_else_is_left_alone(run, bundled, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    assert run("-d", bundled, "report", "--site", "site", *PAIR).returncode == 0  # empty is as good as new
    for name, text in (("CNAME", "occupations.example"), ("occupation/mine/notes.txt", "mine"), ("index.html", "<p>")):
        path = folder / name
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        kept = snapshot(folder)
        done = run("-d", bundled, "report", "--site", "site", "--all")
        assert done.returncode == 2 and "would be lost" in done.stderr and path.name in done.stderr + "notes.txt"
        assert snapshot(folder) == kept
        path.unlink() if before is None else path.write_bytes(before)
        if path.parent.name == "mine":
            path.parent.rmdir()
    assert run("-d", bundled, "report", "--site", "site", "--all").returncode == 0


def test_what_cannot_be_asked(run, bundled, tmp_path):
    for arguments, said in (
        (["--site", "site"], "--site: found no title"),
        (["--site", "site", "--all", *PAIR], "--all: found beside 'service manager'"),
        (["--site", "site", "--all", "-o", "page.html"], "-o page.html: found beside --site"),
        (["--all", "-o", "page.html"], "--all: found no --site"),
        (["--site", "site", "no such"], "'no such': found no occupation"),
    ):
        done = run("-d", bundled, "report", *arguments)
        assert (done.returncode, done.stdout) == (2, "") and said in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []
