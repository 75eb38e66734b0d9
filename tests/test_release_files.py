"""From a publisher's address to the database in two commands, and each file behind a release by its digest."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

import duckdb
import pytest
from loopback import ONET, Site, made_up_site, serving, zipped
from processes import ended


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    return made_up_site(tmp_path_factory.mktemp("made-up"))


@pytest.fixture
def downloaded(made_up, run, tmp_path):
    """The folder of downloads, fetched whole from a site on loopback."""
    with serving(Site(files=dict(made_up))) as site:
        ended(
            run("download", "downloads", "--contact", "reader@example.org", OCCUPARE_MIRROR=site.address, NO_PROXY="*")
        )
    return tmp_path / "downloads"


def release_files(path) -> list[dict]:
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("select * from release_file order by file_name")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def content_of(downloads, name: str) -> bytes:
    """Return the bytes that a path below the downloads names, of a .zip's member too."""
    archive, found, member = name.partition(".zip/")
    if not found:
        return (downloads / name).read_bytes()
    with zipfile.ZipFile(downloads / f"{archive}.zip") as opened:
        return opened.read(member)


@pytest.mark.thorough
@pytest.mark.usefixtures("downloaded")
def test_the_two_commands_build_what_the_publishers_offer(run):
    done = ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    assert done.stdout == "" and "built from national_seeds, 6 occupations" in done.stderr
    assert "alternate titles: 6 of 6 occupations, from Alternate Titles.txt" in done.stderr
    assert "not recognised" not in done.stderr
    shown = ended(run("-d", "national.duckdb", "query", "files_behind_the_figures", "--format", "csv")).stdout
    assert "Occupation Data.txt" in shown and "O*NET 31.0 database, August 2026" in shown


@pytest.mark.thorough
def test_each_file_is_kept_with_its_digest_day_and_address(downloaded, run, tmp_path):
    ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    records = {
        entry["file"]: entry for entry in json.loads((downloaded / "downloads.json").read_text("utf-8"))["files"]
    }
    rows = release_files(tmp_path / "national.duckdb")
    assert {row["release_id"] for row in rows} == {
        "cps-2023", "cps-2025", "crosswalks", "employment-projections-2024-2034", "oews-2024", "oews-2025", "onet-31.0",
    }  # fmt: skip
    seen = set()
    for row in rows:
        content = content_of(downloaded, row["file_name"])
        assert row["sha256"] == hashlib.sha256(content).hexdigest() and row["bytes"] == len(content)
        (record,) = [one for name, one in records.items() if f"{row['file_name']}/".startswith(f"{name}/")]
        seen.add(record["file"])
        assert row["address"] == record["address"]
        assert row["retrieved_on"] == datetime.fromisoformat(record["retrieved_at"]).astimezone(UTC).date()
    assert seen == set(records)


@pytest.mark.thorough
def test_a_file_saved_by_hand_has_a_day_and_no_address(downloaded, run, tmp_path):
    (downloaded / "downloads.json").unlink()
    ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    rows = release_files(tmp_path / "national.duckdb")
    assert rows and all(row["address"] is None and row["retrieved_on"] is not None for row in rows)


@pytest.mark.thorough
def test_a_record_of_other_bytes_says_nothing_of_a_file(downloaded, run, tmp_path, made_up):
    with zipfile.ZipFile(io.BytesIO(made_up[ONET])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (downloaded / "onet" / "db_31_0_text.zip").write_bytes(zipped(**members, more="bytes"))
    ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    rows = release_files(tmp_path / "national.duckdb")
    assert all((row["address"] is None) == (row["release_id"] == "onet-31.0") for row in rows)


@pytest.mark.thorough
@pytest.mark.usefixtures("downloaded")
def test_a_second_build_takes_the_same_place(run, tmp_path):
    ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    ended(run("-d", "national.duckdb", "build", "--import", "downloads"))
    ended(run("-d", "national.duckdb", "build", "national_seeds"))
    done = ended(run("-d", "national.duckdb", "build", "bundled", "--import", "downloads"), 1)
    assert "add --replace" in done.stderr
    ended(run("-d", "national.duckdb", "build", "bundled", "--import", "downloads", "--replace"))
    with duckdb.connect(str(tmp_path / "national.duckdb"), read_only=True) as connection:
        count = "select count(*) from occupation where occupation_kind = 'occupation'"
        assert connection.execute(count).fetchall() == [(13,)]


@pytest.mark.usefixtures("downloaded")
def test_seeds_of_ones_own_are_not_replaced(run, tmp_path):
    (tmp_path / "national_seeds").mkdir()
    (tmp_path / "national_seeds" / "occupation.csv").write_text("mine")
    done = ended(run("-d", "national.duckdb", "build", "--import", "downloads"), 2)
    assert "not written by an import" in done.stderr
    assert (tmp_path / "national_seeds" / "occupation.csv").read_text() == "mine"
    assert not (tmp_path / "national.duckdb").exists()


def test_downloads_that_are_not_there_are_told(run, tmp_path):
    assert "found nothing" in ended(run("build", "--import", "nowhere"), 2).stderr
    assert not list(tmp_path.iterdir())
