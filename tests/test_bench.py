"""The analyst's views on cases made for them: gaps beyond the error, lists that end, similarity, moves, baselines."""

import csv
import math

import duckdb
import pytest
from conftest import ROOT, write_seeds

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

SEEDS = {
    "source": "source_id|source_name|publisher\nrates|Ratings|Office",
    "release": "release_id|source_id|release_name|precedence\nrates-1|rates|Ratings 1|5",
    "occupation": """
        occupation_id|title|occupation_kind
        baker|Baker|occupation
        cook|Cook|occupation
        miller|Miller|occupation
        potter|Potter|occupation
        everyone|All Workers|all
    """,
    "source_metric": """
        source_id|metric_id|definition_id
        rates|rated_skill|own-data-rated-skill
        rates|rated_skill_importance|own-data-rated-skill-importance
        rates|technology|own-data-technology
    """,
    "skill": """
        skill_id|skill_kind|skill_name
        heat|rated|Heat
        taste|rated|Taste
        sums|rated|Sums
        oven|technology|Oven software
        till|technology|Till software
        ledger|technology|Ledger software
        knead|listed|Kneading
        grind|listed|Grinding
        carry|listed|Carrying
    """,
    "occupation_skill": """
        occupation_id|skill_id|release_id|importance|importance_standard_error|level|level_standard_error|is_hot|is_in_demand|list_position|share_pct
        baker|heat|rates-1|4.00|0.10|5.00|0.10|||
        baker|taste|rates-1|3.00|0.10|3.00|0.10|||
        baker|sums|rates-1|2.00|0.50|2.00|0.50|||
        cook|heat|rates-1|3.00|0.10|4.00|0.10|||
        cook|taste|rates-1|4.00|0.10|3.00|0.10|||
        cook|sums|rates-1|3.00|0.50|3.00|0.50|||
        miller|heat|rates-1|1.00|0.10|1.00|0.10|||
        miller|taste|rates-1|1.00||1.00||||
        miller|sums|rates-1|4.00|0.10|4.00|0.10|||
        baker|oven|rates-1|||||false|true||
        baker|till|rates-1|||||true|false||
        baker|ledger|rates-1|||||false|false||
        cook|till|rates-1|||||true|false||
        cook|ledger|rates-1|||||false|true||
        miller|knead|own-data|||||||1|9.0
        miller|grind|own-data|||||||2|8.0
        potter|knead|own-data|||||||1|7.0
        potter|carry|own-data|||||||2|6.0
        baker|knead|own-data|||||||1|5.0
    """,
    "published_relation": """
        occupation_id|related_occupation_id|release_id|relation_tier|list_position
        baker|miller|rates-1|near|1
        potter|baker|rates-1|far|2
    """,
    "pay": """
        occupation_id|annual_stated_usd
        baker|40000
        cook|50000
        everyone|45000
    """,
    "experience": "occupation_id|months_min|months_max\nbaker|6|12\ncook|24|36\nmiller|1|2",
    "degree_share": "occupation_id|basis|degree_id|share_pct\nbaker|stated|high-school|60\ncook|stated|bachelors|50",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("bench")
    rows = {name: "\n".join(pad(text)) for name, text in SEEDS.items()}
    build(folder / "x.duckdb", [SeedFolder("seeds", write_seeds(folder / "seeds", **rows))])
    return duckdb.connect(str(folder / "x.duckdb"), read_only=True)


def pad(text: str) -> list[str]:
    """The lines of a table, each with as many cells as the first."""
    lines = [line.strip() for line in text.strip().splitlines()]
    width = lines[0].count("|")
    return [line + "|" * (width - line.count("|")) for line in lines]


def gaps(connection, left: str, right: str) -> dict[str, str]:
    return dict(
        connection.execute(
            f"select skill_name, gap || ' ' || list_comparison from skill_gap "
            f"where left_occupation_id = '{left}' and right_occupation_id = '{right}'"
        ).fetchall()
    )


def test_rated_skills_differ_beyond_their_errors_and_technologies_by_presence(bench):
    assert gaps(bench, "baker", "cook") == {
        "Heat": "stronger_left alike",  # importance and level a whole point apart, ten standard errors
        "Taste": "stronger_right alike",  # importance apart, level the same
        "Sums": "shared alike",  # a whole point apart, within the error
        "Oven software": "only_left alike",
        "Till software": "shared alike",
        "Ledger software": "shared alike",  # in demand for one, used by both
        "Kneading": "not_listed one_list",
    }


def test_a_rating_without_an_error_is_not_told_apart(bench):
    assert gaps(bench, "baker", "miller")["Taste"] == "shared alike"


def test_beyond_the_end_of_a_list_nothing_is_known(bench):
    assert {name: gap for name, gap in gaps(bench, "miller", "potter").items() if "ing" in name} == {
        "Kneading": "stronger_left alike",
        "Grinding": "only_left alike",
        "Carrying": "only_right alike",
    }
    # The baker's list ends after one skill: it says nothing of the second.
    assert gaps(bench, "baker", "miller")["Grinding"] == "not_listed different_cut_off"
    assert gaps(bench, "miller", "baker")["Grinding"] == "not_listed different_cut_off"
    # The miller's list goes on, so what the baker lists first is known to be missing or there.
    assert gaps(bench, "miller", "baker")["Kneading"] == "stronger_left different_cut_off"


def test_a_gap_read_from_the_other_side_is_its_mirror(bench):
    mirror = {"stronger_left": "stronger_right", "only_left": "only_right"}
    mirror |= {right: left for left, right in mirror.items()}
    rows = bench.execute("select left_occupation_id, right_occupation_id, skill_id, gap from skill_gap").fetchall()
    found = {row[:3]: row[3] for row in rows}
    assert len(rows) == len(found) > 40
    for (left, right, skill), gap in found.items():
        assert found[right, left, skill] == mirror.get(gap, gap)


def test_a_compared_skill_says_who_has_more_and_whether_beyond_the_error(bench):
    rows = bench.execute(
        "select skill_name, more_side, is_beyond_error, difference, difference_margin, left_rank, left_order "
        "from comparison_skills where left_title = 'Baker' and right_title = 'Cook'"
    ).fetchall()
    found = {
        row[0]: [cell if cell is None or isinstance(cell, (str, bool)) else float(cell) for cell in row[1:]]
        for row in rows
    }
    assert found == {
        "Heat": ["left", True, -1, 0.2772, None, 1],
        "Taste": ["right", True, 1, 0.2772, None, 2],
        "Sums": ["right", False, 1, 1.3859, None, 3],
        "Oven software": ["left", None, None, None, None, 1],
        "Till software": [None, None, None, None, None, 2],
        "Ledger software": [None, None, None, None, None, 3],
        "Kneading": [None, None, None, None, 1, 1],
    }


def test_technologies_are_not_numbered_but_have_an_order(bench):
    found = bench.execute(
        "select skill_id, skill_rank, skill_order from preferred_skill where occupation_id = 'baker' "
        "and skill_kind = 'technology' order by skill_order"
    ).fetchall()
    assert found == [("oven", None, 1), ("till", None, 2), ("ledger", None, 3)]  # in demand, hot, neither


def test_similarity_is_the_cosine_of_what_lies_above_the_mean(bench):
    ratings = {"baker": (4, 3, 2), "cook": (3, 4, 3), "miller": (1, 1, 4)}
    means = [sum(column) / 3 for column in zip(*ratings.values(), strict=True)]
    above = {name: [value - mean for value, mean in zip(row, means, strict=True)] for name, row in ratings.items()}

    def cosine(left: str, right: str) -> float:
        product = sum(a * b for a, b in zip(above[left], above[right], strict=True))
        return product / math.hypot(*above[left]) / math.hypot(*above[right])

    rows = bench.execute(
        "select occupation_id, related_occupation_id, similarity, similarity_rank, published_position, published_tier "
        "from related_occupation where similarity_measure = 'rated skill importance'"
    ).fetchall()
    found = {row[:2]: (round(float(row[2]), 3), *row[3:]) for row in rows}
    assert found == {
        ("baker", "cook"): (round(cosine("baker", "cook"), 3), 1, None, None),
        ("baker", "miller"): (round(cosine("baker", "miller"), 3), 2, 1, "near"),
        ("cook", "baker"): (round(cosine("cook", "baker"), 3), 1, None, None),
        ("cook", "miller"): (round(cosine("cook", "miller"), 3), 2, None, None),
        ("miller", "baker"): (round(cosine("miller", "baker"), 3), 1 + (cosine("miller", "cook") > cosine("miller", "baker")), None, None),
        ("miller", "cook"): (round(cosine("miller", "cook"), 3), 1 + (cosine("miller", "baker") > cosine("miller", "cook")), None, None),
    }  # fmt: skip


def test_across_vocabularies_there_is_no_similarity(bench):
    rows = bench.execute(
        "select similarity, similarity_rank, similarity_measure, published_position, published_tier "
        "from related_occupation where occupation_id = 'potter' and related_occupation_id = 'baker'"
    ).fetchall()
    assert rows == [(None, None, None, 2, "far")]


def test_a_move_says_what_it_brings_and_asks(bench):
    columns = (
        "pay_statistic, annual_pay_gained, is_related, months_of_experience_to_add_min, months_of_experience_to_add_max, "
        "degree_levels_to_add, skills_to_learn, skills_compared, technologies_to_learn"
    )
    moves = bench.execute(
        f"select from_occupation_id, to_occupation_id, {columns} from career_move "
        "where from_occupation_id in ('baker', 'cook') and to_occupation_id in ('baker', 'cook')"
    ).fetchall()
    assert sorted(moves) == [
        ("baker", "cook", "average", 10000, True, 12, 30, 3, 1, 3, 0),
        ("cook", "baker", "average", -10000, True, 0, 0, 0, 1, 3, 1),
    ]


def test_experience_counts_between_related_occupations_only(bench):
    rows = bench.execute(
        "select from_occupation_id, is_related, months_of_experience_to_add_min, months_of_experience_to_add_max "
        "from career_move where to_occupation_id = 'miller' and from_occupation_id in ('baker', 'cook')"
    ).fetchall()
    # The publisher lists the miller (1 to 2 months) for the baker (6 to 12), but not for the cook.
    assert sorted(rows) == [("baker", True, 0, 0), ("cook", False, 1, 2)]


def test_a_figure_stands_beside_that_of_all_workers(bench):
    row = bench.execute(
        "select number_value, all_workers_number, difference, percent_difference, is_like_for_like, error_margin "
        "from metric_beside_all_workers where occupation_id = 'baker' and metric_id = 'annual_pay'"
    ).fetchone()
    assert [None if value is None else float(value) for value in row] == [40000, 45000, -5000, -11.1, 1, None]


def test_bundled_gaps_by_hand(connection):
    """The top three of Infrastructure Manager say nothing of what Service Manager lists in fourth to sixth place."""
    found = gaps(connection, "service-manager", "infrastructure-manager")
    assert found == {
        "POS": "not_listed different_cut_off",
        "Performance Reviews": "not_listed different_cut_off",
        "Cash Handling": "not_listed different_cut_off",
        "Food Handling": "not_listed different_cut_off",
        "Cleanliness": "not_listed different_cut_off",
        "Project Management": "shared different_cut_off",
        "Cloud": "only_right different_cut_off",
        "Incident Management": "only_right different_cut_off",
    }
    assert gaps(connection, "service-manager", "senior-service-manager")["Project Management"] == "stronger_right alike"


def test_every_bundled_pair_has_its_gaps(connection):
    with (ROOT / "seeds" / "career_pages" / "occupation_skill.csv").open(encoding="utf-8", newline="") as file:
        lists: dict[str, set[str]] = {}
        for row in csv.DictReader(file):
            lists.setdefault(row["occupation_id"], set()).add(row["skill_id"])
    rows = connection.execute("select left_occupation_id, right_occupation_id, skill_id, gap from skill_gap").fetchall()
    found: dict[tuple[str, str], dict[str, str]] = {}
    for left, right, skill, gap in rows:
        assert skill not in found.setdefault((left, right), {})
        found[left, right][skill] = gap
    assert len(found) == 42
    for (left, right), skills in found.items():
        assert skills.keys() == lists[left] | lists[right]
        for skill, gap in skills.items():
            in_both = skill in lists[left] & lists[right]
            assert in_both == (gap in ("shared", "stronger_left", "stronger_right")), (left, right, skill)
            if gap == "only_left":
                assert skill in lists[left] and len(lists[right]) >= len(lists[left])
