"""O*NET's releases since 30.3, whose files were renamed and split, give what the same figures in older files give."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from onet_layouts import current_release, text_rows
from published_files import FIXTURES, REAL

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


@pytest.mark.parametrize("form", ["text", "csv", "excel", "sql"])
@pytest.mark.parametrize("older", OLDER)
def test_the_current_layout_gives_the_same_seeds(older: Path, form: str, tmp_path: Path) -> None:
    release = with_skills(older, tmp_path / "older" / "db_30_1_text")
    expected = seeds_of(release.parent, tmp_path / "expected")
    found = seeds_of(current_release(release, tmp_path / "newer", form).parent, tmp_path / "found")
    assert expected["occupation_skill"] and expected["degree_share"] and expected["alternate_title"]
    assert {name: rows ^ found[name] for name, rows in expected.items() if rows != found[name]} == {}


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
