"""Answers that hold: leaders, ranges of experience, moves and questions, on made-up cases and on published data."""

import contextlib
import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import Run, write_seeds
from published_files import FOLDERS, REAL

from occupare.ask.questions import Questions, answer
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.database import open_read_only

OEWS = "alpha-1"
SEEDS = {
    "source": """
        source_id|source_name|publisher
        alpha|Alpha survey|Alpha Office
        beta|Beta outlook|Beta Office
    """,
    "release": f"""
        release_id|source_id|release_name|precedence
        {OEWS}|alpha|Alpha 1|10
        beta-1|beta|Beta 1|20
    """,
    "source_metric": "source_id|metric_id|definition_id\n"
    + "\n".join(
        f"{source}|{metric}|own-data-{metric.replace('_', '-')}"
        for source, metrics in {
            "alpha": "annual_pay annual_pay_median employment best_paying_state annual_pay_relative_standard_error",
            "beta": "entry_education entry_experience entry_training growth growth_period openings_per_year job_zone "
            "rated_skill rated_skill_importance technology experience_years_min experience_years_max",
        }.items()
        for metric in metrics.split()
    ),
    "occupation": """
        occupation_id|occupation_kind|title
        baker|occupation|Baker
        cook|occupation|Cook
        miller|occupation|Miller
        pilot|occupation|Kite Pilot
        surgeon|occupation|Surgeon of Kites
        fryers|group|Fryers and cooks
    """,
    "measured_for": """
        occupation_id|source_id|group_id|is_whole_group|crosswalk
        baker|alpha|fryers|false|They fry
        cook|alpha|fryers|false|They fry
        baker|beta|fryers|false|They fry
        cook|beta|fryers|false|They fry
    """,
    "pay": f"""
        occupation_id|release_id|area_id|employment|annual_mean_usd|annual_median_usd|mean_rse_pct
        fryers|{OEWS}|US|1000|40000|38000|1.0
        miller|{OEWS}|US|500|50000|48000|1.0
        pilot|{OEWS}|US|300|90000|88000|1.0
        surgeon|{OEWS}|US|20|||
        miller|{OEWS}|CA|100|60000||5.0
        miller|{OEWS}|NY|300|59000||1.0
        miller|{OEWS}|TX|300|50000||1.0
        pilot|{OEWS}|CA|100|99000||1.0
        pilot|{OEWS}|NY|100|80000||1.0
        surgeon|{OEWS}|CA|10|||
        surgeon|{OEWS}|NY|10|200000||2.0
    """,
    "pay_unpublished": f"""
        occupation_id|release_id|area_id|pay_column|reason|at_least_usd
        surgeon|{OEWS}|US|annual_mean_usd|at_least|239200
        surgeon|{OEWS}|US|annual_median_usd|at_least|239200
        surgeon|{OEWS}|CA|annual_mean_usd|at_least|239200
    """,
    "outlook": """
        occupation_id|release_id|growth_pct|growth_start_year|growth_end_year|openings_per_year|entry_education|entry_experience|entry_training
        fryers|beta-1|5.0|2024|2034|9000|No formal educational credential|None|Short-term on-the-job training
        miller|beta-1|1.0|2024|2034|400|High school diploma or equivalent|Less than 5 years|None
        pilot|beta-1|4.0|2024|2034|300|Bachelor's degree|5 years or more|Moderate-term on-the-job training
        surgeon|beta-1|3.0|2024|2034|10|Doctoral or professional degree|None|Internship/residency
    """,
    "preparation_share": """
        occupation_id|release_id|preparation_kind|preparation_level|share_pct
        pilot|beta-1|related_experience|1|30
        pilot|beta-1|related_experience|7|40
        pilot|beta-1|related_experience|9|30
    """,
    "skill": """
        skill_id|skill_kind|skill_name
        heat|rated|Heat
        oven|technology|Oven software
        scan|technology|Scanning software
    """,
    "occupation_skill": """
        occupation_id|skill_id|release_id|importance|importance_standard_error|is_hot
        baker|heat|beta-1|3.00|0.10|
        miller|heat|beta-1|4.00|0.10|
        miller|oven|beta-1|||true
        surgeon|scan|beta-1|||true
    """,
    "published_relation": "occupation_id|related_occupation_id|release_id|list_position\nbaker|miller|beta-1|1",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """A database of five occupations, two of which share every figure of their group."""
    folder = tmp_path_factory.mktemp("answers")
    build(
        folder / "x.duckdb",
        [SeedFolder("seeds", write_seeds(folder / "seeds", **{k: padded(v) for k, v in SEEDS.items()}))],
    )
    with contextlib.closing(open_read_only(folder / "x.duckdb")) as connection:
        yield connection


def padded(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(line + "|" * (lines[0].count("|") - line.count("|")) for line in lines)


def asked(connection, name: str, **given) -> list[dict]:
    question = Questions(None)[name]
    values = {
        parameter.name: given.get(
            parameter.name, int(parameter.default) if parameter.kind == "integer" else parameter.default
        )
        for parameter in question.parameters
    }
    result = answer(connection, question, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def columns(rows: list[dict], *names: str) -> list[tuple]:
    return [tuple(float(row[name]) if isinstance(row[name], Decimal) else row[name] for name in names) for row in rows]


def test_a_leader_within_the_error_is_no_leader(made):
    found = made.execute(
        "select occupation_id, leader_name, lead_usd, lead_margin_usd, within_error_count, leader_employment, leader_text "
        "from best_paying where leader_kind = 'state' order by occupation_id"
    ).fetchall()
    margin = round(1.96 * ((60000 * 0.05) ** 2 + (59000 * 0.01) ** 2) ** 0.5)
    assert found == [
        ("miller", "California", 1000, margin, 1, 100, "no clear leader (1 within the error)"),
        ("pilot", "California", 19000, round(1.96 * (990**2 + 800**2) ** 0.5), 0, 100, "California"),
        ("surgeon", None, None, None, 0, 10, None),
    ]
    texts = made.execute(
        "select occupation_id, text_value from occupation_metric where metric_id = 'best_paying_state' order by occupation_id"
    ).fetchall()
    assert texts == [("miller", "no clear leader (1 within the error)"), ("pilot", "California")]


def test_a_top_coded_place_stands_first_as_at_least(made):
    rows = asked(made, "where_it_pays_best", occupation="surgeon")
    assert columns(rows, "area_name", "annual_mean_usd", "at_least_usd") == [
        ("California", None, 239200.0), ("New York", 200000, None)
    ]  # fmt: skip


def test_experience_is_a_range_and_the_respondents_come_before_the_words(made):
    found = made.execute(
        "select occupation_id, months_of_experience_min, months_of_experience_max, experience_basis, is_training_needed, "
        "education, degree_level from entry_requirement order by occupation_id"
    ).fetchall()
    words, answers = "words of the projections", "middle answer of respondents"
    assert found == [
        ("baker", 0, 0, words, True, "No Formal Educational Credential", 0),
        ("cook", 0, 0, words, True, "No Formal Educational Credential", 0),
        ("miller", 0, 60, words, False, "High School Diploma", 2),
        ("pilot", 24, 48, answers, True, "Bachelor's Degree", 5),
        ("surgeon", 0, 0, words, True, "Doctoral or Professional Degree", 9),
    ]


def test_a_move_is_not_made_of_what_is_not_known(made):
    found = made.execute(
        "select from_occupation_id, to_occupation_id, annual_pay_gained, annual_pay_gained_at_least, is_same_pay_figure, "
        "skills_to_learn, skills_compared, months_of_experience_to_add_min, months_of_experience_to_add_max, is_related, "
        "pay_statistic from career_move where from_occupation_id = 'baker' order by to_occupation_id"
    ).fetchall()
    assert found == [
        ("baker", "cook", None, None, True, None, 0, 0, 0, False, "median"),  # one pay group: no raise
        ("baker", "miller", 10000, None, False, 1, 1, 0, 60, True, "median"),
        ("baker", "pilot", 50000, None, False, None, 0, 24, 48, False, "median"),
        ("baker", "surgeon", None, 201200, False, None, 0, 0, 0, False, "median"),  # no ratings: nothing compared
    ]
    moves = asked(made, "raises_within_reach", occupation="baker", degree_levels=10)
    assert columns(moves, "to_title", "annual_pay_gained_usd") == [("Miller", 10000)]
    assert asked(made, "raises_within_reach", occupation="baker", degree_levels=1) == []


@pytest.mark.thorough
def test_experience_to_add_has_no_upper_end_that_is_not_known(run: Run, tmp_path: Path):
    """Moves between related occupations, of every kind of range of which an end may be open or not known."""
    names = ("none", "some", "much", "open", "worded", "unknown")
    answered = {"none": [(1, 100)], "some": [(5, 100)], "much": [(7, 100)], "open": [(11, 100)]}
    seeds = SEEDS | {
        "occupation": "occupation_id|occupation_kind|title\n" + "\n".join(f"{n}|occupation|{n.title()}" for n in names),
        "outlook": "occupation_id|release_id|entry_experience\nworded|beta-1|5 years or more",
        "preparation_share": "occupation_id|release_id|preparation_kind|preparation_level|share_pct\n"
        + "\n".join(
            f"{name}|beta-1|related_experience|{level}|{share}"
            for name, levels in answered.items() for level, share in levels
        ),
        "published_relation": "occupation_id|related_occupation_id|release_id|list_position\n"
        + "\n".join(
            f"{left}|{right}|beta-1|{position}"
            for left in names for position, right in enumerate((n for n in names if n != left), 1)
        ),
    }  # fmt: skip
    for name in ("measured_for", "pay", "pay_unpublished", "skill", "occupation_skill"):
        del seeds[name]
    write_seeds(tmp_path / "seeds", **{name: padded(text) for name, text in seeds.items()})
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", tmp_path / "seeds")])
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        ranges = connection.execute(
            "select occupation_id, months_of_experience_min, months_of_experience_max from entry_requirement"
        ).fetchall()
        assert sorted(ranges) == [
            ("much", 24, 48), ("none", 0, 0), ("open", 120, None), ("some", 6, 12), ("unknown", None, None),
            ("worded", 60, None),
        ]  # fmt: skip
        moves = connection.execute(
            "select from_occupation_id, to_occupation_id, months_of_experience_to_add_min, months_of_experience_to_add_max, "
            "from_experience_basis, to_experience_basis from career_move where is_related"
        ).fetchall()
        added = {(left, right): ends for left, right, *ends, _, _ in moves}
        bases = {(left, right): (from_basis, to_basis) for left, right, *_, from_basis, to_basis in moves}
    assert len(added) == 30
    words, answers = "words of the projections", "middle answer of respondents"
    assert added["none", "much"] == [24, 48] and added["some", "much"] == [12, 42] and added["much", "some"] == [0, 0]
    assert added["much", "open"] == [72, None]  # open where it goes
    assert added["open", "much"] == [0, 0]  # open where it comes from
    for other in names[:-1]:
        assert added["unknown", other] == added[other, "unknown"] == [None, None]
    # What the projections say in words is of another basis than answers: nothing is subtracted, and each says its own.
    for other in answered:
        assert added["worded", other] == added[other, "worded"] == [None, None]
        assert bases["worded", other] == (words, answers) and bases[other, "worded"] == (answers, words)
        assert bases["unknown", other] == (None, answers)
    assert not [ends for ends in added.values() if None not in ends and ends[0] > ends[1]]
    done = run(
        "-d", str(tmp_path / "x.duckdb"), "report", "much", "open", "worded", "unknown", "-o", str(tmp_path / "x.html")
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    cells = re.findall(r'<td data-move="annual_pay_gained"[^>]*>[^<]*</td>\s*<td>([^<]*)</td>', page)
    # From each to each, in the order given: much to open, much to worded, much to unknown, and so on.
    unlike, other_way = f"not comparable ({answers}, then {words})", f"not comparable ({words}, then {answers})"
    assert cells == [
        f"72 months or more ({answers})", unlike, "not known",
        f"none ({answers})", unlike, "not known",
        other_way, other_way, "not known",
        "not known", "not known", "not known",
    ]  # fmt: skip


def test_a_skill_with_one_figure_tells_nobody_apart(tmp_path: Path):
    seeds = {name: padded(SEEDS[name]) for name in ("source", "release", "source_metric", "occupation")} | {
        "skill": "skill_id|skill_kind|skill_name\n"
        + "\n".join(f"{name}|{kind}|{name.title()}" for kind, names in {
            "rated": ("alone", "apart", "near", "unsure", "other"), "listed": ("dough", "yeast", "salt", "malt")
        }.items() for name in names),
        "occupation_skill": padded("""
            occupation_id|skill_id|release_id|importance|importance_standard_error|share_pct
            baker|alone|beta-1|5.00|0.10|
            baker|apart|beta-1|3.00|0.10|
            cook|apart|beta-1|2.00|0.10|
            baker|near|beta-1|3.00|0.10|
            cook|near|beta-1|3.10|0.10|
            baker|unsure|beta-1|1.00||
            cook|unsure|beta-1|4.00|0.10|
            baker|dough|beta-1|||9
            baker|yeast|beta-1|||8
            cook|yeast|beta-1|||5
            baker|salt|beta-1|||7
            cook|salt|beta-1|||7
            baker|malt|beta-1|||
            cook|malt|beta-1|||6
        """),
    }  # fmt: skip
    seeds["source_metric"] += "\nbeta|skill|own-data-skill\nbeta|skill_share|own-data-skill-share"
    write_seeds(tmp_path / "seeds", **seeds)
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", tmp_path / "seeds")])
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        rows = asked(connection, "skills_side_by_side", occupation=["baker", "cook"])
        with_unrated = asked(connection, "skills_side_by_side", occupation=["baker", "cook", "pilot"])
        alone = asked(connection, "skills_side_by_side", occupation=["baker", "pilot"])
    told = {(row["skill_kind"], row["skill_order"]): (row["skill_name"], row["is_told_apart"]) for row in rows}
    assert [told[key] for key in sorted(told)] == [
        ("Yeast", True), ("Salt", False), ("Dough", None), ("Malt", None),
        ("Apart", True), ("Near", False), ("Unsure", None), ("Alone", None),
    ]  # fmt: skip
    # A third of whom nothing is known changes nothing between the two; beside it alone nothing is told apart.
    assert {(row["skill_name"], row["is_told_apart"]) for row in with_unrated} == set(told.values())
    assert {row["is_told_apart"] for row in alone} == {None} and len(alone) == 2 * 8


def test_a_stronger_skill_says_by_which_measure_it_is(tmp_path: Path):
    ratings = {  # importance and level of baker and cook, each with a standard error of 0.10
        "weight": (3.0, 3.0, 4.0, 3.1), "height": (3.1, 2.0, 3.0, 4.0), "width": (2.0, 1.0, 3.0, 3.0),
        "depth": (2.0, 4.0, 3.0, 2.0), "length": (2.0, 2.0, 2.1, 2.1), "breadth": (4.0, 4.0, 3.0, 4.0),
    }  # fmt: skip
    seeds = {name: padded(SEEDS[name]) for name in ("source", "release", "source_metric", "occupation")} | {
        "skill": "skill_id|skill_kind|skill_name\nyeast|listed|Yeast\n"
        + "\n".join(f"{name}|rated|{name.title()}" for name in ratings),
        "occupation_skill": "occupation_id|skill_id|release_id|importance|importance_standard_error|level|level_standard_error|share_pct\n"
        + "\n".join(
            f"{occupation}|{name}|beta-1|{importance}|0.10|{level}|0.10|"
            for name, (*left, right_importance, right_level) in ratings.items()
            for occupation, importance, level in (("baker", *left), ("cook", right_importance, right_level))
        )
        + "\nbaker|yeast|beta-1|||||5\ncook|yeast|beta-1|||||8",
    }
    seeds["source_metric"] += "\nbeta|skill|own-data-skill\nbeta|skill_share|own-data-skill-share"
    write_seeds(tmp_path / "seeds", **seeds)
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", tmp_path / "seeds")])
    told = ("skill_name", "gap", "stronger_by", "stronger_difference")
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        found = connection.execute(
            f"select {', '.join(told)} from skill_gap where left_title = 'Baker' and right_title = 'Cook'"
        )
        gaps = {
            name: (gap, by, difference if difference is None else float(difference))
            for name, gap, by, difference in found.fetchall()
        }
        learnt = columns(asked(connection, "skills_to_learn", **{"from": "baker", "to": "cook"}), *told)
    assert gaps == {
        "Weight": ("stronger_right", "importance", 1.0),
        "Height": ("stronger_right", "level", 2.0),  # though its importance is a little less
        "Width": ("stronger_right", "both", 1.0),
        "Depth": ("shared", None, None),  # they contradict each other
        "Length": ("shared", None, None),
        "Breadth": ("stronger_left", "importance", -1.0),
        "Yeast": ("stronger_right", "share", 3.0),
    }  # fmt: skip
    assert {name: tuple(rest) for name, *rest in learnt} == {
        name: gap for name, gap in gaps.items() if gap[0] == "stronger_right"
    }


def test_a_shared_figure_is_listed_once_with_those_who_share_it(made):
    group = ("Fryers and cooks", 2, "Baker; Cook")
    assert group in columns(asked(made, "most_openings"), "title", "shared_by", "occupations")
    rows = asked(made, "fastest_growing_with_good_pay", pay=1)
    assert columns(rows, "title", "growth_pct", "growth_period", "shared_by")[0] == (
        "Fryers and cooks",
        5,
        "2024–2034",
        2,
    )
    assert sum(row["pay_figures"] for row in asked(made, "degree_premium")) == 4


def test_a_shared_figure_is_listed_once_whatever_else_differs(tmp_path: Path):
    """Two who share openings and growth of one source have pay and education of their own of others."""
    seeds = {name: padded(text) for name, text in SEEDS.items()}
    seeds["measured_for"] = "\n".join(line for line in seeds["measured_for"].splitlines() if "|alpha|" not in line)
    seeds["pay"] += f"\nbaker|{OEWS}|US|400|41000|39000|1.0\ncook|{OEWS}|US|600|43000|42000|1.0".replace("\n", "\n")
    seeds["outlook"] = seeds["outlook"].replace("No formal educational credential", "")
    seeds["source_metric"] += "\nalpha|top_degree|own-data-top-degree\nalpha|top_degree_share|own-data-top-degree-share"
    for degree in ("bachelors", "masters"):
        seeds["source_metric"] += f"\nalpha|{degree}_share|own-data-{degree}-share"
    seeds["degree_share"] = "occupation_id|release_id|basis|degree_id|share_pct\n" + "\n".join(
        f"{occupation}|{OEWS}|attained|{degree}|{share}"
        for occupation, first in (("baker", 70), ("cook", 30))
        for degree, share in (("bachelors", first), ("masters", 100 - first))
    )
    seeds = {name: "\n".join(padded(text).splitlines()) for name, text in seeds.items()}
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", write_seeds(tmp_path / "seeds", **seeds))])
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        openings = asked(connection, "most_openings")
        growth = asked(connection, "fastest_growing_with_good_pay", pay=1)
    told = ("title", "occupations", "annual_pay_usd", "pay_from")
    both = ("Fryers and cooks", "Baker; Cook", 41000, "the lowest of them: Alpha 1")
    for rows in (openings, growth):
        assert [row for row in columns(rows, *told) if row[0] == both[0]] == [both]
    assert columns(openings, "openings_per_year", "education", "education_basis", "shared_by")[0] == (
        9000, "Bachelor's Degree; Master's Degree", "most common degree", 2
    )  # fmt: skip
    assert columns(growth, "growth_pct", "top_degree")[0] == (5, "Bachelor's Degree; Master's Degree")


EXPERIENCE = (
    "title",
    "months_of_experience_from",
    "months_of_experience_to",
    "pay_measured_for",
    "shared_by",
    "occupations",
)


@pytest.mark.thorough
def test_the_best_paid_for_their_experience_are_ranked_by_one_statistic_of_it(made, tmp_path: Path):
    words, answers = "words of the projections", "middle answer of respondents"
    # Of one occupation there are answers, so that those of which there are words alone can't be ranked beside it.
    rows = asked(made, "highest_paid_for_experience", months=999)
    assert columns(rows, *EXPERIENCE, "experience_basis") == [("Kite Pilot", 24, 48, "Kite Pilot", 1, None, answers)]
    assert asked(made, "highest_paid_for_experience", months=47) == []

    # Without any answers the words are what there is; a source's own statement comes before them.
    worded = {name: padded(text) for name, text in SEEDS.items() if name != "preparation_share"}
    stated = "occupation_id|metric_id|number_value\n" + "\n".join(
        f"{occupation}|experience_years_{end}|{years}"
        for occupation, *ends in (("cook", 1, 2), ("miller", 3, 5)) for end, years in zip(("min", "max"), ends, strict=True)
    )  # fmt: skip
    found = {}
    for name, seeds in (("worded", worded), ("stated", {**worded, "stated_figure": stated})):
        folder = write_seeds(tmp_path / name, **seeds)
        build(tmp_path / f"{name}.duckdb", [SeedFolder("seeds", folder)])
        with contextlib.closing(open_read_only(tmp_path / f"{name}.duckdb")) as connection:
            found[name] = asked(connection, "highest_paid_for_experience")
    assert {row["experience_basis"] for row in found["worded"]} == {words}
    # What is only known to be at least the top code comes first; "5 years or more" is open and left out.
    assert columns(found["worded"], *EXPERIENCE) == [
        ("Surgeon of Kites", 0, 0, "Surgeon of Kites", 1, None),
        ("Miller", 0, 60, "Miller", 1, None),
        ("Baker", 0, 0, "Fryers and cooks", 2, "Baker; Cook"),
    ]
    assert columns(found["worded"], "annual_pay_usd", "annual_pay_at_least_usd", "training_after_entry")[0] == (
        None, 239200, "Internship/residency"
    )  # fmt: skip
    assert {row["experience_basis"] for row in found["stated"]} == {"stated by the source"}
    assert columns(found["stated"], *EXPERIENCE) == [
        ("Miller", 36, 60, "Miller", 1, None),
        ("Cook", 12, 24, "Fryers and cooks", 2, "Cook"),
    ]


def test_the_experience_of_a_row_is_that_of_the_occupation_it_names(tmp_path: Path):
    """Two who share their group's pay ask for unlike experience: neither has a range made of both."""
    answered = "baker|beta-1|related_experience|7|100\ncook|beta-1|related_experience|5|100\n"
    seeds = {name: padded(text) for name, text in SEEDS.items()}
    seeds["preparation_share"] += "\n" + answered
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", write_seeds(tmp_path / "seeds", **seeds))])
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        for months, occupations in ((72, "Cook; Baker"), (24, "Cook")):
            rows = asked(connection, "highest_paid_for_experience", months=months)
            assert columns(rows, *EXPERIENCE)[-1] == ("Cook", 6, 12, "Fryers and cooks", 2, occupations)


def test_a_raise_to_one_pay_figure_is_listed_once_with_the_occupations_within_reach(tmp_path: Path):
    more = {
        "occupation": "sweeper|occupation|Sweeper",
        "pay": f"sweeper|{OEWS}|US|700|21000|20000|1.0",
        "outlook": "sweeper|beta-1|1.0|2024|2034|400|No formal educational credential|None|None",
        "occupation_skill": "sweeper|heat|beta-1|2.00|0.10|\ncook|heat|beta-1|2.05|0.10|",
        "published_relation": "sweeper|baker|beta-1|1\nsweeper|cook|beta-1|2\nsweeper|miller|beta-1|3",
    }
    seeds = {name: padded(text.rstrip() + "\n" + more.get(name, "")) for name, text in SEEDS.items()}
    build(tmp_path / "x.duckdb", [SeedFolder("seeds", write_seeds(tmp_path / "seeds", **seeds))])
    with contextlib.closing(open_read_only(tmp_path / "x.duckdb")) as connection:
        told = ("to_title", "annual_pay_gained_usd", "to_pay_measured_for", "to_pay_basis", "to_pay_shared_by", "occupations", "skills_to_learn")  # fmt: skip
        rows = asked(connection, "raises_within_reach", occupation="sweeper", degree_levels=2)
        # Cook asks for no more skill than Sweeper, Baker for one: the row is that of Cook.
        assert columns(rows, *told) == [
            ("Miller", 28000, "Miller", "observed", 1, None, 1),
            ("Cook", 18000, "Fryers and cooks", "inherited", 2, "Cook; Baker", 0),
        ]
        # Whose pay is left is said, too.
        rows = asked(connection, "raises_within_reach", occupation="cook", related=0, degree_levels=2)
        told = ("to_title", "from_annual_pay_usd", "from_pay_measured_for", "from_pay_shared_by")
        assert columns(rows, *told) == [("Miller", 38000, "Fryers and cooks", 2)]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory):
    """The published set, imported and built; with the made-up files alone there is nothing to look at."""
    if "published" not in FOLDERS:
        yield None
        return
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("published")
    for arguments in (["import", str(REAL), "--seeds", "seeds"], ["-d", "x.duckdb", "build", "seeds"]):
        subprocess.run([sys.executable, "-m", "occupare", *arguments], cwd=folder, check=True, capture_output=True)
    with contextlib.closing(open_read_only(Path(folder) / "x.duckdb")) as connection:
        yield connection


@pytest.mark.skipif("published" not in FOLDERS, reason="the published files are not at hand")
def test_published_answers(published: duckdb.DuckDBPyConnection):
    def move(left: str, right: str) -> tuple:
        return published.execute(
            "select is_related, months_of_experience_to_add_min, months_of_experience_to_add_max, skills_to_learn, to_training "
            f"from career_move where from_occupation_id = '{left}' and to_occupation_id = '{right}'"
        ).fetchall()[0]

    assert move("29-1141.00", "53-2011.00")[:3] == (False, 24, 48)  # from nurse to pilot
    assert move("23-1011.00", "29-1243.00")[3:] == (None, "Internship/residency")  # from lawyer to pediatric surgeon
    counts = published.execute(
        "select count(*), count(case when is_same_pay_figure then 1 end), "
        "count(case when is_same_pay_figure then annual_pay_gained end) from career_move"
    ).fetchall()
    assert counts == [(1016 * 1015, 708, 0)]
    first = asked(published, "most_openings", rows=1)[0]
    assert (first["openings_per_year"], first["shared_by"]) == (904300, 2)
    assert first["occupations"] == "Baristas; Fast Food and Counter Workers"
    places = asked(published, "where_it_pays_best", occupation="29-1243.00")
    assert columns(places, "area_name", "at_least_usd")[0] == ("Texas", 239200.0)
    nurses = asked(published, "most_similar", occupation="29-1141.00")
    assert [row["published_position"] for row in nurses[:3]] == [1, 2, 3]
    assert all(row["similarity"] is None or row["similarity"] > 0 for row in nurses)
    values = published.execute(
        "select experience_years_min, experience_years_max, employment_relative_standard_error is not null, people_employed > 0 "
        "from occupation_profile where occupation_id = '53-2011.00'"
    ).fetchall()
    assert [tuple(float(value) for value in row) for row in values] == [(2, 4, 1, 1)]
    assert published.execute("select max(self_employed_share) > 50 from occupation_profile").fetchall() == [(True,)]
    ranked = published.execute(
        "select count(distinct skill_id), count(distinct occupation_id) from skill_percentile"
    ).fetchall()
    assert ranked[0][0] == 17 and ranked[0][1] > 990
    moves = asked(published, "raises_within_reach", occupation="15-1252.00")  # from software developers
    assert columns(moves, "to_title", "annual_pay_gained_usd", "to_pay_measured_for", "to_pay_shared_by", "occupations")[2] == (
        "Data Warehousing Specialists", 3520, "Database Architects", 2, "Data Warehousing Specialists; Database Architects"
    )  # fmt: skip
    for name, given in (
        ("raises_within_reach", {"occupation": "35-3031.00", "related": 0, "skills": 35, "degree_levels": 9}),
        ("fastest_growing_with_good_pay", {"pay": 1}), ("highest_paid_for_experience", {"months": 999}),
        ("most_openings", {}), ("pay_spread", {}),
    ):  # fmt: skip
        rows = asked(published, name, rows=100_000, **given)
        figures = [row.get("to_pay_measured_for") or row.get("pay_measured_for") or row["title"] for row in rows]
        assert len(rows) > 600 and len(set(figures)) == len(rows), name
        shared = [row for row in rows if (row.get("shared_by") or row.get("to_pay_shared_by")) > 1]
        assert len(shared) > 60 and all(row["occupations"] for row in shared), name
    best = asked(published, "highest_paid_for_experience", rows=100_000)
    assert {row["experience_basis"] for row in best} == {"middle answer of respondents"}
    # Chief executives themselves are asked for more than ten years.
    assert ("Chief Sustainability Officers", 48, 72, "Chief Executives", 2, "Chief Sustainability Officers") in columns(
        best, *EXPERIENCE
    )
    levels = asked(published, "degree_premium")
    assert levels[0]["education"] == "No Formal Educational Credential"
    assert not [
        row for row in asked(published, "against_all_workers", occupation="29-1141.00") if row["unit"] == "people"
    ]
