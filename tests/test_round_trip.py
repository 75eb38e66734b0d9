"""Random valid seeds, built and written out again, are the same seeds."""

import csv
import string
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.build.seed_loading import BLANKS
from occupare.result import Result
from occupare.write.output import Output

# Everything that UTF-8 can say except NUL: line ends, quotes, commas, blanks at the ends, other scripts.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30)
texts = texts.map(lambda text: unicodedata.normalize("NFC", text)).filter(lambda text: text.strip(BLANKS) != "")
# Of a name no case, no blanks at the ends and nothing that is not seen: two names that differ are two names.
titles = st.text(st.characters(exclude_categories=["C", "Z", "Lu", "Lt"]), min_size=1, max_size=30)
titles = titles.map(lambda text: unicodedata.normalize("NFC", text))
ids = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8).map("x{}".format)  # no reserved word
dollars = st.none() | st.integers(0, 2_000_000)
shares = st.integers(0, 1000).map(lambda tenths: f"{tenths / 10:.1f}")
fine_shares = st.integers(0, 10000).map(lambda hundredths: f"{hundredths / 100:.2f}")


@st.composite
def seed_tables(draw) -> dict[str, list[dict[str, object]]]:
    """The rows of a seed folder by table; every row has a key of its own and refers to rows that exist."""
    occupations = draw(st.lists(ids, min_size=1, max_size=6, unique_by=str.lower))
    some = st.lists(st.sampled_from(occupations), unique=True)
    skills = draw(st.lists(ids, max_size=4, unique_by=str.lower))
    names = draw(st.lists(titles, min_size=len(skills), max_size=len(skills), unique=True))

    titled = draw(st.lists(titles, min_size=len(occupations), max_size=len(occupations), unique=True))

    def pay(occupation: str) -> dict[str, object]:
        low, high = sorted([draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))])
        return {
            "occupation_id": occupation,
            "annual_stated_usd": draw(st.none() | st.integers(low, high)),
            "annual_low_usd": draw(st.sampled_from([None, low])),
            "annual_high_usd": draw(st.sampled_from([None, high])),
            "annual_p10_usd": draw(dollars),
            "hourly_p10_usd": draw(st.none() | st.decimals(0, 999, places=2)),
        }

    def experience(occupation: str) -> dict[str, object]:
        shortest, longest = sorted([draw(st.integers(0, 400)), draw(st.integers(0, 400))])
        is_open = draw(st.booleans())
        return {
            "occupation_id": occupation,
            "months_min": shortest,
            "months_max": None if is_open else longest,
            "is_open_ended": str(is_open).lower(),
        }

    return {
        "occupation": [
            {"occupation_id": id_, "title": title, "description": draw(st.none() | texts)}
            for id_, title in zip(occupations, titled, strict=True)
        ],
        "source": [{"source_id": "mine", "source_name": draw(titles), "publisher": draw(texts)}],
        "release": [
            {
                "release_id": "mine-1",
                "source_id": "mine",
                "release_name": draw(titles),
                "period_start": draw(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))),
                "precedence": draw(st.integers(0, 99)),
            }
        ],
        "occupation_code": [
            {"occupation_id": id_, "code_system": "mine", "code": draw(st.text(string.digits, min_size=1, max_size=6))}
            for id_ in draw(some)
        ],
        "pay": [pay(id_) for id_ in draw(some)],
        "experience": [experience(id_) for id_ in draw(some)],
        "age": [
            {"occupation_id": id_, "age_statistic": kind, "age_years": draw(st.decimals(10, 120, places=1))}
            for id_ in draw(some)
            for kind in draw(st.sampled_from([["mean"], ["median"], ["mean", "median"]]))
        ],
        "degree_share": [
            {"occupation_id": id_, "basis": "stated", "degree_id": "bachelors", "share_pct": draw(fine_shares)}
            for id_ in draw(some)
        ],
        "skill": [{"skill_id": id_, "skill_name": name} for id_, name in zip(skills, names, strict=True)],
        "occupation_skill": [
            {"occupation_id": id_, "skill_id": skill, "share_pct": draw(shares), "list_position": position}
            for id_ in draw(some)
            for position, skill in enumerate(skills, 1)
        ],
        "responsibility": [
            {"occupation_id": id_, "list_position": position, "responsibility": draw(texts)}
            for id_ in draw(some)
            for position in range(1, draw(st.integers(1, 3)) + 1)
        ],
    }


def write_tables(folder: Path, tables: dict[str, list[dict[str, object]]]) -> dict[str, list[list[str]]]:
    """Write the tables that have rows, each as a CSV, and return what they hold by name."""
    folder.mkdir()
    for name, rows in tables.items():
        if rows:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), quoting=csv.QUOTE_ALL)
                writer.writeheader()
                writer.writerows(rows)
    return {path.stem: read_cells(path) for path in sorted(folder.iterdir())}


def read_cells(path: Path) -> list[list[str]]:
    """Return the cells of a CSV, the header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.thorough
@given(seed_tables())
@settings(
    max_examples=5,
    phases=set(Phase) - {Phase.shrink, Phase.explain},  # each try builds a database
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_random_seeds_come_back_as_they_went_in(tables):
    with tempfile.TemporaryDirectory() as folder:
        seeds = write_tables(Path(folder, "seeds"), tables)
        database = Path(folder, "x.duckdb")
        assert build(database, [SeedFolder("seeds", Path(folder, "seeds"))]) == len(tables["occupation"])
        with duckdb.connect(str(database), read_only=True) as connection:
            for name, cells in seeds.items():
                columns = list(tables[name][0])
                vocabulary = {"source": "source_id <> 'own-data'", "release": "release_id <> 'own-data'"}
                found = connection.execute(
                    f"select {', '.join(columns)} from {name} where {vocabulary.get(name, 'true')} order by rowid"
                )
                written = Path(folder, f"{name}.csv")
                Output(str(written), "csv").write(Result(columns, found.fetchall()))
                assert read_cells(written) == cells
