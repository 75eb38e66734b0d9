"""A comparison on one screen: the figures that people choose by, skills, tasks, sources, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from occupare.ask.comparison import Comparison, Headline, Line
from occupare.ask.summary import narrative
from occupare.errors import printable
from occupare.write import figures, terminal
from occupare.write.readable import Column
from occupare.write.skill_story import FAMILIES, Skill, shared_by_all, told_apart
from occupare.write.table import UNBROKEN, cell_width, labelled, side_by_side, wrapped

SCREEN_LINES = 40
# Tasks of each occupation, lines of each list of skills, whether sentences and sources run on: the first that fits.
_AMOUNTS = ((3, 2, False), (3, 1, False), (3, 1, True), (2, 1, True), (1, 1, True))
_KINDS = {"listed": "Skills", "rated": "Skills rated 1 to 5", "technology": "Technologies"}
_WORDS = {"both": "both", "only": "only for {}", "more": "more for {}", "unknown": "{}, nothing to compare with"}
_MOST_NAMES = 12
_MOST_SIDE_BY_SIDE = 3


@dataclass
class Screen:
    """A comparison to be shown on a screen of so many columns."""

    comparison: Comparison
    headlines: list[Headline]
    skills: list[Skill]
    width: int
    is_cut: set[str] = field(default_factory=set)  # the sections of which something is left out

    cited: set[int] = field(default_factory=set)  # the numbers of the sources that are named
    is_dense: bool = False  # whether sentences, and sources, run on instead of having lines of their own

    def __post_init__(self) -> None:
        self.rows = [row for _, row in figures.headline_rows(self.comparison, self.headlines)]
        self.lacking: list[str] = []
        entries = [line for line in self.comparison.lines() if line.entry_text]
        names = [name for row in self.rows for name in row.releases] + [line.release_name for line in entries]
        self.sources = list(dict.fromkeys(names))

    def text(self) -> Iterator[str]:
        """Yield the lines; lists are shortened until all fit the screen."""
        screen: list[str] = []
        every_row = self.rows
        amounts = [
            *((*each, len(every_row)) for each in _AMOUNTS),
            *((1, 1, True, most) for most in range(len(every_row) - 1, 2, -1)),
        ]
        for tasks, lines, self.is_dense, most in amounts:
            self.is_cut.clear()
            self.cited.clear()
            self.rows, self.lacking = every_row[:most], [row.label for row in every_row[most:]]
            screen = list(self._lines(tasks, lines))
            if len(screen) <= SCREEN_LINES or (len(self.comparison.occupations) > 2 and tasks == 1):
                break
        return (f"{line}\n" for line in screen)

    def _lines(self, tasks: int, lines: int) -> Iterator[str]:
        sentences = map(printable, narrative(self.comparison.occupations, self.comparison.metrics))
        for paragraph in self._paragraphs(sentences, " "):
            yield from wrapped(paragraph, self.width)
        yield from [""] * (lines - 1)
        rows, table = self._figures()
        yield from table
        yield from [""] * (lines - 1)
        if len(self.comparison.occupations) == 2:
            for kind, skills in groupby(self.skills, key=lambda skill: skill.kind):
                yield from self._told_apart(kind, list(skills), lines)
        else:
            yield from self._shared_by_all(lines)
        yield from self._tasks(tasks)
        for paragraph in (*self._paragraphs(self._notes(rows), "; "), *self._paragraphs(self._cited_sources(), "; ")):
            yield from _hanging(paragraph, self.width)
        yield from self._left_out(rows, lines)

    def _paragraphs(self, texts: Iterable[str], joint: str) -> list[str]:
        texts = list(texts)
        return [joint.join(texts)] if self.is_dense and texts else texts

    def _figures(self) -> tuple[list[figures.Row], list[str]]:
        """Return the rows of figures that fit, and the table of them: occupations side by side, else one a line."""
        if not self.rows:
            return [], ["No figures of these occupations are known here."]
        titles = [printable(occupation.title) for occupation in self.comparison.occupations]
        table = self._side_by_side(titles) if len(titles) <= _MOST_SIDE_BY_SIDE else None
        return self._by_occupation(titles) if table is None else (self.rows, table)

    def _side_by_side(self, titles: list[str]) -> list[str] | None:
        titles, rows = figures.with_marks_once(titles, self.rows)
        labels = [row.label + self._cited(row.releases) for row in rows]
        columns = [Column(title, [row.cells[place] for row in rows], False) for place, title in enumerate(titles)]
        if any(row.difference for row in rows):
            columns.append(Column("Difference", [row.difference for row in rows], True))
        return labelled(labels, columns, self.width)

    def _by_occupation(self, titles: list[str]) -> tuple[list[figures.Row], list[str]]:
        rows: list[figures.Row] = []
        columns, table = [Column("", titles, False)], titles
        for row in self.rows:
            cells = [cell + mark for cell, mark in zip(row.cells, row.marks, strict=True)]
            cited = set(self.cited)
            column = Column(row.label + self._cited(row.releases), cells, row.is_number)
            fitting = side_by_side([*columns, column], self.width)
            if fitting is None:
                self.cited = cited
            else:
                rows, columns, table = [*rows, row], [*columns, column], fitting
        return rows, table

    def _told_apart(self, kind: str, skills: list[Skill], lines: int) -> Iterator[str]:
        """Yield what both occupations ask for, what only one asks for, what one asks more of, and by how much."""
        groups = told_apart(self.comparison, skills, _WORDS)
        lead = f"{_KINDS[kind]}{self._cited(self._releases(FAMILIES[kind]))}: "
        parts = [groups] if kind == "technology" else [{word: names} for word, names in groups.items()]
        for part in parts:
            yield from self._counted(lead, part, lines)
            lead = "  "

    def _shared_by_all(self, lines: int) -> Iterator[str]:
        count = len(self.comparison.occupations)
        for kind, family in FAMILIES.items():
            names = shared_by_all(self.comparison, family)
            if names:
                lead = f"{_KINDS[kind]}{self._cited(self._releases(family))}: "
                yield from self._counted(lead, {f"all {count}": names}, lines)
            if names is not None:
                self.is_cut.add("skills")

    def _counted(self, lead: str, groups: dict[str, list[str]], lines: int) -> Iterator[str]:
        """Yield one paragraph with the count of each group and as many of its names as so many lines hold.

        Names that fit the lines which the counts alone need cost none, and are there however few the lines are.
        """

        def paragraph(count: int) -> list[str]:
            text = lead + "; ".join(_some(word, names, count) for word, names in groups.items())
            return list(_hanging(text, self.width))

        least = 0 if len(groups) > 1 else 1
        most = max(lines, len(paragraph(least)))
        count = next(count for count in range(_MOST_NAMES, -1, -1) if count == least or len(paragraph(count)) <= most)
        self.is_cut |= {"skills" for names in groups.values() if len(names) > count}
        yield from paragraph(count)

    def _tasks(self, most: int) -> Iterator[str]:
        is_told = len(self.comparison.occupations) <= _MOST_SIDE_BY_SIDE
        for occupation in self.comparison.occupations:
            lines = [
                line
                for by_occupation in self.comparison.metrics.values()
                if (line := by_occupation.get(occupation.occupation_id)) and line.family_metric_id == "responsibility"
            ]
            if len(lines) > most or (lines and not is_told):
                self.is_cut.add("responsibilities")
            if lines and is_told:
                heading = f"Main tasks of {printable(occupation.title)}{self._cited([lines[0].release_name])}"
                yield from map(terminal.bold, _hanging(heading, self.width))
                yield from (clipped(f"- {printable(line.text_value or '')}", self.width) for line in lines[:most])

    def _notes(self, rows: list[figures.Row]) -> Iterator[str]:
        marks = "".join(mark for row in rows for mark in row.marks)
        if figures.BETTER in marks:
            yield figures.BETTER_NOTE
        if figures.SHARED in marks:
            groups = figures.shared_groups(self.comparison, {headline.metric_id for headline in self.headlines})
            yield figures.shared_note(groups)
        if any(row.is_unlike for row in rows):
            yield figures.UNLIKE_NOTE

    def _cited_sources(self) -> Iterator[str]:
        if len(self.sources) == 1:
            yield f"Source: {printable(self.sources[0])}"
        else:
            named = enumerate(map(printable, self.sources), 1)
            yield from (f"[{number}]{UNBROKEN}{name}" for number, name in named if number in self.cited)

    def _left_out(self, rows: list[figures.Row], lines: int) -> Iterator[str]:
        """Yield what the screen does not show, and the options that show it."""
        ids = {headline.metric_id for headline in self.headlines} | {each.beside_metric_id for each in self.headlines}
        others = [
            line
            for metric_id, by_occupation in self.comparison.metrics.items()
            if not (line := _any(by_occupation)).entry_text and metric_id not in ids and metric_id != "title"
        ]
        lacking = [row.label for row in self.rows if row not in rows] + self.lacking
        parts = [f"{len(others)} figure{'' if len(others) == 1 else 's'}"] if others else []
        parts += [f"for lack of room {', '.join(lacking)}"] if lacking else []
        if self.is_cut:
            parts.append(f"most {' and '.join(sorted(self.is_cut, reverse=True))}")
        if parts and (lines > 1 or (lacking and not self.lacking)):
            sections = dict.fromkeys([line.section for line in others] + sorted(self.is_cut, reverse=True))
            text = f"Left out: {', '.join(parts)}; --section shows one ({', '.join(sections)}), --all everything"
            yield from _hanging(text, self.width)
        elif parts:
            yield from _hanging(f"Left out: {', '.join(parts)}: --section, --all", self.width)

    def _releases(self, family: str) -> list[str]:
        lines = (line for line in self.comparison.lines() if line.family_metric_id == family)
        return list(dict.fromkeys(line.release_name for line in lines))

    def _cited(self, releases: Iterable[str]) -> str:
        """Return the numbers of sources; nothing where all come from one."""
        numbers = sorted(self.sources.index(name) + 1 for name in set(releases))
        self.cited |= set(numbers)
        return f" [{', '.join(map(str, numbers))}]" if len(self.sources) > 1 and numbers else ""


def _any(by_occupation: dict[str, Line]) -> Line:
    return next(iter(by_occupation.values()))


def _some(word: str, names: list[str], count: int) -> str:
    """Return a word, how many names there are and the first of them: both (12: Speaking, Writing and 10 more)."""
    if not count or not names:
        return f"{word} ({len(names)})"
    more = f" and {len(names) - count} more" if count < len(names) else ""
    return f"{word} ({len(names)}: {', '.join(names[:count])}{more})"


def _hanging(text: str, width: int) -> Iterator[str]:
    first, *others = (line.replace(UNBROKEN, " ") for line in wrapped(text, width - 2))
    yield first
    yield from (f"  {line}" for line in others)


def clipped(text: str, width: int) -> str:
    """Return a text on one line; where it is longer than the width it ends after a word, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if cell_width(flat) <= width else f"{wrapped(flat, width - 2)[0]} …"
