"""A comparison as it is read: one screen that says what it leaves out, sections whole, sentences in English."""

from __future__ import annotations

import contextlib
import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Run, write_seeds
from processes import ended, on_terminal
from published_files import FOLDERS, REAL, made_from, make_published

from occupare.ask.comparison import Comparison, compare
from occupare.ask.summary import named, span
from occupare.ask.titles import Occupation
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder
from occupare.database import open_read_only
from occupare.write.comparison_text import comparison_text
from occupare.write.figures import figure
from occupare.write.readable import Column, counted, shown
from occupare.write.screen_layout import SCREEN_LINES, legend
from occupare.write.skill_story import FAMILIES, Skill, shared_by_all, told_apart, without_list
from occupare.write.table import below_titles, cell_width
from occupare.write.terminal import without_styles

WIDTHS = [60, 80, 100, 140]
TASKS = 3  # of each occupation of a pair


@pytest.fixture(scope="module", params=["bundled", *(pytest.param(name, marks=pytest.mark.slow) for name in FOLDERS)])
def database(request, tmp_path_factory, bundled) -> Path:
    """The bundled database, one of made-up files in the publishers' layouts, and the published one where it is here."""
    if request.param == "bundled":
        return bundled
    folder = tmp_path_factory.mktemp(request.param)
    downloads = REAL if request.param == "published" else make_published(folder / "downloads")
    made_from(request.param, downloads, folder).connection.close()
    return folder / "made.duckdb"


def compared(connection, count: int, seed: int) -> Comparison:
    rows = connection.execute(
        "select occupation_id, title, coalesce(plural_title = title, false) from occupation "
        "where occupation_kind = 'occupation' order by occupation_id"
    ).fetchall()
    chosen = random.Random(seed).sample(rows, min(count, len(rows)))
    return compare(connection, [Occupation(*row) for row in chosen], ())


def text_of_width(connection, comparison: Comparison, width: int, is_whole: bool, monkeypatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    return without_styles("".join(comparison_text(connection, comparison, is_whole))).splitlines()


def assert_the_promise(comparison: Comparison, screen: list[str], width: int) -> None:
    """On a terminal of 80 columns one screen holds two to ten occupations, and three main tasks of each of two."""
    ids = [occupation.occupation_id for occupation in comparison.occupations]
    if width >= 80 and len(ids) <= 10:
        assert len(screen) <= SCREEN_LINES, ids
    if len(ids) == 2:
        tasks = [line for line in comparison.lines() if line.family_metric_id == "responsibility"]
        known = sum(min(TASKS, sum(line.occupation_id == id_ for line in tasks)) for id_ in ids)
        told = [line for line in screen if re.match(r"- |Main tasks of .*( \[\d+\])?: ", line)]
        assert len(told) == known, ids


@pytest.mark.thorough
@pytest.mark.parametrize("count", [2, 3, 5, 10])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_comparison_fits_and_nothing_is_cut_without_a_word(database, count, width, monkeypatch):
    with contextlib.closing(open_read_only(database)) as connection:
        for seed in range(6):
            comparison = compared(connection, count, seed)
            titles = {occupation.title for occupation in comparison.occupations}
            screen = text_of_width(connection, comparison, width, False, monkeypatch)
            assert max(map(cell_width, screen)) <= width, titles
            text = " ".join(" ".join(screen).split())
            assert all(set(re.findall(r"\w+", title)) <= set(re.findall(r"\w+", text)) for title in titles)
            assert_the_promise(comparison, screen, width)
            if len(list(comparison.lines())) > 100:
                assert "Left out: " in text and "--all" in text
            whole = text_of_width(connection, comparison, width, True, monkeypatch)
            assert max(map(cell_width, whole)) <= width and "…" not in "".join(whole)
            shown = set(" ".join(whole).replace("*", " ").replace("‡", " ").replace("†", " ").split())
            for line in comparison.lines():
                expected = figure(line).replace("*", " ").replace("‡", " ").replace("†", " ").split()
                assert line.metric_id == "title" or set(expected) <= shown, line
            assert len(whole) >= len(screen) - 8 or len(list(comparison.lines())) < 50


def test_every_pair_has_three_tasks_of_each(database, monkeypatch):
    with contextlib.closing(open_read_only(database)) as connection:
        (count,) = connection.execute("select count(*) from occupation").fetchone()
        for seed in range(100, 106 if count < 20 else 160):
            comparison = compared(connection, 2, seed)
            assert_the_promise(comparison, text_of_width(connection, comparison, 80, False, monkeypatch), 80)


def test_letters_stand_for_titles_that_leave_no_room(connection, monkeypatch):
    comparison = compared(connection, 2, 0)
    long = "Setters, Operators, and Tenders of Machines for Metal, Plastic, and Wood, Number"
    titles = [f"{long} {number}, Except {long}" for number in "12"]
    occupations = [replace(each, title=title) for each, title in zip(comparison.occupations, titles, strict=True)]
    comparison = comparison._replace(occupations=occupations)
    screen = text_of_width(connection, comparison, 80, False, monkeypatch)
    assert_the_promise(comparison, screen, 80)
    text = " ".join(" ".join(screen).split())
    assert all(text.count(f"{letter} {title}") == 1 for letter, title in zip("AB", titles, strict=True))
    assert re.search(r"that of [AB]\.", text) and "Main tasks of A - " in text and "only for B (2: " in text
    wide = text_of_width(connection, comparison, 140, True, monkeypatch)
    assert "A" not in [line.strip() for line in wide], "a section whole has its titles"


def test_letters_stand_for_titles_of_many_where_figures_would_be_left_out(connection, monkeypatch):
    comparison = compared(connection, 6, 0)
    long = "Setters, Operators, and Tenders of Machines for Metal, Plastic, Wood, and Glass, Except by Hand, Number"
    many = [replace(each, title=f"{long} {number}") for number, each in enumerate(comparison.occupations)]
    for occupations in (comparison.occupations, many):
        screen = text_of_width(connection, comparison._replace(occupations=occupations), 80, False, monkeypatch)
        text = " ".join(" ".join(screen).split())
        assert len(screen) <= SCREEN_LINES and "for lack of room" not in text
        assert all(text.count(f"{occupation.title} ") >= 1 for occupation in occupations)
    assert all(any(line.startswith(f"{letter}  ") and "$" in line for line in screen) for letter in "ABCDEF"), screen
    assert list(legend(comparison._replace(occupations=[replace(many[0], title="Baker")] * 3), 30)) == [
        "A  Baker   B  Baker", "C  Baker",
    ]  # fmt: skip


def test_an_occupation_without_tasks_is_described_and_few_figures_left_out_are_named(connection, monkeypatch):
    both = [Occupation("service-manager", "Service Manager"), Occupation("senior-service-manager", "Senior Manager")]
    comparison = compare(connection, both, ())
    first, second = (occupation.occupation_id for occupation in comparison.occupations)
    of_text = next(line for line in comparison.lines() if line.value_kind == "text" and line.metric_id != "title")
    words = "They " + "knit and weave " * 40
    described = {
        id_: of_text._replace(occupation_id=id_, metric_id="description", text_value=words) for id_ in (first, second)
    }
    tasks = {
        id_: lines
        for id_, lines in comparison.metrics.items()
        if any(line.family_metric_id == "responsibility" for line in lines.values()) and second in lines
    }
    told = comparison._replace(metrics={"description": described} | tasks)
    screen = text_of_width(connection, told, 80, False, monkeypatch)
    title = comparison.occupations[0].title
    start = next(number for number, line in enumerate(screen) if line.startswith(f"{title}: They knit"))
    assert screen[start + 2].endswith(" …") and screen[start + 3].startswith("Main tasks of ")
    assert "Left out: Category, most responsibilities" in " ".join(screen[-2:])
    bare = comparison._replace(metrics={"description": described, "soc_code": {first: of_text}})
    screen = text_of_width(connection, bare, 80, False, monkeypatch)
    assert sum(line.endswith(" …") for line in screen) == 2
    assert screen[-1].startswith(f"Left out: {of_text.label}; --section shows one")


def test_below_titles_a_title_stands_before_its_columns_or_above_them():
    columns = [
        Column("Median pay", ["$50,060", "$130,000*"], True),
        Column("Entry", ["None", "Bachelor's degree"], False),
    ]
    assert below_titles(["Bakers", "Actuaries"], columns, 60)[2:] == [
        "Bakers        $50,060  None", "Actuaries   $130,000*  Bachelor's degree",
    ]  # fmt: skip
    for width in range(28, 34):  # a letter never has a line of its own
        told = [line.split() for line in below_titles(["A", "B"], columns, width)]
        assert ["A", "$50,060", "None"] in told and ["A"] not in told and ["B"] not in told, width
    assert below_titles(["Bakers", "Actuaries of the insured"], columns, 36)[2:] == [
        "Bakers", "     $50,060  None", "Actuaries of the insured", "   $130,000*  Bachelor's degree",
    ]  # fmt: skip


def test_that_the_self_employed_are_left_out_is_told_where_they_are_many(connection, monkeypatch):
    comparison = compared(connection, 2, 0)
    pay = comparison.metrics["annual_pay"]
    shares = {
        id_: line._replace(metric_id="self_employed_share", unit="percent", decimals=1, number_value=Decimal(share))
        for (id_, line), share in zip(pay.items(), ("19.9", "62.6"), strict=True)
    }
    told = f"Wage surveys leave out the self-employed: 62.6% of {comparison.occupations[1].title}"
    for metrics in ({}, {"self_employed_share": shares}):
        told_of = comparison._replace(metrics=comparison.metrics | metrics)
        for is_whole in (False, True):
            text = " ".join(" ".join(text_of_width(connection, told_of, 80, is_whole, monkeypatch)).split())
            assert (told in text) is bool(metrics) and "19.9% of" not in text


@pytest.mark.parametrize(
    ("low", "high", "is_open", "expected"),
    [
        ("0", "0", False, "none"), ("0", "0.0833", False, "up to 1 month"), ("0.25", "0.5", False, "3–6 months"),
        ("0.5", "1", False, "6–12 months"), ("4", "6", False, "4–6 years"), ("1", "1", False, "1 year"),
        ("10", None, True, "more than 10 years"), ("2", None, False, "at least 2 years"), (None, "4", False, "up to 4 years"),
        (None, None, False, ""),
    ],
)  # fmt: skip
def test_experience_is_said_in_years_or_months(low, high, is_open, expected):
    assert span(low and Decimal(low), high and Decimal(high), is_open, "–") == expected


def test_one_is_said_in_the_singular():
    assert [shown(value, "percentage points", 0) for value in (1, -1, 2)] == ["1 point", "-1 point", "2 points"]
    assert [counted(value, "years") for value in (Decimal("1.00"), Decimal("0.5"), 2)] == ["year", "years", "years"]


def test_the_screen_of_a_pair_tells_the_story(bundled):
    code, shown, errors = on_terminal(80, "-d", bundled, "compare", "service manager", "senior service manager")
    shown = without_styles(shown)
    assert (code, errors) == (0, "") and len(shown.splitlines()) <= SCREEN_LINES
    for words in (
        r"Average pay +\$74,009 +\$129,065\* +\+\$55,056 \(\+74\.4%\)", r"Stated experience +4–6 years +6–8 years",
        r"only for Service Manager \(5: POS 12%", r"more for Senior Service Manager \(1: Project Management \+2 points\)",
        "Main tasks of Service Manager", r"Source: Career pages", r"Left out: .*--all everything",
    ):  # fmt: skip
        assert re.search(words, " ".join(shown.split()) if "Left" in words else shown), words


def test_no_skill_is_more_by_nothing(connection):
    comparison = compared(connection, 2, 0)
    amounts = {"Listening": "0.00", "Negotiation": "0.004", "Writing": "0.25"}
    skills = [
        Skill("rated", "left", name, "points from 1 to 5", Decimal(amount), False, "left")
        for name, amount in amounts.items()
    ]
    words = {"both": "both", "only": "only", "more": "more", "unknown": "unknown"}
    names = told_apart(comparison, skills, words)["more"]
    assert (
        names[0] == "Listening" and names[1].startswith("Negotiation +0.004") and names[2].startswith("Writing +0.25")
    )


def test_all_ask_for_what_is_important_for_all_and_who_has_no_ratings_is_named(connection):
    comparison = compared(connection, 3, 0)
    line, family = next(comparison.lines()), FAMILIES["rated"]
    ids = [occupation.occupation_id for occupation in comparison.occupations]
    ratings = {"Speaking": ("3", "4.5", "3.12"), "Science": ("4", "2.99", "4"), "Writing": ("4", "4")}
    metrics = {
        name: {
            id_: line._replace(
                occupation_id=id_, family_metric_id=family, entry_text=name, number_value=Decimal(number)
            )
            for id_, number in zip(ids, numbers, strict=False)
        }
        for name, numbers in ratings.items()
    }
    assert shared_by_all(comparison._replace(metrics=metrics), family) == ["Speaking"]
    assert without_list(comparison._replace(metrics=metrics), family) == []
    only_writing = comparison._replace(metrics={"Writing": metrics["Writing"]})
    assert without_list(only_writing, family) == [comparison.occupations[2].title]
    assert shared_by_all(only_writing, family, 1) == ["Writing"], "what the others share is told all the same"


def test_a_section_is_shown_whole(bundled, run: Run):
    asked = ["-d", bundled, "compare", "service manager", "senior service manager", "--format", "table"]
    skills = ended(run(*asked, "--section", "skills")).stdout
    assert re.search(r"Project Management +5% \(rank 6\) +7% \(rank 1\) +\+2 points", skills) and "Tasks" not in skills
    tasks = ended(run(*asked, "--section", "responsibilities")).stdout
    assert tasks.count(" 1. ") == 2 and "…" not in tasks and "Skills" not in tasks
    everything = ended(run(*asked, "--all")).stdout
    assert all(word in everything for word in ("Overview", "Pay\n", "Education", "Demographics", "Skills", "Tasks"))


def test_a_blank_title_is_named_by_its_id(run: Run, tmp_path):
    seeds = write_seeds(
        tmp_path / "seeds",
        occupation="occupation_id | title\na | Baker\nb | MILLER",
        pay="occupation_id | annual_stated_usd\na | 10000\nb | 20000",
    )
    (seeds / "occupation.csv").write_text('occupation_id,title\na,"   "\nb,MILLER\n')
    with contextlib.suppress(Exception):  # seeds may refuse such a title
        build(tmp_path / "blank.duckdb", [SeedFolder("seeds", seeds)])
        ended(run("-d", tmp_path / "blank.duckdb", "compare", "a", "b", "--format", "table"))
    assert named(Occupation("a", "  ")) == "an a"


@pytest.mark.parametrize(
    "expected",
    [
        "a European buyer", "an X-ray technician", "an HR Manager", "an EDITOR", "a NURSE", "a Urologist", "an Usher",
        "an Urban planner", "a University dean", "an Undertaker", "a One-man band", "an Honorary consul", "an MRI Tech",
        "a U.S. Marshal", "a UX Designer", "an 8-bit artist", "an 11th-grade teacher", "a 3D artist", "an Émigré",
        "a User tester", "an (Acting) Manager", "a Baker", "an SQL developer",
    ],
)  # fmt: skip
def test_the_article_is_the_spoken_one(expected):
    assert named(Occupation("x", expected.split(" ", 1)[1])) == expected
    assert named(Occupation("x", "Bakers", is_plural=True)) == "Bakers"
