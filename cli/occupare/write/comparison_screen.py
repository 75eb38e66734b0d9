"""A comparison on one screen: the figures that people choose by, skills, tasks, sources, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from occupare.ask.comparison import Comparison, Headline, any_line
from occupare.ask.summary import narrative
from occupare.errors import printable
from occupare.write import figures, terminal
from occupare.write.readable import Column
from occupare.write.screen_layout import (
    MOST_SIDE_BY_SIDE,
    SCREEN_LINES,
    Density,
    Layout,
    Sources,
    clipped,
    hanging,
    layouts,
    legend,
    lettered,
)
from occupare.write.skill_story import FAMILIES, Skill, shared_by_all, told_apart, without_list
from occupare.write.table import below_titles, cell_width, fits, labelled, wrapped

_KINDS = {"listed": "Skills", "rated": "Skills rated 1 to 5", "technology": "Technologies"}
_WORDS = {"both": "both", "only": "only for {}", "more": "more for {}", "unknown": "{}, nothing to compare with"}
_MOST_NAMES = 12
_MOST_GROWN = 2  # lines that a paragraph of names takes of those that a screen has left


@dataclass
class Screen:
    """A comparison to be shown on a screen of so many columns."""

    comparison: Comparison
    headlines: list[Headline]
    skills: list[Skill]
    width: int

    def __post_init__(self) -> None:
        self.every_row = [row for _, row in figures.headline_rows(self.comparison, self.headlines)]
        self.rows, self.layout, self.named = self.every_row, Layout(Density.OPEN), self.comparison
        self.is_cut: set[str] = set()  # the sections of which something is left out
        self.grown: dict[str, int] = {}  # the paragraphs of names, each with the lines that it has been given
        entries = [line for line in self.comparison.lines() if line.entry_text]
        names = [name for row in self.rows for name in row.releases] + [line.release_name for line in entries]
        self.sources = Sources(list(dict.fromkeys(names)))

    def text(self) -> Iterator[str]:
        """Yield the lines, in the roomiest layout in which all fit the screen; what room is left goes to names."""
        screen: list[str] = []
        for layout in layouts(len(self.comparison.occupations), len(self.every_row), self.width):
            self.layout = layout
            self.named = lettered(self.comparison) if self.layout.has_letters else self.comparison
            self.rows = self.every_row[: self.layout.rows]
            self.grown.clear()
            screen = self._drawn()
            if len(screen) <= SCREEN_LINES:
                screen = self._filled(screen)
                break
        return (f"{line}\n" for line in screen)

    def _drawn(self) -> list[str]:
        self.is_cut.clear()
        self.sources.cited.clear()
        return list(self._lines())

    def _filled(self, screen: list[str]) -> list[str]:
        """Return the screen with lines for more names, as long as there are any: what both ask for comes last."""
        for paragraph in [*reversed(self.grown)] * _MOST_GROWN:
            if len(screen) < SCREEN_LINES:
                self.grown[paragraph] += 1
                screen = self._drawn()
        return screen

    def _lines(self) -> Iterator[str]:
        blank = [""] * (self.layout.density == Density.OPEN)
        if self.layout.has_letters:
            yield from legend(self.comparison, self.width)
        is_short = self.layout.density >= Density.COUNTED  # the figures tell of experience too
        sentences = narrative(self.named.occupations, self.named.metrics, is_short)
        for paragraph in self._paragraphs(map(printable, sentences), " "):
            yield from wrapped(paragraph, self.width)
        yield from blank
        rows, table = self._figures()
        yield from table
        yield from blank
        if len(self.comparison.occupations) == 2:
            for kind, skills in groupby(self.skills, key=lambda skill: skill.kind):
                yield from self._told_apart(kind, list(skills))
        else:
            yield from self._shared_by_all()
        yield from self._tasks()
        notes, sources = self._paragraphs(self._notes(rows), ". "), self._paragraphs(self.sources.told(), "; ")
        for paragraph in [". ".join(notes + sources)] if self.layout.density >= Density.TIGHT else notes + sources:
            yield from hanging(paragraph, self.width)
        yield from self._left_out(rows)

    def _paragraphs(self, texts: Iterable[str], joint: str) -> list[str]:
        texts = list(texts)
        return [joint.join(texts)] if self.layout.density >= Density.RUNNING and texts else texts

    def _figures(self) -> tuple[list[figures.Row], list[str]]:
        """Return the rows of figures that fit, and the table of them: occupations side by side, else below another."""
        if not self.rows:
            return [], ["No figures of these occupations are known here."]
        titles = [printable(occupation.title) for occupation in self.named.occupations]
        table = self._side_by_side(titles) if len(titles) <= MOST_SIDE_BY_SIDE else None
        return self._by_occupation(titles) if table is None else (self.rows, table)

    def _side_by_side(self, titles: list[str]) -> list[str] | None:
        titles, rows = figures.with_marks_once(titles, self.rows)
        labels = [row.label + self.sources.cite(row.releases) for row in rows]
        columns = [Column(title, [row.cells[place] for row in rows], False) for place, title in enumerate(titles)]
        if any(row.difference for row in rows):
            columns.append(Column("Difference", [row.difference for row in rows], True))
        return labelled(labels, columns, self.width)

    def _by_occupation(self, titles: list[str]) -> tuple[list[figures.Row], list[str]]:
        """Return tables with the titles before the figures, one after another, as many as the layout has."""
        tables: list[list[Column]] = [[]]
        shown: list[figures.Row] = []
        cited = set(self.sources.cited)
        for row in self.rows:
            cells = [cell + mark for cell, mark in zip(row.cells, row.marks, strict=True)]
            column = Column(row.label + self.sources.cite(row.releases), cells, row.is_number)
            if tables[-1] and not fits([*tables[-1], column], self.width):
                if len(tables) == self.layout.tables:
                    break
                tables.append([])
            tables[-1].append(column)
            shown.append(row)
        self.sources.cited = cited
        for row in shown:
            self.sources.cite(row.releases)
        text: list[str] = []
        for columns in tables:
            text += [*[""] * bool(text), *below_titles(titles, columns, self.width)]
        return shown, text

    def _told_apart(self, kind: str, skills: list[Skill]) -> Iterator[str]:
        """Yield what both occupations ask for, what only one asks for, what one asks more of, and by how much."""
        groups = told_apart(self.named, skills, _WORDS)
        lead = f"{_KINDS[kind]}{self.sources.cite(self._releases(FAMILIES[kind]))}: "
        parts = (
            [groups]
            if kind == "technology" or self.layout.density >= Density.COUNTED
            else [{word: names} for word, names in groups.items()]
        )
        for part in parts:
            yield from self._counted(lead, part)
            lead = "  "

    def _shared_by_all(self) -> Iterator[str]:
        count = len(self.comparison.occupations)
        for kind, family in FAMILIES.items():
            names = shared_by_all(self.comparison, family)
            lead = f"{_KINDS[kind]}{self.sources.cite(self._releases(family))}: "
            if names:
                yield from self._counted(lead, {f"all {count}": names})
            if names is not None:
                without = without_list(self.named, family)
                if without:
                    yield from hanging(f"{lead}none known of {'; '.join(without)}", self.width)
                self.is_cut.add("skills")

    def _counted(self, lead: str, groups: dict[str, list[str]]) -> Iterator[str]:
        """Yield one paragraph with the count of each group and as many of its names as the layout's lines hold.

        Names that fit the lines which the counts alone need cost none, and are there however few the lines are.
        Groups take turns, the last one first: what there is to learn for who comes from the first occupation.
        """

        def paragraph() -> list[str]:
            text = lead + "; ".join(_some(word, names, counts[word]) for word, names in groups.items())
            return list(hanging(text, self.width))

        counts = dict.fromkeys(groups, 0 if len(groups) > 1 else 1)
        is_long = self.layout.density == Density.OPEN or (len(groups) > 1 and self.layout.density < Density.TIGHT)
        most = max(2 if is_long else 1, len(paragraph())) + self.grown.setdefault(f"{lead}{[*groups]}", 0)
        growing = list(reversed(groups))
        while growing:
            word = growing.pop(0)
            counts[word] += 1
            if len(paragraph()) > most:
                counts[word] -= 1
            elif counts[word] < min(_MOST_NAMES, len(groups[word])):
                growing.append(word)
        self.is_cut |= {"skills" for word, names in groups.items() if len(names) > counts[word]}
        yield from paragraph()

    def _tasks(self) -> Iterator[str]:
        is_told = len(self.comparison.occupations) <= MOST_SIDE_BY_SIDE
        for occupation in self.named.occupations:
            lines = [
                line
                for by_occupation in self.comparison.metrics.values()
                if (line := by_occupation.get(occupation.occupation_id)) and line.family_metric_id == "responsibility"
            ]
            if len(lines) > self.layout.tasks:
                self.is_cut.add("responsibilities")
            if lines and is_told:
                heading = f"Main tasks of {printable(occupation.title)}{self.sources.cite([lines[0].release_name])}"
                told = [printable(line.text_value or "") for line in lines[: self.layout.tasks]]
                if self.layout.density >= Density.TIGHT and cell_width(heading) < self.width // 2:
                    yield clipped(f"{heading}: {told.pop(0)}", self.width)
                else:
                    yield from map(terminal.bold, hanging(heading, self.width))
                yield from (clipped(f"- {task}", self.width) for task in told)

    def _notes(self, rows: list[figures.Row]) -> Iterator[str]:
        marks = "".join(mark for row in rows for mark in row.marks)
        if figures.BETTER in marks:
            yield figures.BETTER_NOTE
        if figures.SHARED in marks:
            groups = figures.shared_groups(self.comparison, {headline.metric_id for headline in self.headlines})
            is_short = self.layout.density >= Density.COUNTED
            yield figures.SHARED_NOTE if is_short else figures.shared_note(groups)
        if self_employed := figures.self_employed_note(self.named):
            yield self_employed
        unlike = [reason for row in rows for reason in row.unlike]
        if unlike:
            yield "† not alike" if self.layout.density >= Density.COUNTED else figures.unlike_note(unlike)

    def _left_out(self, rows: list[figures.Row]) -> Iterator[str]:
        """Yield what the screen does not show, and the options that show it."""
        ids = {headline.metric_id for headline in self.headlines} | {each.beside_metric_id for each in self.headlines}
        others = [
            line
            for metric_id, by_occupation in self.comparison.metrics.items()
            if not (line := any_line(by_occupation)).entry_text and metric_id not in ids and metric_id != "title"
        ]
        lacking = [row.label for row in self.every_row if row not in rows]
        parts = [f"{len(others)} figure{'' if len(others) == 1 else 's'}"] if others else []
        parts += [f"for lack of room {', '.join(lacking)}"] if lacking else []
        if self.is_cut:
            parts.append(f"most {' and '.join(sorted(self.is_cut, reverse=True))}")
        if parts and self.layout.density == Density.OPEN:
            sections = dict.fromkeys([line.section for line in others] + sorted(self.is_cut, reverse=True))
            text = f"Left out: {', '.join(parts)}; --section shows one ({', '.join(sections)}), --all everything"
            yield from hanging(text, self.width)
        elif parts:
            yield from hanging(f"Left out: {', '.join(parts)}: --section, --all", self.width)

    def _releases(self, family: str) -> list[str]:
        lines = (line for line in self.comparison.lines() if line.family_metric_id == family)
        return list(dict.fromkeys(line.release_name for line in lines))


def _some(word: str, names: list[str], count: int) -> str:
    """Return a word, how many names there are and the first of them: both (12: Speaking, Writing and 10 more)."""
    if not count or not names:
        return f"{word} ({len(names)})"
    more = f" and {len(names) - count} more" if count < len(names) else ""
    return f"{word} ({len(names)}: {', '.join(names[:count])}{more})"
