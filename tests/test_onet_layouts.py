"""O*NET's releases since 30.3, whose files were renamed and split, give what the same figures in older files give."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest
from onet_layouts import current_release, text_rows
from published_files import FIXTURES, REAL

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.importer.conversion import import_published

OLDER = [
    pytest.param(FIXTURES / "db_30_1_text", id="made-up"),
    *([pytest.param(REAL / "onet_30_1_text", id="published", marks=pytest.mark.slow)] if REAL.is_dir() else []),
]
SEEDS = ["alternate_title", "degree_share", "job_zone", "occupation", "occupation_skill", "published_relation", "responsibility", "skill"]  # fmt: skip


def seeds_of(downloads: Path, out: Path) -> dict[str, set[tuple[str, ...]]]:
    """Import a folder and return the rows of each seed table but for their release."""
    import_published(downloads, out)
    tables = {}
    for name in SEEDS:
        if (out / f"{name}.csv").is_file():
            with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                tables[name] = {tuple(row[key] for key in row if key != "release_id") for row in csv.DictReader(file)}
    return tables


def with_skills(older: Path, folder: Path) -> Path:
    """Return a copy of a text release with a file of rated skills."""
    shutil.copytree(older, folder)
    codes = [row["O*NET-SOC Code"] for row in text_rows(older / "Occupation Data.txt")]
    header = (
        "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,N,Standard Error,Lower CI Bound,Upper CI Bound,"
        "Recommend Suppress,Not Relevant,Date,Domain Source"
    )
    lines = [header.replace(",", "\t")]
    for code in codes[:3]:
        lines.append(f"{code}\t2.A.1.c\tWriting\tIM\t3.62\t8\t0.1830\t3.26\t3.98\tN\tn/a\t08/2024\tAnalyst")
        lines.append(f"{code}\t2.A.1.c\tWriting\tLV\t0.25\t8\t0.1637\t0.00\t0.57\tY\tY\t08/2024\tAnalyst")
        lines.append(f"{code}\t2.B.3.e\tProgramming\tIM\t4.12\t8\t0.1250\t3.88\t4.37\tN\tn/a\t08/2024\tAnalyst")
        lines.append(f"{code}\t2.B.3.e\tProgramming\tLV\t5.00\t8\t0.1637\t4.68\t5.32\tN\tN\t08/2024\tAnalyst")
    (folder / "Skills.txt").write_bytes(("\r\n".join(lines) + "\r\n").encode())
    if not (folder / "Content Model Reference.txt").is_file():
        elements = "Element ID\tElement Name\tDescription\r\n2.A.1.c\tWriting\tWords\r\n2.B.3.e\tProgramming\tCode\r\n"
        (folder / "Content Model Reference.txt").write_text(elements, encoding="utf-8", newline="")
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["text", "csv", "excel", "sql"])
@pytest.mark.parametrize("older", OLDER)
def test_the_current_layout_gives_the_same_seeds(older: Path, form: str, tmp_path: Path) -> None:
    release = with_skills(older, tmp_path / "older" / "db_30_1_text")
    expected = seeds_of(release.parent, tmp_path / "expected")
    found = seeds_of(current_release(release, tmp_path / "newer", form).parent, tmp_path / "found")
    assert expected["occupation_skill"] and expected["degree_share"] and expected["alternate_title"]
    assert {name: rows ^ found[name] for name, rows in expected.items() if rows != found[name]} == {}


def beside_a_later_release(older: Path, downloads: Path, form: str, release: str) -> set[str]:
    """Lay a release without a zone 1 beside one that has it; return the codes that were in it."""
    shutil.copytree(older, downloads / "db_30_1_text")
    zones = downloads / "db_30_1_text" / "Job Zones.txt"
    if "\t1\t" not in zones.read_text(encoding="utf-8"):
        zones.write_text(zones.read_text(encoding="utf-8").replace("15-1252.00\t4", "15-1252.00\t1"), encoding="utf-8")
    left = {row["O*NET-SOC Code"] for row in text_rows(zones) if row["Job Zone"] == "1"}
    later = shutil.copytree(downloads / "db_30_1_text", downloads.parent / "later")
    # As the publisher did: what was in zone 1 is in zone 2 now.
    renewed = (later / "Job Zones.txt").read_text(encoding="utf-8").replace("\t1\t", "\t2\t")
    (later / "Job Zones.txt").write_text(renewed, encoding="utf-8")
    if form == "text of the older names":
        (later / "Read Me.txt").write_text(f"O*NET {release} Database\nFebruary 2026 Release\n", encoding="utf-8")
        shutil.move(later, downloads / f"db_{release.replace('.', '_')}_text")
    else:
        current_release(later, downloads, form, release)
    return left


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("form", "release"),
    [
        ("text of the older names", "30.2"), ("text", "30.3"), ("csv", "31.0"), ("excel", "31.0"),
        ("sql", "31.1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("older", OLDER)
def test_a_job_zone_without_a_zone_1_is_another_scale(older: Path, form: str, release: str, tmp_path: Path) -> None:
    """Nobody's work has changed where zone 1 has become zone 2, nor is zone 3 of the one scale that of the other."""
    left = beside_a_later_release(older, tmp_path / "downloads", form, release)
    assert left
    import_published(tmp_path / "downloads", tmp_path / "seeds")
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", tmp_path / "seeds")])
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        changes = connection.execute(
            "select occupation_id, earlier_number, number_value, is_like_for_like, difference, percent_difference, caution "
            "from figure_change where metric_id = 'job_zone' and earlier_release_id = 'onet-30.1' and release_id = ?",
            [f"onet-{release}"],
        ).fetchall()
        unlike = (False, None, None, "The figures are defined differently, or of different entries.")
        assert {change[3:] for change in changes} == {unlike}
        assert {(change[0], *change[1:3]) for change in changes if change[1] == 1} == {(code, 1, 2) for code in left}
        assert len(changes) > len(left) and all(change[1] == change[2] for change in changes if change[1] != 1)
        # The profile has the newer scale, and says so.
        assert connection.execute(
            "select distinct release_id, definition_id from occupation_metric where metric_id = 'job_zone'"
        ).fetchall() == [(f"onet-{release}", "onet-job-zone")]
    # A release on its own has the scale of its day.
    import_published(tmp_path / "downloads" / "db_30_1_text", tmp_path / "alone")
    with (tmp_path / "alone" / "release_metric.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["metric_id"], row["definition_id"]) for row in csv.DictReader(file)] == [
            ("job_zone", "onet-job-zone-before-30-2")
        ]


def test_a_title_in_brackets_is_a_name_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "db_31_0_csv"
    folder.mkdir()
    (folder / "occupation_data.csv").write_text("O*NET-SOC Code,Title,Description\n11-1011.00,Kite Chiefs,Lead.\n")
    (folder / "job_titles.csv").write_text(
        "O*NET-SOC Code,Title,Job Title,Short Title,Source(s)\n"
        "11-1011.00,Kite Chiefs,Chief Kite Officer (CKO),CKO,08\n"
        "11-1011.00,Kite Chiefs,KVP (Kite Vice President),KVP,08\n"
        '11-1011.00,Kite Chiefs,Senior Air Director (SAD),,"04,06"\n'
        "11-1011.00,Kite Chiefs,Singer (Burning),,09\n"
    )
    titles = {row[1] for row in seeds_of(tmp_path, tmp_path / "out")["alternate_title"]}
    assert titles == {
        "Chief Kite Officer (CKO)", "Chief Kite Officer", "CKO", "KVP (Kite Vice President)", "KVP",
        "Kite Vice President", "Senior Air Director (SAD)", "Senior Air Director", "SAD", "Singer (Burning)",
    }  # fmt: skip
