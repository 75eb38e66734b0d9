"""A comparison on one screen: the figures that people choose by, skills, tasks, sources, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from occupare.ask.comparison import Comparison, Headline, Line, any_line
from occupare.ask.summary import listed, narrative
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
    clipped_to,
    figures_by_occupation,
    hanging,
    layouts,
    legend,
    lettered,
    marks_explained,
)
from occupare.write.skill_story import FAMILIES, Skill, counted_names, shared_by_all, told_apart, without_list
from occupare.write.table import cell_width, labelled, wrapped

_KINDS = {"listed": "Skills", "rated": "Skills rated 1 to 5", "technology": "Technologies"}
_WORDS = {"both": "both", "only": "only for {}", "more": "more for {}", "unknown": "known of {} alone"}
_MOST_DESCRIBED = 3  # lines
_MOST_LISTED = 3  # figures that are left out: more are counted
_MOST_GROWN = 2  # lines that a paragraph of names takes of those that a screen has left


@dataclass
class Screen:
    """A comparison to be shown on a screen of so many columns."""

    comparison: Comparison
    headlines: list[Headline]
    skills: list[Skill]
    width: int

    def __post_init__(self) -> None:
        found = dict(figures.headline_rows(self.comparison, self.headlines))
        self.every_row = [*found.values()]
        self.headlines = [headline for headline in self.headlines if headline.metric_id in found]
        self.rows, self.layout, self.named = self.every_row, Layout(Density.OPEN), self.comparison
        self.shown = 0  # rows
        self.is_cut: set[str] = set()  # the sections of which something is left out
        self.grown: dict[str, int] = {}  # the paragraphs of names, each with the lines that it has been given
        entries = [line for line in self.comparison.lines() if line.entry_text]
        self.tasks = [line for line in entries if line.family_metric_id == "responsibility"]
        self.described = self._without_tasks()
        names = [name for row in self.rows for name in row.releases]
        names += [line.release_name for line in [*entries, *self.described.values()]]
        self.sources = Sources(list(dict.fromkeys(names)))

    def text(self) -> Iterator[str]:
        """Yield the lines, in the roomiest layout in which most figures fit; what room is left goes to names."""
        best, most, screen = Layout(Density.OPEN), -1, list[str]()
        for layout in layouts(len(self.comparison.occupations), len(self.every_row), self.width):
            screen = self._drawn(layout)
            if len(screen) <= SCREEN_LINES and self.shown > most:
                best, most = layout, self.shown
            if most == len(self.every_row):
                break
        if most >= 0:
            self.grown.clear()
            screen = self._filled(self._drawn(best))
        return (f"{line}\n" for line in screen)

    def _drawn(self, layout: Layout) -> list[str]:
        self.layout = layout
        self.named = lettered(self.comparison) if layout.has_letters else self.comparison
        self.rows = self.every_row[: layout.rows]
        self.is_cut.clear()
        self.sources.cited.clear()
        return list(self._lines())

    def _filled(self, screen: list[str]) -> list[str]:
        """Return the screen with lines for more names, as long as there are any: what both ask for comes last."""
        for paragraph in [*reversed(self.grown)] * _MOST_GROWN:
            if len(screen) < SCREEN_LINES:
                self.grown[paragraph] += 1
                screen = self._drawn(self.layout)
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
        self.shown = len(rows)
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
        if table is not None:
            return self.rows, table
        return figures_by_occupation(titles, self.rows, self.sources, self.width, self.layout.tables)

    def _side_by_side(self, titles: list[str]) -> list[str] | None:
        titles, rows = figures.with_marks_once(titles, self.rows)
        labels = [row.label + self.sources.cite(row.releases) for row in rows]
        columns = [Column(title, [row.cells[place] for row in rows], False) for place, title in enumerate(titles)]
        if any(row.difference for row in rows):
            columns.append(Column("Difference", [row.difference for row in rows], True))
        return labelled(labels, columns, self.width)

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
            without = without_list(self.named, family)
            names = shared_by_all(self.comparison, family, len(without))
            lead = f"{_KINDS[kind]}{self.sources.cite(self._releases(family))}: "
            if names is None:
                continue
            self.is_cut.add("skills")
            none = f"none known of {listed(without, 'and')}" if without else ""
            if not names or len(without) == count - 1:
                yield from hanging(lead + none, self.width) if without else ()
            elif without:
                yield from self._counted(f"{lead}{none}; ", {f"the other {count - len(without)}": names})
            else:
                yield from self._counted(lead, {f"all {count}": names})

    def _counted(self, lead: str, groups: dict[str, list[str]]) -> Iterator[str]:
        """Yield one paragraph with the count of each group and as many of its names as the layout's lines hold."""
        is_long = self.layout.density == Density.OPEN or (len(groups) > 1 and self.layout.density < Density.TIGHT)
        grown = self.grown.setdefault(f"{lead}{[*groups]}", 0)
        paragraph, is_cut = counted_names(lead, groups, self.width, 2 if is_long else 1, grown)
        self.is_cut |= {"skills"} if is_cut else set()
        yield from paragraph

    def _tasks(self) -> Iterator[str]:
        """Yield the first tasks of each of a few occupations, or what one without tasks is."""
        is_told = len(self.comparison.occupations) <= MOST_SIDE_BY_SIDE
        for occupation in self.named.occupations:
            lines = [line for line in self.tasks if line.occupation_id == occupation.occupation_id]
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
            elif line := self.described.get(occupation.occupation_id):
                text = f"{occupation.title}{self.sources.cite([line.release_name])}: {line.text_value}"
                most = 1 if self.layout.density >= Density.TIGHT else _MOST_DESCRIBED
                yield from clipped_to(printable(text), self.width, most)

    def _without_tasks(self) -> dict[str, Line]:
        """Return the descriptions of those of a few occupations of which no tasks are known, by occupation."""
        known = {line.occupation_id for line in self.tasks}
        lines = self.comparison.metrics.get("description", {})
        is_told = len(self.comparison.occupations) <= MOST_SIDE_BY_SIDE
        return {id_: line for id_, line in lines.items() if is_told and id_ not in known}

    def _notes(self, rows: list[figures.Row]) -> Iterator[str]:
        is_short = self.layout.density >= Density.COUNTED
        groups = figures.shared_groups(self.comparison, {headline.metric_id for headline in self.headlines})
        yield from marks_explained(rows, groups, figures.self_employed_note(self.named), is_short)

    def _left_out(self, rows: list[figures.Row]) -> Iterator[str]:
        """Yield what the screen does not show, and the options that show it."""
        others = self._not_on_a_screen()
        lacking = [row.label.rstrip(figures.UNLIKE) for row in self.every_row if row not in rows]
        parts = [line.label for line in others] if len(others) <= _MOST_LISTED else [f"{len(others)} figures"]
        parts += [f"for lack of room {', '.join(lacking)}"] if lacking else []
        if self.is_cut:
            parts.append(f"most {' and '.join(sorted(self.is_cut, reverse=True))}")
        if parts and self.layout.density == Density.OPEN:
            sections = dict.fromkeys([line.section for line in others] + sorted(self.is_cut, reverse=True))
            text = f"Left out: {', '.join(parts)}; --section shows one ({', '.join(sections)}), --all everything"
            yield from hanging(text, self.width)
        elif parts:
            yield from hanging(f"Left out: {', '.join(parts)}: --section, --all", self.width)

    def _not_on_a_screen(self) -> list[Line]:
        """Return a line of each metric that no screen of these occupations shows, but for lists and titles."""
        ids = {
            "title",
            *(id_ for headline in self.headlines for id_ in (headline.metric_id, headline.beside_metric_id)),
        }
        if self.described.keys() == self.comparison.metrics.get("description", {}).keys():
            ids.add("description")
        lines = {id_: any_line(by_occupation) for id_, by_occupation in self.comparison.metrics.items()}
        return [line for id_, line in lines.items() if id_ not in ids and not line.entry_text]

    def _releases(self, family: str) -> list[str]:
        lines = (line for line in self.comparison.lines() if line.family_metric_id == family)
        return list(dict.fromkeys(line.release_name for line in lines))
