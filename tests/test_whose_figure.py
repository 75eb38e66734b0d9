"""What may be published from the answers: whose figure it is, how to add up, what is unlike and what lies within errors.

The figures are those of the published files, where they are on this machine; the made-up ones come along.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import duckdb
import pytest
from conftest import ROOT, write_seeds
from published_files import FOLDERS, REAL, Made, made_from, make_published

from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

SEEDS = {
    "occupation": """
        occupation_id | title                     | occupation_kind
        all           | All workers               | all
        nurses        | Nurses                    | group
        day           | Day Nurses                | occupation
        night         | Night Nurses              | occupation
        weaver        | Weavers                   | occupation
        potter        | Potters                   | occupation
        judge         | Judges                    | occupation
        smith         | Smiths                    | occupation
        tanner        | Tanners                   | occupation
        other         | Guards, All Other         | group""",
    "source": """
        source_id | source_name | publisher | caution_over_time
        survey    | Survey      | Office    | Not a series.
        census    | Census      | Office    |""",
    "release": """
        release_id  | source_id | release_name | precedence | classification
        survey-2013 | survey    | Survey 2013  | 10         | SOC 2010
        survey-2024 | survey    | Survey 2024  | 20         | SOC 2018
        survey-2025 | survey    | Survey 2025  | 30         | SOC 2018
        census-2025 | census    | Census 2025  | 40         |""",
    "definition": """
        definition_id | metric_id        | meaning
        mean          | annual_pay       | Mean.
        p90           | annual_pay_p90   | Percentile.
        jobs          | employment       | Jobs.
        zone          | job_zone         | From 2 to 5.
        old-zone      | job_zone         | From 1 to 5.
        top           | top_degree       | Most common.
        top-share     | top_degree_share | Its share.
        bachelor      | bachelors_share  | Share.
        school        | high_school_share | Share.
        rse           | annual_pay_relative_standard_error | Error.
        jobs-rse      | employment_relative_standard_error | Error.""",
    "source_metric": """
        source_id | metric_id        | definition_id
        survey    | annual_pay       | mean
        survey    | annual_pay_p90   | p90
        survey    | employment       | jobs
        survey    | annual_pay_relative_standard_error | rse
        survey    | employment_relative_standard_error | jobs-rse
        survey    | job_zone         | zone
        census    | top_degree       | top
        census    | top_degree_share | top-share
        census    | bachelors_share  | bachelor
        census    | high_school_share | school""",
    "release_metric": """
        release_id  | metric_id | definition_id
        survey-2013 | job_zone  | old-zone""",
    "former_title": """
        occupation_id | release_id  | title                | has_other_members
        weaver        | survey-2013 | Spinners and Weavers |
        nurses        | survey-2013 | Nurses               | true""",
    "measured_for": """
        occupation_id | source_id | group_id | is_whole_group | crosswalk
        day           | survey    | nurses   | false          | One group
        night         | survey    | nurses   | false          | One group""",
    "pay": """
        occupation_id | release_id  | area_id | industry_id | employment | annual_mean_usd | annual_p90_usd | mean_rse_pct | employment_rse_pct
        all           | survey-2025 | US      | all         | 1000000    | 60000           | 90000          | 0.1          | 0.1
        nurses        | survey-2025 | US      | all         | 301        | 90000           | 120000         | 1.0          | 2.0
        weaver        | survey-2025 | US      | all         | 100        | 50000           | 80000          | 2.0          | 5.0
        potter        | survey-2025 | US      | all         | 200        | 52000           | 81000          | 2.0          | 5.0
        judge         | survey-2025 | US      | all         | 50         | 150000          |                | 1.0          | 9.0
        weaver        | survey-2024 | US      | all         | 100        | 49500           | 79000          | 2.0          | 5.0
        potter        | survey-2024 | US      | all         | 200        | 40000           | 70000          | 2.0          | 5.0
        smith         | survey-2013 | US      | all         | 40         |                 |                |              |
        tanner        | survey-2024 | US      | all         | 30         |                 |                |              |
        weaver        | survey-2013 | US      | all         | 900        | 30000           | 50000          | 2.0          | 5.0
        other         | survey-2025 | US      | all         | 300        | 40000           |                | 2.0          | 5.0
        other         | survey-2013 | US      | all         | 990        | 30000           |                | 2.0          | 5.0
        nurses        | survey-2013 | US      | all         | 200        | 60000           |                | 2.0          | 5.0""",
    "pay_unpublished": """
        occupation_id | release_id  | area_id | industry_id | pay_column     | reason   | at_least_usd
        judge         | survey-2025 | US      | all         | annual_p90_usd | at_least | 239200""",
    "job_zone": """
        occupation_id | release_id  | job_zone
        weaver        | survey-2013 | 1
        weaver        | survey-2025 | 2""",
    "degree_share": """
        occupation_id | release_id  | basis    | degree_id   | share_pct | is_from_wider_group
        weaver        | census-2025 | attained | high-school | 60        |
        weaver        | census-2025 | attained | bachelors   | 40        |
        potter        | census-2025 | attained | high-school | 30        | true
        potter        | census-2025 | attained | bachelors   | 70        | true
        judge         | census-2025 | attained | high-school | 30        | true
        judge         | census-2025 | attained | bachelors   | 70        | true""",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    """A database of a group of two, of figures with errors, and of codes and scales that changed."""
    folder = tmp_path_factory.mktemp("answers")
    seeds = write_seeds(folder / "seeds", **SEEDS)
    build(folder / "answers.duckdb", [SeedFolder("seeds", seeds)])
    with duckdb.connect(str(folder / "answers.duckdb"), read_only=True) as opened:
        yield opened


def pair(small, left: str, right: str, metric: str, columns: str):
    return small.execute(
        f"select {columns} from comparison_metric "
        "where left_occupation_id = ? and right_occupation_id = ? and metric_id = ?", [left, right, metric],
    ).fetchone()  # fmt: skip


def test_a_profile_is_of_occupations_and_counts_each_group_once(small):
    assert small.execute("select count(*), count(distinct title) from occupation_profile").fetchone() == (7, 7)
    assert small.execute("select occupation_id from group_profile order by all").fetchall() == [
        ("all",), ("nurses",), ("other",),
    ]  # fmt: skip
    assert small.execute(
        "select sum(employment), sum(employment / pay_shared_by) from occupation_profile"
    ).fetchone() == (301 * 2 + 350 + 70, 721)
    assert small.execute(
        "select pay_basis, pay_group_id, pay_shared_by from occupation_profile where occupation_id = 'day'"
    ).fetchone() == ("inherited", "nurses", 2)


def test_two_of_one_group_have_one_figure(small):
    facts = "is_same_figure, difference, better_side, is_beyond_error, left_shared_by"
    assert pair(small, "day", "night", "annual_pay", facts) == (True, 0, None, None, 2)
    assert pair(small, "day", "weaver", "annual_pay", facts) == (False, -40000, "left", True, 2)


def test_equal_shares_of_groups_without_a_name_cannot_be_told_apart(small):
    assert pair(small, "potter", "judge", "bachelors_share", "left_basis, left_group_id, left_shared_by") == (
        "inherited", None, None,
    )  # fmt: skip
    assert pair(small, "potter", "judge", "bachelors_share", "is_same_figure") == (None,)
    assert pair(small, "weaver", "judge", "bachelors_share", "is_same_figure") == (False,)


def test_shares_of_different_degrees_are_unlike(small):
    facts = "is_like_for_like, difference, percent_difference, better_side"
    assert pair(small, "weaver", "judge", "top_degree_share", facts) == (False, None, None, None)
    assert pair(small, "potter", "judge", "top_degree_share", facts) == (True, 0, None, None)
    wide = small.execute(
        "select top_degree_share_difference, bachelors_share_difference from comparison "
        "where left_occupation_id = 'weaver' and right_occupation_id = 'judge'"
    ).fetchone()
    assert wide == (None, 30)


def test_a_difference_within_its_error_has_no_better_side(small):
    # 1.96 times the root of 1000² + 1040².
    facts = "difference, difference_margin, is_beyond_error, better_side"
    assert pair(small, "weaver", "potter", "annual_pay", facts) == (2000, Decimal("2827.8392"), False, None)
    assert pair(small, "weaver", "judge", "annual_pay", facts)[2:] == (True, "right")
    # A percentile has no published error; a top-coded one is the higher.
    assert pair(small, "weaver", "potter", "annual_pay_p90", facts) == (1000, None, None, "right")
    assert pair(small, "weaver", "judge", "annual_pay_p90", facts) == (None, None, None, "right")
    beside = small.execute(
        "select difference, is_beyond_error from metric_beside_all_workers "
        "where occupation_id = 'potter' and metric_id = 'annual_pay'"
    ).fetchone()
    assert beside == (-8000, True)


def changes(small, occupation: str, metric: str, columns: str):
    return small.execute(
        f"select {columns} from figure_change where occupation_id = ? and metric_id = ? order by release_id",
        [occupation, metric],
    ).fetchall()


def test_a_change_says_what_it_may_not_be_read_as(small):
    facts = "earlier_title, is_same_meaning, difference, is_beyond_error, caution"
    moved = "The code is of another edition (SOC 2010, then SOC 2018) and does not mean the same occupations."
    assert changes(small, "weaver", "annual_pay", facts) == [
        ("Spinners and Weavers", False, None, None, moved), ("Weavers", True, 500, False, "Not a series."),
    ]  # fmt: skip
    assert changes(small, "potter", "annual_pay", facts) == [("Potters", True, 12000, True, "Not a series.")]
    assert changes(small, "other", "employment", facts)[0][1:3] == (False, None)
    # A group of one title that is made up of others.
    unknown = "The code is of another edition (SOC 2010, then SOC 2018) and its group is not known to hold the same occupations."
    assert changes(small, "nurses", "annual_pay", facts) == [("Nurses", False, None, None, unknown)]
    # The scale, not the work, has changed.
    assert changes(small, "weaver", "job_zone", "is_like_for_like, difference") == [(False, None)]


def test_a_comparison_says_what_it_may_not_be_read_as(small):
    assert pair(small, "day", "night", "annual_pay", "caution") == (
        "They are one figure, published for a group that both belong to.",
    )
    assert pair(small, "weaver", "judge", "top_degree_share", "caution") == (
        "They are defined differently, or of different entries.",
    )
    assert pair(small, "weaver", "judge", "annual_pay", "caution") == (None,)
    assert pair(small, "weaver", "smith", "employment", "caution") == (
        "They are of two classifications (SOC 2018 and SOC 2010), in which one code may mean different occupations.",
    )
    assert pair(small, "weaver", "tanner", "employment", "caution") == (
        "They are of two releases (Survey 2025 and Survey 2024).",
    )


def test_openings_that_round_to_none_are_fewer_than_so_many(made: Made):
    facts = "number_value, text_value, value_status"
    if made.name == "published":
        assert one(
            made,
            f"select {facts} from occupation_metric where occupation_id = '29-1243.00' and metric_id = 'openings_per_year'",
        ) == (None, "fewer than 50", "below")
        assert one(made, "select count(*) from occupation_outlook where openings_per_year_below = 50") == (4,)
    assert one(made, "select count(*) from occupation_profile where openings_per_year = 0") == (0,)


def test_figures_multiply_and_add_up(small):
    total, mean = small.execute(
        "select sum(pay.number_value * jobs.number_value / jobs.shared_by), "
        "sum(pay.number_value * jobs.number_value / jobs.shared_by) / sum(jobs.number_value / jobs.shared_by) "
        "from occupation_metric as pay inner join occupation_metric as jobs using (occupation_id) "
        "where pay.metric_id = 'annual_pay' and jobs.metric_id = 'employment' "
        "and occupation_id in (from occupation_profile select occupation_id)"
    ).fetchone()
    assert total == 301 * 90000 + 100 * 50000 + 200 * 52000 + 50 * 150000 and mean == total / 651
    assert pair(small, "day", "judge", "annual_pay", "left_number * right_number") == (13_500_000_000,)


@pytest.fixture(scope="module", params=FOLDERS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("published")
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    return made_from(request.param, downloads, folder)


def one(made: Made, sql: str):
    return made.connection.execute(sql).fetchone()


def test_published_employment_adds_up(made: Made):
    once, groups = one(
        made,
        "select sum(employment / pay_shared_by), count(distinct pay_group_id) filter (employment is not null) "
        "from occupation_profile",
    )
    by_group = one(
        made,
        "select sum(employment) from group_profile where occupation_id in (select pay_group_id from occupation_profile)",
    )[0]
    assert round(once, 6) == by_group
    mean = one(
        made,
        "select sum(annual_pay * employment / pay_shared_by) / sum(employment / pay_shared_by) "
        "from occupation_profile where annual_pay is not null",
    )[0]
    if made.name == "published":
        assert (round(once, 6), groups, round(mean)) == (155_481_840, 830, 69_735)


def test_every_pair_of_one_group_is_told_so(made: Made):
    shared, same, better = one(
        made,
        "select count(*) filter (left_group_id = right_group_id and left_release_id = right_release_id), "
        "count(*) filter (is_same_figure), count(*) filter (is_same_figure and better_side is not null) "
        "from comparison_metric where metric_id = 'employment'",
    )
    assert (shared, better) == (same, 0)
    if made.name == "published":
        assert same == 708


def test_published_major_groups_are_met(made: Made):
    """What the occupations of a major group add up to, counted once, is the publisher's own row but for rounding and what is withheld."""
    rows = made.connection.execute(
        "select major.occupation_id, major.employment, sum(profile.employment / profile.pay_shared_by) "
        "from occupation_profile as profile inner join group_profile as major "
        "on major.occupation_id = left(profile.pay_group_id, 2) || '-0000' and major.group_level = 'major' group by all"
    ).fetchall()
    if made.name == "published":
        assert len(rows) == 22
        assert all(0.97 * published <= total <= published + 100 for _, published, total in rows), rows


def test_published_shares_of_unnamed_groups_are_inherited(made: Made):
    wider = one(made, "select count(distinct occupation_id) from degree_share where is_from_wider_group")[0]
    told = one(
        made,
        "select count(*) from occupation_metric inner join occupation using (occupation_id) "
        "where metric_id = 'bachelors_share' and occupation_kind = 'group' and basis = 'inherited' and group_id is null",
    )[0]
    assert wider == told
    if made.name == "published":
        assert wider == 459


def test_the_wide_comparison_says_what_the_long_one_does(made: Made):
    ids = [row[0] for row in made.connection.execute("select occupation_id from occupation_profile limit 6").fetchall()]
    for left, right in itertools.pairwise(ids):
        wide = made.connection.execute(
            "select * from comparison where left_occupation_id = ? and right_occupation_id = ?", [left, right]
        )
        cells = dict(zip([column[0] for column in wide.description], wide.fetchone(), strict=True))
        for metric, difference in made.connection.execute(
            "select metric_id, difference from comparison_metric "
            "where left_occupation_id = ? and right_occupation_id = ? and left_text is null and right_text is null "
            "and metric_id not like 'experience%' and unit is not null", [left, right],
        ).fetchall():  # fmt: skip
            wider = cells[f"{metric}_difference"]
            assert (wider is None) == (difference is None), metric
            # The wide columns have the metric's decimals.
            assert difference is None or abs(wider - difference) <= Decimal("0.1"), metric


PAGE = re.findall(r"```sql\n(.*?)```", (ROOT / "schema" / "FIGURES.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", PAGE, ids=lambda query: query.split("from ")[1].split()[0])
def test_a_query_of_the_page_on_figures_runs(made: Made, query: str):
    rows = made.connection.execute(query).fetchall()
    if made.name == "published":
        assert rows
        if "as jobs" in query:
            assert (round(rows[0][0], 6), round(rows[0][1])) == (155_481_840, 69_735)


def test_the_counts_that_the_page_on_figures_tells(made: Made):
    """What the text of the page says in numbers is so in the published files."""
    if made.name != "published":
        return
    text = " ".join((ROOT / "schema" / "FIGURES.md").read_text(encoding="utf-8").split())
    occupations, sharing, groups = one(
        made,
        "select count(*), count(*) filter (pay_shared_by > 1), count(distinct pay_group_id) filter (pay_shared_by > 1) "
        "from occupation_profile",
    )
    assert f"Of {occupations:,} occupations {sharing} share {groups} groups of the wage survey" in text
    wider = one(made, "select count(distinct occupation_id) from degree_share where is_from_wider_group")[0]
    assert f"({wider} lines of attained education)" in text
    assert one(made, "select pay_group_id from occupation_profile where title = 'Acute Care Nurses'") == ("29-1141",)


def test_the_rows_of_a_table_are_found_by_occupation(made: Made):
    """Each row of a table of facts is there by occupation: once for its own, once for each that is measured in its group."""
    for table, key in {
        "pay": "release_id, area_id, industry_id",
        "outlook": "release_id",
        "age": "release_id, age_statistic",
        "degree_share": "release_id, basis, degree_id",
        "demographic_share": "release_id, dimension, demographic_group",
    }.items():
        by_occupation = f"occupation_{table}"
        comment = one(made, f"select comment from duckdb_tables() where table_name = '{table}'")[0]
        assert comment.endswith(f"By occupation: {by_occupation}.")
        columns = {name for (name, *_) in made.connection.execute(f"describe {table}").fetchall()} - {"group_level"}
        shown = {name for (name, *_) in made.connection.execute(f"describe {by_occupation}").fetchall()}
        assert columns | {"measured_id", "group_id", "shared_by", "basis"} <= shown
        twice = one(made, f"select count(*) - count(distinct (occupation_id, {key})) from {by_occupation}")
        assert twice == (0,), table
        if made.name == "published":
            groups = made.connection.execute(
                f"select distinct group_id, shared_by from {by_occupation} where occupation_id = '29-1141.01'"
            ).fetchall()
            own = {(None, 1)} if table == "degree_share" else set()  # O*NET asks acute care nurses themselves.
            household = table in ("age", "demographic_share")
            assert set(groups) - own == {("cps-registered-nurses" if household else "29-1141", 5)}, (table, groups)


def test_leaders_and_changes_are_found_by_occupation(made: Made):
    """What is computed from rows of groups is there for each occupation that is measured in one."""
    for view, key in {"best_paying": "release_id, leader_kind", "figure_change": "release_id, metric_id"}.items():
        comment = one(made, f"select comment from duckdb_views() where view_name = '{view}'")[0]
        assert comment.endswith(f"By occupation: occupation_{view}.")
        twice = one(
            made, f"select count(*) - count(distinct (occupation_id, {key}, measured_id)) from occupation_{view}"
        )
        assert twice == (0,)
    unlike = made.connection.execute(
        "select occupation_id, text_value, leader_text from occupation_metric inner join occupation_best_paying "
        "using (occupation_id, measured_id, release_id) where occupation_metric.metric_id = 'best_paying_' || leader_kind "
        "and text_value <> leader_text"
    ).fetchall()
    assert unlike == []
    if made.name == "published":
        nurses = one(
            made,
            "select leader_name, annual_mean_usd, leader_employment, within_error_count, basis, group_id, shared_by "
            "from occupation_best_paying where occupation_id = '29-1141.01' and leader_kind = 'state'",
        )
        assert nurses == ("California", 150_280, 338_940, 0, "inherited", "29-1141", 5)
        changed = one(
            made,
            "select metric_id, difference, basis, shared_by from occupation_figure_change where occupation_id = '29-1141.01'",
        )
        assert changed == ("people_employed", 56_000, "inherited", 5)


def test_employment_says_whom_it_leaves_out(made: Made):
    for table in ("occupation_profile", "group_profile", "profile", "pay", "occupation_pay"):
        comment = one(
            made, f"select comment from duckdb_columns() where table_name = '{table}' and column_name = 'employment'"
        )[0]
        assert "self-employed" in comment and "self_employed" in comment.replace("self-employed", ""), table
    if made.name == "published":  # of farmers the wage survey counts a hundredth
        assert one(
            made,
            "select employment, projection_start_employment, self_employed_share from occupation_profile "
            "where title like 'Farmers, Ranch%'",
        ) == (6500, 836_100, Decimal("62.6"))


def test_published_pay_by_occupation_adds_up_and_says_a_mean_once(made: Made):
    if made.name != "published":
        return
    jobs, rows, without_mean = one(
        made,
        "select sum(employment / shared_by), count(*), "
        "count(*) filter (annual_mean_usd is null and hourly_mean_usd is null and reason is null) from occupation_pay where area_id = 'US' and industry_id = 'all' and release_id = 'oews-2025'",
    )
    assert (round(jobs, 6), rows, without_mean) == (155_481_840, 995, 0)
    for occupation, places in (("29-1141.00", 51), ("29-1141.01", 51)):
        assert one(
            made,
            "select count(annual_mean_usd), count(mean_rse_pct), count(location_quotient) from occupation_pay "
            f"where occupation_id = '{occupation}' and area_kind = 'state' and industry_id = 'all'",
        ) == (places, places, places)
