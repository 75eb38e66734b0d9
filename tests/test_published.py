"""The whole way from published files to a database, on every folder of them that is here.

The made-up files come along, so there is always one. The publishers' own are looked for where the environment variable
OCCUPARE_PUBLISHED_DATA says; the figures of 20 occupations were looked up in them by hand.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from published_files import FOLDERS, REAL, Made, made_from, make_published, write_metropolitan_pay

from occupare.ask.questions import Questions

FIGURES = {name: Path(__file__).parent / "fixtures" / f"{name}_figures.csv" for name in ("made-up", "published")}
KILOBYTES = 1024 * 1024

# Of how many occupations each subject is filled, at least.
REACHED = {
    "made-up": {"occupations": 6, "alternate titles": 6, "national pay": 4, "growth": 4, "attained education": 3},
    "published": {
        "occupations": 1016,
        "alternate titles": 1016,
        "national pay": 995,
        "state pay": 994,
        "sector pay": 990,
        "attained education": 997,
        "growth": 997,
        "skill percentiles": 997,
        "tasks": 923,
        "technology skills": 923,
        "job zone": 923,
        "related occupations": 923,
        "rated skills": 894,
        "required education": 878,
        "sex and race": 690,
        "age": 690,
    },
}
EMPLOYED = {"made-up": ("oews-2023", 24340), "published": ("oews-2025", 155481840)}


@pytest.fixture(scope="module", params=FOLDERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("published")
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    return made_from(request.param, downloads, folder)


def test_coverage(made: Made) -> None:
    reached = {subject: int(made.coverage[subject]["filled"]) for subject in REACHED[made.name]}
    assert {name: count for name, count in reached.items() if count < REACHED[made.name][name]} == {}
    for row in made.coverage.values():
        if row["filled"] not in ("", "0"):
            assert int(row["observed"]) + int(row["inherited"]) == int(row["filled"])


def test_coverage_is_what_the_profile_holds(made: Made) -> None:
    held = made.connection.execute(
        "select count(growth), count(median_age), count(female_share), count(bachelors_share), count(job_zone) "
        "from occupation_profile where occupation_kind = 'occupation'"
    ).fetchall()[0]
    subjects = ("growth", "age", "sex and race", "attained education", "job zone")
    assert list(held) == [int(made.coverage[subject]["filled"]) for subject in subjects]


def test_employment_is_stored_once(made: Made) -> None:
    release, published_total = EMPLOYED[made.name]
    stored = made.connection.execute(
        "select sum(pay.employment) from pay inner join occupation on pay.occupation_id = occupation.occupation_id "
        f"where pay.group_level = 'detailed' and pay.release_id = '{release}' "
        "and pay.area_id = 'US' and pay.industry_id = 'all'"
    )
    assert stored.fetchall() == [(published_total,)]


def test_inherited_figures_name_their_group_and_crosswalk(made: Made) -> None:
    unnamed = made.connection.execute(
        "select count(*) from occupation_metric left join measured_for "
        "on occupation_metric.occupation_id = measured_for.occupation_id "
        "and occupation_metric.group_id = measured_for.group_id "
        "where occupation_metric.basis = 'inherited' and occupation_metric.group_id is not null "
        "and measured_for.crosswalk is null"
    )
    assert unnamed.fetchall() == [(0,)]
    # Of attainment the publisher says that it is a wider group's, and not which.
    of_a_wider_group = made.connection.execute(
        "select distinct metric.section from occupation_metric inner join metric using (metric_id) "
        "where occupation_metric.basis = 'inherited' and occupation_metric.group_id is null"
    )
    assert of_a_wider_group.fetchall() in ([], [("education",)])


def test_import_and_build_need_little_memory(made: Made) -> None:
    assert made.kilobytes < KILOBYTES


def test_figures_looked_up_by_hand(made: Made) -> None:
    with FIGURES[made.name].open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == (1 if made.name == "made-up" else 20)
    metrics = [name for name in expected[0] if name not in ("occupation_id", "writing_importance")]
    wrong = []
    for row in expected:
        occupation_id = row["occupation_id"]
        select = ", ".join(f'cast("{name}" as double)' for name in metrics)
        profile = made.connection.execute(
            f"select {select} from occupation_profile where occupation_id = '{occupation_id}'"
        ).fetchall()[0]
        writing = made.connection.execute(
            f"select cast(importance as double) from occupation_skill where occupation_id = '{occupation_id}' "
            "and skill_id = 'rated-writing'"
        ).fetchall()
        found = dict(zip(metrics, profile, strict=True)) | {"writing_importance": writing[0][0]}
        for name, value in found.items():
            if value != (float(row[name]) if row[name] else None):
                wrong.append(f"{occupation_id} {name}: expected {row[name]}, found {value}")
    assert wrong == []


@pytest.mark.thorough
def test_a_metropolitan_file_goes_through(tmp_path: Path) -> None:
    """A year's metropolitan file has forty times as many rows; these show that they pass."""
    downloads = make_published(tmp_path / "downloads")
    codes = [f"51-{number:04d}" for number in range(1001, 1051)]
    write_metropolitan_pay(downloads / "oews" / "MSA_M2025_dl.xlsx", places=100, codes=codes)
    made = made_from("metropolitan", downloads, tmp_path)
    count = made.connection.execute(
        "select count(*) from pay inner join area on pay.area_id = area.area_id where area.area_kind = 'metro'"
    )
    assert count.fetchall() == [(100 * 50,)]


def test_the_analysts_views_on_published_data(made: Made) -> None:
    ids = made.connection.execute(
        "select occupation_id from preferred_skill group by occupation_id "
        "order by count(*) filter (skill_kind = 'rated') desc, occupation_id limit 2"
    ).fetchall()
    (left,), (right,) = ids
    query = "select skill_id, gap from skill_gap where left_occupation_id = '{}' and right_occupation_id = '{}'"
    there, back = (
        dict(made.connection.execute(query.format(*pair)).fetchall()) for pair in ((left, right), (right, left))
    )
    mirror = {"stronger_left": "stronger_right", "only_left": "only_right"}
    mirror |= {value: key for key, value in mirror.items()}
    assert there and back == {skill: mirror.get(gap, gap) for skill, gap in there.items()}
    ranks = made.connection.execute(
        "select max(similarity_rank), count(*) filter (similarity < next_similarity) from (select *, lead(similarity) "
        "over (partition by occupation_id order by similarity_rank) as next_similarity from related_occupation "
        "where similarity_rank is not null)"
    ).fetchall()[0]
    assert ranks == ((25, 0) if made.name == "published" else (None, 0))
    moves = made.connection.execute(f"select count(*) from career_move where from_occupation_id = '{left}'").fetchall()
    occupations = made.connection.execute("select count(*) from entry_requirement").fetchall()
    assert moves[0][0] == occupations[0][0] - 1
    for question in Questions(None).values():
        given = {"occupation": left, "from": left, "to": right}
        values = {
            each.name: [left, right] if each.kind == "occupations" else given.get(each.name, each.default)
            for each in question.parameters
        }
        numbers = {each.name: int(values[each.name]) for each in question.parameters if each.kind == "integer"}
        made.connection.execute(question.filled(made.connection, values | numbers)).fetchall()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # The publisher's total is the sum of its major groups; detailed lines leave out what is withheld.
        (
            "select group_level, sum(employment) from pay where release_id = 'oews-2025' and area_id = 'US' "
            "and industry_id = 'all' and group_level in ('major', 'detailed') group by group_level order by group_level",
            [("detailed", 155481840), ("major", 155495730)],
        ),
        (
            "select cast(jobs_per_1000 as double), cast(location_quotient as double) from pay "
            "where occupation_id = '53-7065' and area_id = 'VI' and release_id = 'oews-2025'",
            [(12.751, 0.7)],
        ),
        ("select count(distinct occupation_id) from degree_share where is_from_wider_group", [(459,)]),
        (
            "select cast(self_employed_pct as double), openings_per_year_below from outlook "
            "where occupation_id = '53-7121'",
            [(6.6, None)],
        ),
        (
            "select count(*), min(openings_per_year_below) from outlook where openings_per_year = 0 or openings_per_year_below > 0",
            [(4, 50)],
        ),
        ("select employed from workforce where occupation_id = '00-0000' and release_id = 'cps-2023'", [(161037000,)]),
        (
            "select preparation_kind, count(*), cast(sum(share_pct) as double) > 0 from preparation_share "
            "group by preparation_kind order by preparation_kind",
            [("on_site_training", 7902, True), ("on_the_job_training", 7902, True), ("related_experience", 9658, True)],
        ),
        (
            "select count(*) from (select sum(share_pct) as whole from preparation_share "
            "group by occupation_id, preparation_kind) where whole not between 99.5 and 100.5",
            [(0,)],
        ),
        (
            "select is_importance_suppress_recommended, count(*) from occupation_skill "
            "where is_level_suppress_recommended group by all",
            [(False, 147)],
        ),
    ],
)
def test_columns_of_the_publishers(made: Made, query: str, expected: list[tuple[object, ...]]) -> None:
    if made.name == "published":
        assert made.connection.execute(query).fetchall() == expected
