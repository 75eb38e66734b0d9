"""Random seeds of many sizes, built and asked, beside the same answers worked out in plain Python from the same rows.

Every figure of every pair with its differences, every skill between two occupations, and every move from one to another.
"""

from __future__ import annotations

import csv
import itertools
import random
import shutil
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
from conftest import ROOT

from long.tally import Chance, Tally
from occupare.build.building import build
from occupare.build.seed_folders import SeedFolder

SIZES = (1, 2, 3, 5, 8, 13, 21, 34, 55)  # occupations; all pairs of each are looked at
ROUNDS = 5  # other seeds of each size
KEPT = ("source", "release", "source_metric", "definition", "demographic_base")
RELEASE = "career-pages"
FAULTS_SHOWN = 5


def read(folder: str, name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


METRICS = {row["metric_id"]: row for row in read("vocabulary", "metric")}
DEGREES = {row["degree_id"]: row for row in read("vocabulary", "degree")}
GENDERS = {row["demographic_group"]: row["metric_id"] for row in read("vocabulary", "demographic_group")}

Row = dict[str, object]


class Seeds:
    """Made-up occupations: what is said of each, some of it missing, as the numbers that they are."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self.ids = [f"o{number}" for number in range(count)]
        self.pay: dict[str, tuple[int, int, int]] = {}
        self.growth: dict[str, int] = {}
        self.openings: dict[str, int] = {}
        self.months: dict[str, tuple[int, int | None]] = {}
        self.degree: dict[str, tuple[str, int]] = {}
        self.age: dict[str, int] = {}
        self.men: dict[str, Decimal] = {}
        self.skills: dict[str, dict[str, tuple[int, Decimal | None]]] = {}
        pool = [f"s{number}" for number in range(max(3, count))]
        stated = [row for row in DEGREES if row in ("high-school", "associates", "bachelors", "masters", "doctorate")]
        for each in self.ids:
            if chance.random() < 0.9:
                low, middle, high = sorted(chance.choice([chance.randint(1, 9), chance.randint(15_000, 400_000)]) + 15_000 for _ in range(3))  # fmt: skip
                self.pay[each] = (low, middle, high)
            if chance.random() < 0.8:
                self.growth[each] = chance.choice([0, chance.randint(-40, 60)])
            if chance.random() < 0.8:
                self.openings[each] = chance.randint(0, 3) if chance.random() < 0.2 else chance.randint(1, 10**6)
            if chance.random() < 0.8:
                years = chance.randint(0, 9)
                self.months[each] = (12 * years, None if chance.random() < 0.2 else 12 * (years + chance.randint(0, 5)))
            if chance.random() < 0.8:
                self.degree[each] = (chance.choice(stated), chance.randint(0, 100))
            if chance.random() < 0.8:
                self.age[each] = chance.randint(18, 70)
            if chance.random() < 0.8:
                self.men[each] = Decimal(chance.randint(0, 1000)) / 10
            if chance.random() < 0.9:
                listed = chance.sample(pool, chance.randint(1, min(12, len(pool))))
                shares = [None if chance.random() < 0.2 else Decimal(chance.choice([5, chance.randint(1, 100)])) for _ in listed]  # fmt: skip
                self.skills[each] = {skill: (at, share) for at, (skill, share) in enumerate(zip(listed, shares, strict=True), 1)}  # fmt: skip
        self.pool = pool

    def write(self, folder: Path) -> None:
        """Write them as a seed folder, beside the definitions of the bundled source."""
        folder.mkdir()
        for name in KEPT:
            shutil.copy(ROOT / "seeds" / "career_pages" / f"{name}.csv", folder)
        for name, header, rows in self._tables():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header.split(), *rows])

    def _tables(self) -> Iterator[tuple[str, str, list[tuple[object, ...]]]]:
        yield "occupation", "occupation_id release_id title", [(each, RELEASE, f"Title of {each}") for each in self.ids]
        pay = [(each, RELEASE, middle, low, high) for each, (low, middle, high) in self.pay.items()]
        yield "pay", "occupation_id release_id annual_stated_usd annual_low_usd annual_high_usd", pay
        either = sorted(self.growth.keys() | self.openings.keys())
        outlook = [(each, RELEASE, self.growth.get(each, ""), self.openings.get(each, "")) for each in either]
        yield "outlook", "occupation_id release_id growth_pct openings_stated", outlook
        months = [(each, RELEASE, low, "" if high is None else high) for each, (low, high) in self.months.items()]
        yield "experience", "occupation_id release_id months_min months_max", months
        degrees = [(each, RELEASE, "stated", *degree) for each, degree in self.degree.items()]
        yield "degree_share", "occupation_id release_id basis degree_id share_pct", degrees
        yield "age", "occupation_id release_id age_statistic age_years", [(each, RELEASE, "mean", age) for each, age in self.age.items()]  # fmt: skip
        shares = [(each, RELEASE, "gender", group, share) for each, men in self.men.items() for group, share in (("male", men), ("female", 100 - men))]  # fmt: skip
        yield "demographic_share", "occupation_id release_id dimension demographic_group share_pct", shares
        yield "skill", "skill_id skill_name", [(skill, f"Skill {skill}") for skill in self.pool]
        listed = [
            (each, skill, RELEASE, at, "" if share is None else share)
            for each, skills in self.skills.items()
            for skill, (at, share) in skills.items()
        ]
        yield "occupation_skill", "occupation_id skill_id release_id list_position share_pct", listed


def figures(seeds: Seeds, each: str) -> dict[str, Decimal | str]:
    """Return the figures of an occupation by metric, rounded as they are printed."""
    found: dict[str, Decimal | str] = {"title": f"Title of {each}"}
    numbers: dict[str, Decimal | int] = {}
    if each in seeds.pay:
        numbers["annual_pay_low"], numbers["annual_pay"], numbers["annual_pay_high"] = seeds.pay[each]
        numbers["hourly_pay"] = Decimal(seeds.pay[each][1]) / 2080
    if each in seeds.growth:
        numbers["growth"] = seeds.growth[each]
    if each in seeds.openings:
        numbers["job_openings"] = seeds.openings[each]
    if each in seeds.months:
        low, high = seeds.months[each]
        numbers["experience_years_min"] = Decimal(low) / 12
        if high is not None:
            numbers["experience_years_max"] = Decimal(high) / 12
    if each in seeds.age:
        numbers["average_age"] = seeds.age[each]
    if each in seeds.men:
        numbers |= {GENDERS["male"]: seeds.men[each], GENDERS["female"]: 100 - seeds.men[each]}
    if each in seeds.degree:
        found["top_degree"] = DEGREES[seeds.degree[each][0]]["degree_name"]
        numbers["top_degree_share"] = seeds.degree[each][1]
    for metric, number in numbers.items():
        step = Decimal(1).scaleb(-int(METRICS[metric]["decimals"]))
        found[metric] = Decimal(number).quantize(step, ROUND_HALF_UP)
    return found


def compared(seeds: Seeds) -> Iterator[tuple[object, ...]]:
    """Yield what comparison_metric is to say: both, how far apart, and by how many percent of the first."""
    found = {each: figures(seeds, each) for each in seeds.ids}
    for one, other in itertools.permutations(seeds.ids, 2):
        for metric in found[one].keys() | found[other].keys():
            left, right = found[one].get(metric), found[other].get(metric)
            step = percent = None
            # A share of the one degree and of the other are not alike.
            is_alike = metric != "top_degree_share" or found[one].get("top_degree") == found[other].get("top_degree")
            if is_alike and isinstance(left, Decimal) and isinstance(right, Decimal):
                step = right - left
                if METRICS[metric]["unit"] != "percent" and left > 0:
                    percent = (100 * step / left).quantize(Decimal("0.1"), ROUND_HALF_UP)
            yield one, other, metric, left, right, step, percent


def gaps(seeds: Seeds) -> Iterator[tuple[object, ...]]:
    """Yield what skill_gap is to say of each skill of a pair."""
    for one, other in itertools.permutations(seeds.ids, 2):
        left, right = seeds.skills.get(one, {}), seeds.skills.get(other, {})
        for skill in left.keys() | right.keys():
            apart = None
            if skill in left and skill in right:
                shares = left[skill][1], right[skill][1]
                difference = None if None in shares else shares[1] - shares[0]  # type: ignore[operator]
                gap = "stronger_right" if difference and difference > 0 else "stronger_left" if difference else "shared"
                apart = difference or None
            elif not left or not right:
                gap = "not_listed"
            elif skill in left:
                gap = "not_listed" if len(right) < len(left) else "only_left"
            else:
                gap = "not_listed" if len(left) < len(right) else "only_right"
            ranks = (left.get(skill, (None,))[0], right.get(skill, (None,))[0])
            yield one, other, skill, gap, apart, *ranks


def moves(seeds: Seeds, related: set[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    """Yield what career_move is to say of each pair; which occupations are related is taken from the database."""
    for one, other in itertools.permutations(seeds.ids, 2):
        is_paid = one in seeds.pay and other in seeds.pay
        gained = seeds.pay[other][1] - seeds.pay[one][1] if is_paid else None
        (from_least, from_most), (to_least, to_most) = (seeds.months.get(each, (None, None)) for each in (one, other))
        least, most = to_least, to_most
        if (one, other) in related:
            has = from_most if from_most is not None else from_least
            least = most = None
            if to_least is not None and has is not None:
                least = max(to_least - from_most, 0) if from_most is not None else 0
            if to_most is not None and from_least is not None:
                most = max(to_most - from_least, 0)
        levels = [int(DEGREES[seeds.degree[each][0]]["degree_level"]) for each in (one, other) if each in seeds.degree]
        to_add = max(levels[1] - levels[0], 0) if len(levels) == 2 else None
        left, right = seeds.skills.get(one, {}), seeds.skills.get(other, {})
        both = left.keys() & right.keys()
        stronger = [skill for skill in both if (right[skill][1] or 0) > (left[skill][1] or 1000)]
        is_listed = bool(left and right)
        new = len(right.keys() - both) if is_listed and len(left) >= len(right) else 0
        old = len(left.keys() - both) if is_listed and len(right) >= len(left) else 0
        count = len(both) + new + old
        yield one, other, gained, least, most, to_add, len(stronger) + new if count else None, count


QUERIES = {
    "comparison": "select left_occupation_id, right_occupation_id, metric_id, left_number, right_number, left_text, right_text, difference, percent_difference from comparison_metric",
    "gap": "select left_occupation_id, right_occupation_id, skill_id, gap, stronger_difference, left_rank, right_rank from skill_gap",
    "move": "select from_occupation_id, to_occupation_id, annual_pay_gained, months_of_experience_to_add_min, months_of_experience_to_add_max, degree_levels_to_add, skills_to_learn, skills_compared from career_move",
}  # fmt: skip


def printed(metric: str, number: Decimal | float | None, text: str | None) -> Decimal | str | None:
    """Return a value of the view as the reference has it."""
    if number is None:
        return text
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-int(METRICS[metric]["decimals"])), ROUND_HALF_UP)


def test_random_seeds(tmp_path: Path, tally: Tally, chance: Chance):
    cases = [(count, number) for count in SIZES for number in range(ROUNDS)]
    for count, number in chance.some(cases):
        seeds = Seeds(random.Random(f"{chance.seed} {count} {number}"), count)
        folder, database = tmp_path / f"seeds{count}_{number}", tmp_path / f"{count}_{number}.duckdb"
        seeds.write(folder)
        build(database, [SeedFolder("seeds", folder)])
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute("set threads = 1")
            answers = {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}
            pairs = connection.execute(
                "select occupation_id, related_occupation_id from related_occupation "
                "where published_position is not null or similarity > 0"
            )
            related = set(pairs.fetchall())
        answers["comparison"] = [
            (*row[:3], printed(row[2], row[3], row[5]), printed(row[2], row[4], row[6]), *row[7:])
            for row in answers["comparison"]
        ]
        what = f"{count} occupations, seed {chance.seed} {count} {number}"
        hold(tally, f"{what}: a figure", answers["comparison"], compared(seeds))
        hold(tally, f"{what}: a skill", answers["gap"], gaps(seeds))
        hold(tally, f"{what}: a move", answers["move"], moves(seeds, related))
        database.unlink()


def hold(tally: Tally, what: str, found: list[tuple[object, ...]], expected: Iterator[tuple[object, ...]]) -> None:
    """Count the rows of an answer, and tell those that the reference has not, or has otherwise."""
    wanted = list(expected)
    tally.tries += len(wanted)
    if len(found) != len(set(found)):
        tally.lost.append(f"{what}: rows stand twice")
    differing = sorted(set(found) ^ set(wanted), key=repr)
    tally.lost.extend(f"{what}: {'not expected' if row in found else 'missing'}: {row}" for row in differing[:FAULTS_SHOWN])  # fmt: skip
