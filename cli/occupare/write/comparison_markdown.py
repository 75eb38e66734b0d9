"""A comparison as a report in Markdown: a summary, a table for each section, the sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from occupare.ask.comparison import Comparison
from occupare.ask.summary import narrative
from occupare.write import figures
from occupare.write.markdown import escaped, table
from occupare.write.readable import Column

_LISTS = {"skill_share": "Skills", "rated_skill_importance": "Skills, by importance from 1 to 5"}


def comparison_markdown(_connection: object, comparison: Comparison, _is_whole: bool) -> Iterator[str]:
    """Yield the comparison as Markdown."""
    titles = [escaped(occupation.title) for occupation in comparison.occupations]
    yield f"# {', '.join(titles)}\n\n"
    for sentence in narrative(comparison.occupations, comparison.metrics):
        yield f"{escaped(sentence)}\n"
    lines = [next(iter(by.values())) for metric_id, by in comparison.metrics.items() if metric_id != "title"]
    for name, group in groupby(lines, key=lambda line: str(_LISTS.get(line.family_metric_id, line.section))):
        rows = [
            figures.row(comparison, line.label if line.entry_text is None else line.entry_text, line.metric_id)
            for line in group
        ]
        yield f"\n## {escaped(name.replace('_', ' ').capitalize())}\n\n"
        is_tasks = name == "responsibilities"
        columns = [] if is_tasks else [Column("", [row.label for row in rows], False)]
        for place, occupation in enumerate(comparison.occupations):
            cells = [row.cells[place] + row.marks[place] for row in rows]
            columns.append(Column(occupation.title, cells, False))
        if any(row.difference for row in rows):
            columns.append(Column("Difference", [row.difference for row in rows], True))
        yield from table(columns)
    yield "\n"
    for note in figures.notes(comparison):
        yield f"{escaped(note)}\n\n"
    yield "## Sources\n\n"
    for name in dict.fromkeys(line.release_name for line in comparison.lines()):
        yield f"- {escaped(name)}\n"
