"""Made-up seeds of any size, in the shapes of the published ones: `python -m benchmarks.seeds FOLDER OCCUPATIONS`.

Figures are measured for groups of occupations, skills and tasks for occupations themselves; some figures are withheld,
some top-coded, some occupations unrated, as in the published files. The same size and seed give the same files.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from benchmarks.titles import WORDS, title

PUBLISHERS = ("oews", "onet", "employment_projections", "cps")
ALL_WORKERS = "00-0000"
OEWS, ONET, CPS, PROJECTIONS = "oews-made", "onet-made", "cps-made", "employment-projections-made"
OCCUPATIONS_A_GROUP, GROUPS_A_CPS_GROUP = 1.25, 2.3  # as published: 1,016 occupations, 831 groups, 366 of the survey
TOP_CODE = 239_200
VERBS = "Arrange Check Clean Compare Count Describe Examine Gather Keep Lead Measure Move Order Plan Record Repair Sort"
EDUCATIONS = (
    "No formal educational credential", "High school diploma or equivalent", "Associate's degree", "Bachelor's degree",
    "Master's degree", "Doctoral or professional degree",
)  # fmt: skip
DEGREES = ("less-than-high-school", "high-school", "some-college", "associate", "bachelors", "masters",
           "doctoral-or-professional")  # fmt: skip
SKILLS = {"rated": 35, "percentile": 17, "technology": 8000}
PERCENTILES = {"p10": 0.55, "p25": 0.73, "median": 1.0, "p75": 1.32, "p90": 1.7}

TABLES = (
    "release", "occupation", "occupation_code", "alternate_title", "measured_for", "area", "pay", "pay_unpublished",
    "outlook", "degree_share", "demographic_share", "age", "job_zone", "skill", "occupation_skill", "responsibility",
    "published_relation",
)  # fmt: skip

Row = dict[str, Any]


def write_seeds(folder: Path, occupations: int, seed: int = 1, states: int = 0) -> Path:
    """Write the seeds of so many occupations, with pay in so many states besides the nation, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = _Made(occupations, states, seed)
    for table in TABLES:
        chance = random.Random(f"{seed} {table}")  # noqa: S311
        _write(folder / f"{table}.csv", getattr(made, table)(chance))
    for table in ("source", "definition", "source_metric", "demographic_base"):
        _write(folder / f"{table}.csv", _declared(table))
    return folder


def _write(path: Path, rows: Iterator[Row]) -> None:
    """Write rows as CSV, all with the columns of the first; no file where there is none."""
    first = next(rows, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(first)
        writer.writerow(first.values())
        writer.writerows(row.values() for row in rows)


def _declared(table: str) -> Iterator[Row]:
    """Yield what the publishers' own folders of the package declare of a table."""
    for publisher in PUBLISHERS:
        file = files("occupare.seeds").joinpath(publisher, f"{table}.csv")
        if file.is_file():
            yield from csv.DictReader(file.read_text("utf-8").splitlines())


def _shares(chance: random.Random, count: int) -> list[float]:
    """Return so many shares with one decimal that sum to 100."""
    weights = [chance.random() ** 2 + 0.01 for _ in range(count)]
    shares = [round(100 * weight / sum(weights), 1) for weight in weights]
    largest = shares.index(max(shares))
    shares[largest] = round(100 - sum(shares) + shares[largest], 1)
    return shares


class _Made:
    """The occupations and groups of one size, and the rows of each table for them."""

    def __init__(self, count: int, states: int, seed: int) -> None:
        def code(number: int) -> str:
            return f"{11 + 2 * (number % 22)}-{1000 + number // 22:04d}"

        self.groups = [code(number) for number in range(max(round(count / OCCUPATIONS_A_GROUP), 1))]
        self.cps_groups = [f"cps-{number}" for number in range(max(round(len(self.groups) / GROUPS_A_CPS_GROUP), 1))]
        self.group_of = {
            f"{self.groups[number % len(self.groups)]}.{number // len(self.groups):02d}": number % len(self.groups)
            for number in range(count)
        }
        self.seed = seed
        self.states = [f"S{number:02d}" for number in range(states)]

    def release(self, _: random.Random) -> Iterator[Row]:
        """Yield one release of each source."""
        for number, release in enumerate((OEWS, ONET, CPS, PROJECTIONS), 1):
            source = release.removesuffix("-made")
            yield {"release_id": release, "source_id": source, "release_name": f"Made {source}", "precedence": number}

    def occupation(self, chance: random.Random) -> Iterator[Row]:
        """Yield all workers, the groups and the occupations."""
        columns = ("occupation_id", "occupation_kind", "title", "category", "description", "release_id")
        yield dict(zip(columns, (ALL_WORKERS, "all", "All Workers", "", "", OEWS), strict=True))
        for number, group in enumerate(self.groups):
            yield dict(zip(columns, (group, "group", f"{title(number)}s", "", "", OEWS), strict=True))
        for number, group in enumerate(self.cps_groups):
            yield dict(zip(columns, (group, "group", f"{title(number)}s, all", "", "", CPS), strict=True))
        for number, occupation in enumerate(self.group_of):
            said = " ".join(chance.choices(VERBS.split(), k=25))
            cells = (occupation, "occupation", title(number), f"Category {occupation[:2]}", said, ONET)
            yield dict(zip(columns, cells, strict=True))

    def occupation_code(self, _: random.Random) -> Iterator[Row]:
        """Yield the code of each occupation and of its group."""
        for occupation, group in self.group_of.items():
            yield {"occupation_id": occupation, "code_system": "O*NET-SOC 2019", "code": occupation}
            yield {"occupation_id": occupation, "code_system": "SOC 2018", "code": self.groups[group]}

    def alternate_title(self, chance: random.Random) -> Iterator[Row]:
        """Yield up to forty other titles of each occupation."""
        for occupation in self.group_of:
            for number in sorted(chance.sample(range(64_000), chance.randint(1, 40))):
                yield {"occupation_id": occupation, "alternate_title": f"{title(number)} 2", "release_id": ONET}

    def measured_for(self, _: random.Random) -> Iterator[Row]:
        """Yield the group that each source measures an occupation for."""
        sizes = [0] * len(self.groups)
        for group in self.group_of.values():
            sizes[group] += 1
        for occupation, group in self.group_of.items():
            cps = self.cps_groups[group % len(self.cps_groups)]
            wholes = (("oews", self.groups[group], sizes[group] == 1), ("cps", cps, False))
            for source, group_id, is_whole in (*wholes, ("employment-projections", *wholes[0][1:])):
                yield {
                    "occupation_id": occupation, "source_id": source, "group_id": group_id,
                    "is_whole_group": str(is_whole).lower(), "crosswalk": f"{occupation} is in {group_id}",
                }  # fmt: skip

    def area(self, _: random.Random) -> Iterator[Row]:
        """Yield the states."""
        for state in self.states or ["S00"]:
            yield {"area_id": state, "area_kind": "state", "area_name": f"State {state[1:]}"}

    def pay(self, _: random.Random) -> Iterator[Row]:
        """Yield wages of all workers and of each group, in the nation and in each state."""
        return (row for row, _ in self._wages())

    def pay_unpublished(self, _: random.Random) -> Iterator[Row]:
        """Yield why a figure is not published, for each that is not."""
        for row, bounds in self._wages():
            for column, bound in bounds.items():
                reason = "at_least" if bound else "suppressed"
                key = {name: row[name] for name in ("occupation_id", "release_id", "area_id", "industry_id")}
                yield key | {"pay_column": column, "reason": reason, "at_least_usd": bound or ""}

    def _wages(self) -> Iterator[tuple[Row, dict[str, float]]]:
        """Yield rows of pay, each with the bound (0 for none) of what is not published of it."""
        chance = random.Random(f"{self.seed} wages")  # noqa: S311
        for group in (ALL_WORKERS, *self.groups):
            middle = chance.lognormvariate(10.9, 0.45)
            for area in ("US", *self.states):
                yield _wage(chance, group, area, middle if area == "US" else middle * chance.uniform(0.8, 1.2))

    def outlook(self, chance: random.Random) -> Iterator[Row]:
        """Yield growth, openings and what it takes to enter, of all workers and of each group."""
        for group in (ALL_WORKERS, *self.groups):
            start, growth = chance.randint(5, 20_000) * 100, chance.gauss(3, 7)
            yield {
                "occupation_id": group, "release_id": PROJECTIONS, "growth_pct": f"{growth:.1f}",
                "growth_start_year": 2024, "growth_end_year": 2034, "employment_start": start,
                "employment_end": round(start * (1 + growth / 100)), "openings_per_year": start // 10,
                "entry_education": chance.choice(EDUCATIONS), "entry_experience": "None",
                "entry_training": chance.choice(("None", "Moderate-term on-the-job training")),
            }  # fmt: skip

    def degree_share(self, chance: random.Random) -> Iterator[Row]:
        """Yield the degrees that people have, of each group, and that are required, of most occupations."""
        of_groups = ((group, PROJECTIONS, "attained") for group in (ALL_WORKERS, *self.groups))
        rated = (each for each in self.group_of if chance.random() < 0.86)
        of_occupations = ((occupation, ONET, "required") for occupation in rated)
        for occupation, release, basis in (*of_groups, *of_occupations):
            for degree, share in zip(DEGREES, _shares(chance, len(DEGREES)), strict=True):
                yield {
                    "occupation_id": occupation, "release_id": release, "basis": basis, "degree_id": degree,
                    "share_pct": f"{share:.1f}",
                }  # fmt: skip

    def demographic_share(self, chance: random.Random) -> Iterator[Row]:
        """Yield shares by sex, race and ethnicity of all workers and of most of the survey's groups."""
        for group in (ALL_WORKERS, *self.cps_groups):
            if chance.random() < 0.3 and group != ALL_WORKERS:
                continue
            sex, race = _shares(chance, 2), _shares(chance, 4)
            found = [("sex", "male", sex[0]), ("sex", "female", sex[1])]
            found += [("race", name, share) for name, share in zip(("white", "black", "asian"), race, strict=False)]
            for dimension, name, share in (*found, ("ethnicity", "hispanic", _shares(chance, 3)[0])):
                yield {
                    "occupation_id": group, "release_id": CPS, "dimension": dimension, "demographic_group": name,
                    "share_pct": f"{share:.1f}",
                }  # fmt: skip

    def age(self, chance: random.Random) -> Iterator[Row]:
        """Yield the median age of all workers and of each of the survey's groups."""
        for group in (ALL_WORKERS, *self.cps_groups):
            years = f"{chance.uniform(22, 58):.1f}"
            yield {"occupation_id": group, "release_id": CPS, "age_statistic": "median", "age_years": years}

    def job_zone(self, chance: random.Random) -> Iterator[Row]:
        """Yield the job zone of most occupations."""
        for occupation in self.group_of:
            if chance.random() < 0.91:
                yield {"occupation_id": occupation, "release_id": ONET, "job_zone": chance.randint(1, 5)}

    def skill(self, _: random.Random) -> Iterator[Row]:
        """Yield rated skills, skills ranked among occupations, and technologies."""
        for kind, count in SKILLS.items():
            for number in range(count):
                name = f"{title(number * 7)} {kind}"
                yield {"skill_id": f"{kind}-{number}", "skill_kind": kind, "skill_name": name}

    def occupation_skill(self, chance: random.Random) -> Iterator[Row]:
        """Yield ratings and technologies of occupations, percentiles of groups."""
        columns = (
            "occupation_id", "skill_id", "release_id", "importance", "importance_standard_error", "level",
            "level_standard_error", "score_percentile", "is_hot", "is_in_demand",
        )  # fmt: skip

        def row(*cells: Any) -> Row:
            return dict(zip(columns, cells, strict=True))

        for group in self.groups:
            for number in range(SKILLS["percentile"]):
                yield row(group, f"percentile-{number}", PROJECTIONS, "", "", "", "", chance.randint(1, 100), "", "")
        for occupation in self.group_of:
            if chance.random() < 0.88:
                for number in range(SKILLS["rated"]):
                    rating, level = f"{chance.uniform(1, 5):.2f}", f"{chance.uniform(0, 7):.2f}"
                    yield row(occupation, f"rated-{number}", ONET, rating, "0.1200", level, "0.2100", "", "", "")
            for number in sorted(chance.sample(range(SKILLS["technology"]), chance.randint(1, 60))):
                flags = [str(chance.random() < share).lower() for share in (0.2, 0.1)]
                yield row(occupation, f"technology-{number}", ONET, "", "", "", "", "", *flags)

    def responsibility(self, chance: random.Random) -> Iterator[Row]:
        """Yield ten to twenty-five tasks of each occupation."""
        for occupation in self.group_of:
            for position in range(1, chance.randint(10, 25) + 1):
                task = f"{chance.choice(VERBS.split())} the {' '.join(chance.choices(WORDS[1].lower().split(), k=9))}."
                yield {
                    "occupation_id": occupation, "release_id": ONET, "list_position": position,
                    "responsibility": task, "task_kind": "core" if position < 15 else "supplemental",
                }  # fmt: skip

    def published_relation(self, chance: random.Random) -> Iterator[Row]:
        """Yield up to ten occupations that are named as related to each."""
        ids = list(self.group_of)
        for occupation in ids:
            others = [each for each in chance.sample(ids, min(10, len(ids))) if each != occupation]
            for position, related in enumerate(others, 1):
                yield {
                    "occupation_id": occupation, "related_occupation_id": related, "release_id": ONET,
                    "relation_tier": "Primary-Short" if position < 6 else "Primary-Long", "list_position": position,
                }  # fmt: skip


def _wage(chance: random.Random, group: str, area: str, median: float) -> tuple[Row, dict[str, float]]:
    """Return a row of pay, and the bound (0 for none) of each figure that is withheld or top-coded."""
    key = {"occupation_id": group, "release_id": OEWS, "area_id": area, "industry_id": "all"}
    yearly = {f"annual_{name}_usd": median * factor for name, factor in {**PERCENTILES, "mean": 1.08}.items()}
    withheld = chance.random() < 0.03 and group != ALL_WORKERS
    cells: Row = {"employment": chance.randint(3, 90_000) * 10}
    bounds: dict[str, float] = {}
    for column, amount in yearly.items():
        hourly = column.replace("annual", "hourly")
        if withheld or (amount >= TOP_CODE and "mean" not in column):
            bounds |= {column: 0 if withheld else TOP_CODE, hourly: 0 if withheld else TOP_CODE // 2080}
        shown = column not in bounds
        cells |= {column: round(amount) if shown else "", hourly: f"{amount / 2080:.2f}" if shown else ""}
    errors = {"employment_rse_pct": f"{chance.uniform(0, 20):.1f}", "mean_rse_pct": f"{chance.uniform(0, 9):.1f}"}
    return key | cells | errors, bounds


def main() -> None:
    """Write seeds into a folder, of a size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeds", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("occupations", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--states", type=int, default=0, help="pay in so many states besides the nation")
    asked = parser.parse_args()
    write_seeds(asked.folder, asked.occupations, asked.seed, asked.states)


if __name__ == "__main__":
    main()
