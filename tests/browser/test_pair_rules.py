"""What the browser makes of two occupations is what the views make of them: every difference, its words, every skill."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from browser.conftest import served
from occupare.ask.comparison import compare
from occupare.ask.titles import Occupation
from occupare.build.first_use import open_database
from occupare.report.site_data import file_name
from occupare.report.tables import with_minus
from occupare.write import figures

LOAD = """names => Promise.all(names.map(name => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  Object.assign(script, { src: `data/${name}.js`, onload: resolve, onerror: reject });
  document.head.append(script);
})))"""
PAIRS = """ids => {
  const named = (columns, cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null]));
  const { common, occupations } = occupare.site;
  const metrics = new Map(common.metrics.map(metric => [metric.metric_id, metric]));
  const figures = id => new Map(occupations.get(id).figures.map(cells => [cells[0], named(common.figure_columns, cells)]));
  const skills = (id, kind) => new Map((occupations.get(id).skills[kind]?.entries ?? []).map(cells => [cells[0], named(common.skill_columns, cells)]));
  const found = { figures: [], skills: [] };
  for (const left of ids) for (const right of ids) if (left !== right) {
    const [own, other] = [figures(left), figures(right)];
    for (const [id, figure] of own) if (other.has(id)) {
      const pair = rule.figurePair(metrics.get(id), figure, other.get(id));
      const percent = pair.tenths === undefined ? null : Number(pair.tenths) / 10;
      found.figures.push([left, right, id, pair.isAlike, pair.isSame, pair.difference, percent, pair.isBeyondError, pair.better, rule.differenceWords(metrics.get(id), pair)]);
    }
    for (const kind of ["listed", "rated", "technology"]) {
      const [mine, theirs] = [skills(left, kind), skills(right, kind)];
      const lists = [left, right].map(id => occupations.get(id).skills[kind]);
      for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
        const gap = rule.skillGap(kind, mine.get(id), theirs.get(id), ...lists);
        if (gap) found.skills.push([left, right, id, gap]);
      }
    }
  }
  return found;
}"""


def as_number(value):
    return None if value is None else float(value)


@pytest.mark.parametrize("database", ["bundled", "published", "made_up"])
def test_the_browser_and_the_views_agree(open_page, site_of, request, database):
    path = request.getfixturevalue(database)
    connection = open_database(str(path))
    rows = connection.execute("select occupation_id, title from occupation_profile order by occupation_id").fetchall()
    chosen = [Occupation(*row) for row in random.Random(database).sample(rows, min(len(rows), 9))]
    ids = [each.occupation_id for each in chosen]
    with served(site_of(path, *ids)) as root:
        page = open_page(f"{root}compare.html")
        page.evaluate(LOAD, [file_name(id_) for id_ in ids])
        found = page.evaluate(PAIRS, ids)
    listed = ", ".join(f"'{id_}'" for id_ in ids)
    views = connection.execute(
        f"""select left_occupation_id, right_occupation_id, metric_id, is_like_for_like, is_same_figure, difference,
                   percent_difference, is_beyond_error, better_side
            from comparison_metric
            where left_occupation_id in ({listed}) and right_occupation_id in ({listed})
                and left_status is not null and right_status is not null and metric_id not in ('title', 'description')"""
    ).fetchall()
    expected = {row[:3]: (*row[3:5], *map(as_number, row[5:7]), *row[7:]) for row in views}
    assert len(expected) > 300
    assert {tuple(row[:3]): tuple(row[3:9]) for row in found["figures"]} == expected

    words = {tuple(row[:3]): row[9] for row in found["figures"]}
    for left, right in permutations(chosen, 2):
        for metric_id, lines in compare(connection, [left, right], ()).metrics.items():
            key = (left.occupation_id, right.occupation_id, metric_id)
            if key in words:
                assert words.pop(key) == with_minus(figures.difference(lines[right.occupation_id])), key
    assert words == {}

    gaps = connection.execute(
        f"""select left_occupation_id, right_occupation_id, skill_id, gap from skill_gap
            where left_occupation_id in ({listed}) and right_occupation_id in ({listed})"""
    ).fetchall()
    assert gaps and {tuple(row[:3]): row[3] for row in found["skills"]} == {row[:3]: row[3] for row in gaps}
