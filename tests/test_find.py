"""`find`: the best first, one line per occupation, and why it was found."""

from __future__ import annotations

import pytest
from conftest import Run, rows_of, write_seeds
from processes import ended, on_terminal

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder


@pytest.fixture(scope="module")
def wards(tmp_path_factory):
    """A database of occupations whose names hold each other."""
    folder = tmp_path_factory.mktemp("wards")
    seeds = write_seeds(
        folder / "seeds",
        occupation="""occupation_id | title
            1 | Farmworkers of a Nursery
            2 | Acute Care Nurses
            3 | Registered Nurses
            4 | Governors
            5 | Secretaries
            6 | Nurse
            7 | Dockers
            8 | Heavy Truck Drivers""",
        alternate_title="""occupation_id | alternate_title
            3 | RN
            2 | Ward RN
            4 | Government Officer
            5 | Nursemaid
            1 | Scrub RN Helper
            7 | Truck Driver
            8 | Truck Driver""",
        skill="skill_id | skill_name | skill_kind\nrn | RN | listed",
        release="release_id | source_id | release_name | precedence\nown | own | Own | 1",
        source="source_id | source_name | publisher\nown | Own | Own",
    )
    build(folder / "wards.duckdb", [SeedFolder("seeds", seeds)])
    return folder / "wards.duckdb"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("nurse", ["6 title", "2 title", "3 title", "1 title", "5 alternate title Nursemaid"]),
        ("Nurses", ["6 title", "2 title", "3 title", "1 title", "5 alternate title Nursemaid"]),
        ("rn", ["3 alternate title RN", "2 alternate title Ward RN", "1 alternate title Scrub RN Helper", "4 title"]),
        ("secretary", ["5 title"]),
        ("truck driver", ["8 alternate title Truck Driver", "7 alternate title Truck Driver"]),
        ("3", ["3 id 3"]),
        ("maid", ["5 alternate title Nursemaid"]),
    ],
)
def test_the_best_name_leads(wards, run: Run, asked, expected):
    rows = rows_of(ended(run("-d", wards, "find", asked)).stdout)
    found = [f"{row['occupation_id']} {row['found_by']}" for row in rows]
    assert found == expected


def test_a_limit_tells_the_total(bundled, run: Run):
    done = ended(run("-d", bundled, "find", "manager", "--limit", "2"))
    assert len(rows_of(done.stdout)) == 2 and done.stderr == "the first 2 of 6 occupations\n"
    assert ended(run("-d", bundled, "find", "manager", "--limit", "6")).stderr == ""
    assert "0" in ended(run("-d", bundled, "find", "--limit", "0"), 2).stderr


def test_nothing_found_is_no_table(bundled, run: Run):
    code, shown, errors = on_terminal(80, "-d", bundled, "find", "zzz")
    assert (code, shown) == (0, "") and "no occupation with 'zzz'" in errors
    assert ended(run("-d", bundled, "find", "zzz", "--format", "csv")).stdout == "title,occupation_id,found_by\n"


def test_without_a_text_nothing_says_why(bundled, run: Run):
    rows = rows_of(ended(run("-d", bundled, "find")).stdout)
    assert len(rows) == 7 and list(rows[0]) == ["title", "occupation_id"]
    assert ended(run("-d", bundled, "find", "-o", "o.parquet")).stderr == "o.parquet: wrote 7 rows\n"
