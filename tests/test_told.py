"""A figure that occupations share is told in every answer: in the views, in `compare`, and in each named question."""

from __future__ import annotations

import contextlib
import html
import itertools
import re
import shutil
from pathlib import Path

import duckdb
import pytest
import sqlglot
from conftest import Run, rows_of, write_seeds
from published_files import FOLDERS, REAL, Made, made_from, make_published
from sqlglot import exp

from occupare.ask.questions import Question, Questions, answer
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.database import open_read_only
from occupare.report import charts

# What an object has that may hold a group's figure; what has none of these holds an occupation's own alone.
OF_GROUPS = ("basis", "group_id", "measured_id", "shared_by")
SURVEYED = (
    "annual_pay annual_pay_median annual_pay_p10 annual_pay_p90 hourly_pay_p10 employment annual_pay_relative_standard_error growth "
    "growth_period openings_per_year entry_education entry_experience entry_training female_share male_share white_share "
    "less_than_high_school_share bachelors_share top_degree top_degree_share best_paying_state rated_skill rated_skill_importance"
)
# A group of two with a figure of every kind, in two years, in places and sectors, beside all workers and a third.
SEEDS = {
    "occupation": """
        occupation_id | title        | occupation_kind
        all           | All workers  | all
        group         | Nurses       | group
        day           | Nurses       | occupation
        night         | Night Nurses | occupation
        weaver        | Weaver       | occupation
        judge         | Judge        | occupation
        singer        | Singer       | occupation
        spy           | Spy          | occupation
        hermit        | Hermit       | occupation""",
    "source": "source_id|source_name|publisher\nsurvey|Survey|Office",
    "release": """
        release_id  | source_id | release_name | precedence
        survey-2024 | survey    | Survey 2024  | 20
        survey-2025 | survey    | Survey 2025  | 30""",
    "source_metric": "source_id|metric_id|definition_id\n"
    + "\n".join(f"survey|{metric}|own-data-{metric.replace('_', '-')}" for metric in SURVEYED.split()),
    "industry": "industry_id|industry_name\n62|Health Care",
    "measured_for": """
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        day           | survey    | group    | false          | One group
        night         | survey    | group    | false          | One group""",
    "pay": """
        occupation_id|release_id |area_id|industry_id|employment|annual_mean_usd|annual_median_usd|annual_p10_usd|annual_p90_usd|mean_rse_pct|hourly_p10_usd
        all          |survey-2025|US     |all        |100000    |60000          |50000            |30000         |90000         |0.1         |
        group        |survey-2024|US     |all        |300       |70000          |69000            |59000         |99000         |1.0         |
        group        |survey-2025|US     |all        |301       |90000          |89000            |60000         |120000        |1.0         |
        weaver       |survey-2025|US     |all        |100       |50000          |48000            |40000         |70000         |2.0         |
        group        |survey-2025|CA     |all        |30        |95000          |94000            |65000         |125000        |1.0         |
        group        |survey-2025|TX     |all        |40        |80000          |79000            |55000         |110000        |1.0         |
        group        |survey-2025|US     |62         |200       |91000          |90000            |61000         |121000        |1.0         |
        judge        |survey-2025|US     |all        |50        |150000         |                 |100000        |              |1.0         |
        singer       |survey-2025|US     |all        |60        |               |                 |              |              |            |12.5
        spy          |survey-2025|US     |all        |70        |               |                 |              |              |            |""",
    "pay_unpublished": """
        occupation_id | release_id  | area_id | industry_id | pay_column        | reason     | at_least_usd
        judge         | survey-2025 | US      | all         | annual_median_usd | at_least   | 239200
        judge         | survey-2025 | US      | all         | annual_p90_usd    | at_least   | 239200
        spy           | survey-2025 | US      | all         | annual_p10_usd    | suppressed |""",
    "outlook": """
        occupation_id|release_id |growth_pct|growth_start_year|growth_end_year|openings_per_year|entry_education|entry_experience|entry_training
        all          |survey-2025|3.0       |2025             |2035           |9000             |               |                |
        group        |survey-2025|5.0       |2025             |2035           |20               |Bachelor's degree|None          |None
        weaver       |survey-2025|1.0       |2025             |2035           |10               |Bachelor's degree|None          |None""",
    "degree_share": """
        occupation_id | release_id  | basis    | degree_id             | share_pct
        group         | survey-2025 | attained | less-than-high-school | 20
        group         | survey-2025 | attained | bachelors             | 80""",
    "demographic_base": "source_id|dimension|base|is_partition\nsurvey|sex|All employed|true\nsurvey|race|All employed|false",
    "demographic_share": """
        occupation_id | release_id  | dimension | demographic_group | share_pct
        group         | survey-2025 | sex       | female            | 88
        group         | survey-2025 | sex       | male              | 12
        group         | survey-2025 | race      | white             | 70""",
    "skill": "skill_id|skill_kind|skill_name\ncare|rated|Care",
    "occupation_skill": """
        occupation_id | skill_id | release_id  | importance | importance_standard_error
        day           | care     | survey-2025 | 4.50       | 0.1
        night         | care     | survey-2025 | 4.60       | 0.1
        weaver        | care     | survey-2025 | 2.00       | 0.1""",
    "published_relation": """
        occupation_id | related_occupation_id | release_id  | list_position
        weaver        | day                   | survey-2025 | 1
        weaver        | night                 | survey-2025 | 2""",
}


@pytest.fixture(scope="module", params=["small", *FOLDERS])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("told")
    if request.param == "small":
        build(folder / "made.duckdb", [SeedFolder("seeds", write_seeds(folder / "seeds", **SEEDS))])
        return Made("small", {}, duckdb.connect(str(folder / "made.duckdb"), read_only=True), 0)
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    return made_from(request.param, downloads, folder)


def one(made: Made, sql: str):
    return made.connection.execute(sql).fetchone()


def values_of(question: Question, pair: tuple[str, str], left: str) -> dict[str, object]:
    """The values that let a question speak of the pair: `left` is the occupation of one that asks for one."""
    wide = {"pay": 1, "months": 720, "rows": 100_000, "related": 0, "degree_levels": 9, "skills": 99}
    values: dict[str, object] = {}
    for parameter in question.parameters:
        if parameter.kind == "occupations":
            values[parameter.name] = pair
        elif parameter.kind == "occupation":
            values[parameter.name] = left
        elif parameter.kind == "integer":
            values[parameter.name] = wide.get(parameter.name, int(parameter.default))
        else:
            values[parameter.name] = parameter.default
    return values


def reads_of_groups(made: Made, question: Question) -> bool:
    """Whether a question reads a table or view that may hold the figure of a group."""
    read = {table.name for table in sqlglot.parse_one(question.sql, dialect="duckdb").find_all(exp.Table)}
    columns = made.connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = current_database()"
    ).fetchall()
    return any(table in read and column.endswith(OF_GROUPS) for table, column in columns)


def names_an_occupation(made: Made, rows: list[tuple[object, ...]]) -> bool:
    """Whether a row speaks of an occupation or a group by its title, alone or in a list."""
    titles = {title for (title,) in made.connection.execute("select title from occupation").fetchall()}
    return any(titles.intersection(str(cell).split("; ")) for row in rows for cell in row if cell is not None)


def test_a_shared_figure_is_told_in_the_views_and_by_compare(made: Made, run: Run):
    left, right, group = one(
        made,
        "select left_occupation_id, right_occupation_id, left_group_id from comparison_metric "
        "where metric_id = 'annual_pay' and is_same_figure order by all limit 1",
    )
    titles = dict(made.connection.execute("select occupation_id, title from occupation").fetchall())
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]

    views = (
        "select caution = 'They are one figure, published for a group that both belong to.' from comparison_metric "
        "where metric_id = 'annual_pay' and left_occupation_id = $left and right_occupation_id = $right",
        "select is_same_pay_figure and annual_pay_gained is null from career_move "
        "where from_occupation_id = $left and to_occupation_id = $right",
        "select bool_and(group_id = $group and basis = 'inherited' and shared_by > 1) from occupation_pay "
        "where occupation_id in ($left, $right)",
        "select bool_and(pay_group_id = $group and pay_shared_by > 1) from occupation_profile "
        "where occupation_id in ($left, $right)",
    )
    given = {"left": left, "right": right, "group": group}
    for view in views:
        used = {name: value for name, value in given.items() if f"${name}" in view}
        assert made.connection.execute(view, used).fetchall() == [(True,)], view

    compared = ("-d", database, "compare", titles[left], titles[right])
    assert "\u2021" in run(*compared, "--format", "table").stdout
    wide, long = (rows_of(run(*compared, *more, "--format", "csv").stdout) for more in ((), ("--long",)))
    [pay] = [row for row in wide if row["metric_id"] == "annual_pay"]
    assert pay["is_same_figure"] == "true"
    assert {pay[f"{id_}_group"] for id_ in (left, right)} == {titles[group]}
    assert min(int(pay[f"{id_}_shared_by"]) for id_ in (left, right)) > 1
    assert any(row["metric_id"] == "annual_pay" for row in long)
    assert all(
        titles[group] in row.values() or row.get("basis") == "inherited"
        for row in long
        if row["metric_id"] == "annual_pay"
    )


@pytest.mark.thorough
def test_a_shared_figure_is_told_by_every_question(made: Made, tmp_path: Path):
    """Each row that speaks of one of two occupations of one group says whose figure it is and how many have it."""
    left, right, poorer = one(
        made,
        "select pair.left_occupation_id, pair.right_occupation_id, min(move.from_occupation_id) "
        "from comparison_metric as pair left join career_move as move on move.to_occupation_id = pair.right_occupation_id "
        "and move.annual_pay_gained > 0 and move.skills_to_learn >= 0 and move.degree_levels_to_add >= 0 "
        "where pair.metric_id = 'annual_pay' and pair.is_same_figure group by all order by all limit 1",
    )
    titles = dict(made.connection.execute("select occupation_id, title from occupation").fetchall())
    told, silent, of_no_group = set(), set(), set()
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]
    asked = Path(shutil.copy(database, tmp_path / "asked.duckdb"))  # a question closes its connection to settings
    with contextlib.closing(open_read_only(asked)) as connection:
        for name, question in Questions(None).items():
            is_of_one = any(parameter.kind == "occupation" for parameter in question.parameters)
            result = answer(connection, question, values_of(question, (left, right), left))
            # Nothing is to be told by rows that speak of no occupation, such as tenths of a scale, in which what is shared
            # counts once, nor where all that is read is each occupation's own, such as its ratings.
            if not reads_of_groups(made, question) or (result.rows and not names_an_occupation(made, result.rows)):
                of_no_group.add(name)
                continue
            rows = [dict(zip(result.columns, cells, strict=True)) for cells in result.rows]
            if is_of_one and "to_title" in result.columns:  # of where one may go: from elsewhere to the two
                result = answer(connection, question, values_of(question, (left, right), poorer or left))
                rows = [dict(zip(result.columns, cells, strict=True)) for cells in result.rows]
            if not is_of_one or "to_title" in result.columns:
                rows = [
                    row
                    for row in rows
                    if {titles[left], titles[right]} & set("; ".join(map(str, row.values())).split("; "))
                ]
            if not rows:
                silent.add(name)
            for row in rows:
                shared_by = [row[key] for key in row if key.endswith("shared_by") and not key.startswith("from")]
                measured_for = [row[key] for key in row if key.endswith("measured_for") or key == "occupations"]
                # A figure of the occupation's own beside those of its group, such as of a survey that asked it.
                is_own = row.get("basis") in ("observed", "derived") and row["shared_by"] == 1
                is_unnamed = row.get("measured_for") == "a wider group that the publisher does not name"
                is_lacking = row.get("lacking") is not None
                assert is_own or is_unnamed or is_lacking or (min(shared_by) > 1 and all(measured_for)), (name, row)
                if is_unnamed or max(each or 0 for each in shared_by) > 1:
                    told.add(name)
    expected = set(Questions(None)) - of_no_group
    assert {"most_openings", "pay_ranges", "raises_within_reach", "where_it_pays_best"} <= expected
    assert {"degree_premium", "most_similar", "skills_to_learn"} <= of_no_group
    assert expected - told == (silent if made.name != "small" else set())
    if made.name == "published":  # one release of the wage survey, which nothing changed since
        assert silent == {"biggest_changes"}


@pytest.mark.thorough
def test_beside_a_group_there_are_differences_and_no_star(made: Made, run: Run):
    """All workers and groups are a baseline: pay is so much more, jobs are a part of theirs, and none is the better one."""
    if made.name != "small":
        return
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]

    def compared(*ids: str) -> dict[str, dict[str, str]]:
        done = run("-d", database, "compare", *ids, "--format", "csv")
        assert "*" not in run("-d", database, "compare", *ids, "--format", "table").stdout
        return {row["metric_id"]: row for row in rows_of(done.stdout)}

    told = ("difference", "percent_difference", "is_beyond_error", "is_like_for_like", "is_same_figure", "caution")
    part = "One may be a part of the other: counts are not subtracted."
    below = compared("weaver", "all")
    assert [below["annual_pay"][name] for name in told] == ["10000", "20.0", "true", "true", "false", ""]
    assert [below["growth"][name] for name in told] == ["2.0", "", "", "true", "false", ""]
    assert [below["employment"][name] for name in told] == ["", "", "", "true", "false", part]
    above = compared("all", "weaver")
    assert [above["annual_pay"][name] for name in told[:3]] == ["-10000", "-16.7", "true"]
    own = compared("day", "group")
    assert [own["annual_pay"][name] for name in told[3:]] == ["true", "true", "They are one figure, that of the group."]
    assert [compared("group", "all")["annual_pay"][name] for name in told[:3]] == ["-30000", "-33.3", "true"]


def test_a_shared_figure_is_marked_in_every_picture_of_figures(made: Made, tmp_path: Path):
    """In each chart whose rows may be of a group the two that share a figure have a mark, and one with its own none."""
    if made.name != "small":
        return
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]
    asked = Path(shutil.copy(database, tmp_path / "asked.duckdb"))
    drawn = set()
    with contextlib.closing(open_read_only(asked)) as connection:
        for name, question in Questions(None).items():
            if question.chart is None or not reads_of_groups(made, question):
                continue
            result = answer(connection, question, values_of(question, ("night", "weaver"), "night"))
            names = {row[result.columns.index("basis")]: row for row in result.rows}
            assert "inherited" in names, name
            texts = list(map(html.unescape, re.findall(r">([^<>]+)<", charts.svg(question, result))))
            marked = [text for text in texts if text.startswith("\u2021 ") and "a group's figure" not in text]
            assert marked and not [text for text in marked if "Weaver" in text], (name, texts)
            assert all("Night Nurses" in text for text in marked) or name == "where_it_pays_best", (name, marked)
            assert "\u2021 a group's figure, which others share" in texts, (name, texts)
            drawn.add(name)
    assert {"pay_ranges", "growth_side_by_side", "degree_shares", "sex_and_race_shares", "where_it_pays_best"} <= drawn


@pytest.mark.thorough
def test_compare_says_whose_pay_is_not_published_apart_and_of_no_other(made: Made, run: Run):
    if made.name != "small":
        return
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]

    def words(*ids: str) -> str:
        return " ".join(run("-d", database, "compare", *ids, "--format", "table").stdout.split())

    apart = "The pay of {} is not published apart: Nurses as a group earn $90,000 a year on average."
    assert apart.format("Nurses and Night Nurses") in words("day", "night")
    # One more makes no figure of a group of it, in whatever order.
    for ids in itertools.permutations(("day", "night", "weaver")):
        text = words(*ids)
        assert "not published apart:" not in text and "more than that of a Weaver." in text, ids
        assert "The average pay of Nurses as a group (" in text, ids
    # A group beside its own has one figure with it, too.
    assert apart.format("Night Nurses") in words("group", "night")
    rows = rows_of(run("-d", database, "compare", "group", "night", "--format", "csv").stdout)
    same = {row["metric_id"]: (row["is_same_figure"], row["caution"]) for row in rows}
    assert same["annual_pay"] == same["female_share"] == ("true", "They are one figure, that of the group.")
    assert same["title"] == ("false", "")


def test_what_is_lacking_and_what_is_only_known_to_be_at_least_so_much_is_told(made: Made, tmp_path: Path):
    if made.name != "small":
        return
    database = one(made, "select path from duckdb_databases() where database_name = current_database()")[0]
    with contextlib.closing(open_read_only(Path(shutil.copy(database, tmp_path / "asked.duckdb")))) as connection:

        def asked(name: str, *columns: str, **values: object) -> list[tuple]:
            result = answer(connection, Questions(None)[name], values)
            return [tuple(row[result.columns.index(column)] for column in columns) for row in result.rows]

        ids = ("day", "judge", "singer", "spy", "hermit")
        ranges = asked(
            "pay_ranges", "title", "low_end_usd", "middle_usd", "middle_at_least_usd", "lacking", occupation=ids
        )
        assert ranges == [
            ("Judge", 100000, None, 239200, None), ("Nurses", 60000, 89000, None, None),
            ("Hermit", None, None, None, "not published"), ("Singer", None, None, None, "published by the hour alone"),
            ("Spy", None, None, None, "withheld"), ("All workers", 30000, 50000, None, None),
        ]  # fmt: skip
        growth = asked("growth_side_by_side", "title", "growth_pct", "lacking", occupation=("day", "hermit"))
        assert growth == [("Nurses", 5, None), ("Hermit", None, "not published"), ("All workers", 3, None)]
        stands = asked(
            "against_all_workers", "label", "number_value", "at_least_value", "difference", "stands", occupation="judge"
        )
        assert ("Annual wage, 90th percentile", None, 239200, None, "above all workers") in stands
        # Of which year a figure is, is told beside each.
        for name, year in (
            ("most_openings", "release_name"),
            ("pay_spread", "release_name"),
            ("degree_premium", "pay_from"),
        ):
            values = {each.name: int(each.default) if each.kind == "integer" else each.default for each in Questions(None)[name].parameters}  # fmt: skip
            assert {each for (each,) in asked(name, year, **values)} == {"Survey 2025"}, name
