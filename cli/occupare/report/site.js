// Search and comparison of a site: texts become text nodes, never markup, and addresses are made of ids.
"use strict";

const occupare = (() => {
  const { known, rounded, figurePair, differenceWords, skillGap } = rule;
  const site = { titles: [], common: null, occupations: new Map() };
  const MISSING = "–";
  const SKILL_LISTS = [["listed", "Listed skills"], ["rated", "Rated skills"], ["technology", "Technologies"]];

  const byId = (id) => document.getElementById(id);

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) if (known(value) && value !== false) made.setAttribute(key, value);
    made.append(...children.filter((child) => known(child) && child !== ""));
    return made;
  }

  const isolated = (text) => element("bdi", {}, text);
  const joined = (parts, last) => parts.flatMap((part, place) => (place === 0 ? [part] : [place === parts.length - 1 ? last : ", ", part]));
  const compareAddress = (ids) => `compare.html?of=${ids.map(encodeURIComponent).join(",")}`;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function loaded(address) {
    return new Promise((resolve) => {
      const script = element("script", { src: address });
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
  }

  // Letters and digits only, a space before each word: what begins a word is found by it.
  const spaced = (text) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")}`;

  // The occupations that are found, the likeliest first: by a whole name, the beginning of a word, then any part.
  function matches(asked) {
    const whole = fold(asked).trim();
    const words = whole.split(/\s+/).filter(Boolean);
    const beginnings = spaced(whole).split(" ").filter(Boolean).map((word) => ` ${word}`);
    const found = [];
    if (words.length === 0) return found;
    const holds = (text) => words.every((word) => text.includes(word));
    const begins = (text) => beginnings.length > 0 && beginnings.every((word) => text.includes(word));
    site.folded ??= site.titles.map(([id, title, names]) => ({ id: fold(id), names: [title, ...names].map(fold), spaced: [title, ...names].map(fold).map(spaced) }));
    site.folded.forEach(({ id, names, spaced }, place) => {
      const [title, ...others] = names;
      const by = [others.indexOf(whole), spaced.slice(1).findIndex(begins), others.findIndex(holds)];
      const ranks = [title === whole || id === whole, title.startsWith(whole), by[0] >= 0, begins(spaced[0]), by[1] >= 0, holds(title), by[2] >= 0, id.startsWith(whole)];
      const rank = ranks.indexOf(true);
      const other = { 2: by[0], 4: by[1], 6: by[2] }[rank];
      if (rank >= 0) found.push({ rank, row: site.titles[place], by: other === undefined ? null : site.titles[place][2][other] });
    });
    return found.sort((one, other) => one.rank - other.rank);
  }

  const SHOWN = 25;

  function showMatches(asked, entry) {
    const found = matches(asked);
    byId("found").replaceChildren(...found.slice(0, SHOWN).map(({ row, by }) => element("li", {}, ...entry(row), by && element("span", { class: "quiet" }, " also called ", isolated(by)))));
    const more = found.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    byId("told").textContent = asked.trim() ? `${found.length} found${more}` : "";
  }

  function search(entry) {
    byId("search").hidden = false;
    byId("asked").addEventListener("input", (event) => showMatches(event.target.value, entry));
    if (byId("asked").value) showMatches(byId("asked").value, entry);
  }

  function asked() {
    const raw = /[?&]of=([^&]*)/.exec(window.location.search)?.[1] ?? "";
    const decoded = raw.split(/,|%2C/i).map((part) => {
      try { return decodeURIComponent(part); } catch { return part; }
    });
    return [...new Set(decoded.filter(Boolean))];
  }

  const named = (columns, cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null]));

  async function startComparison() {
    const rows = new Map(site.titles.map((row) => [row[0], row]));
    const ids = asked();
    const chosen = ids.filter((id) => rows.has(id)).slice(0, site.common.most);
    showChosen(ids, chosen, rows);
    if (chosen.length < site.common.most) {
      search(([id, title]) => (chosen.includes(id) ? [isolated(title), " (chosen)"] : [element("a", { href: compareAddress([...chosen, id]) }, "Add ", isolated(title))]));
    }
    if (chosen.length < 2) return;
    const done = await Promise.all(chosen.map((id) => loaded(`data/${encodeURIComponent(rows.get(id)[3] ?? id)}.js`)));
    if (done.includes(false)) {
      byId("comparison").replaceChildren(element("p", { role: "alert" }, "The figures could not be loaded. Load the page again."));
      return;
    }
    const compared = chosen.map((id) => site.occupations.get(id));
    document.title = `${joined(compared.map((each) => each.title), " and ").join("")} compared`;
    byId("heading").replaceChildren(...joined(compared.map((each) => isolated(each.title)), " and "));
    byId("comparison").replaceChildren(...comparison(compared));
  }

  function showChosen(ids, chosen, rows) {
    const parts = [];
    const unknown = ids.filter((id) => !rows.has(id));
    if (unknown.length) parts.push(element("p", {}, "Not on this site: ", ...joined(unknown.map(isolated), " and "), "."));
    if (ids.length - unknown.length > site.common.most) parts.push(element("p", {}, `The first ${site.common.most} are compared.`));
    if (chosen.length) {
      parts.push(element("ul", { class: "chosen", "aria-label": "Chosen" }, ...chosen.map((id) => element("li", {},
        element("a", { href: `occupation/${encodeURIComponent(rows.get(id)[3] ?? id)}.html` }, isolated(rows.get(id)[1])), " ",
        element("a", { href: compareAddress(chosen.filter((each) => each !== id)) }, "remove", element("span", { class: "unseen" }, " ", isolated(rows.get(id)[1])))))));
    }
    if (chosen.length < 2) parts.push(element("p", { class: "lead" }, chosen.length ? "Choose another to see them side by side." : `Choose two to ${site.common.most} to see them side by side.`));
    byId("chosen").replaceChildren(...parts);
  }

  function table(caption, name, heads, rows) {
    return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `${name}, table` },
      element("table", { class: `figures of-${heads.length - 1}` }, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col", dir: "auto" }, head)))),
        element("tbody", {}, ...rows)));
  }

  function cell(metric, occupation, figure, text, isBetter, isShared) {
    const marks = (isBetter ? "*" : "") + (isShared ? "‡" : "");
    return element("td", { "data-metric": metric, "data-occupation": occupation.id, "data-value": figure?.value ?? "", class: isBetter ? "better" : null, dir: "auto" },
      text, marks && element("span", { class: "mark" }, marks));
  }

  // A figure is the better one where it is better than some and worse than none.
  function isBetter(metric, figures, place) {
    if (!figures[place]) return false;
    const others = figures.filter((figure, each) => figure && each !== place);
    const won = others.map((other) => figurePair(metric, other, figures[place]).better === "right");
    return won.some(Boolean) && others.every((other, each) => won[each] || (known(other.number) && other.number === figures[place].number));
  }

  function isUnlike(figures) {
    const present = figures.filter(Boolean);
    return present.some((figure) => figure.comparable_as !== present[0].comparable_as);
  }

  // Where a number stands beside the figure, such as the other end of a range, a cell is the better one in both.
  function figureRow(metric, label, figures, texts, compared, isOne, beside = null) {
    const isBest = (place) => isBetter(metric, figures, place) && (!beside || isBetter(beside.metric, beside.figures, place));
    const isOfGroup = (place) => Boolean(figures[place]?.is_shared || beside?.figures[place]?.is_shared);
    const cells = compared.map((occupation, place) => cell(metric.metric_id, occupation, figures[place], texts[place], isBest(place), isOfGroup(place)));
    const isAnyUnlike = isUnlike(figures) || (beside !== null && isUnlike(beside.figures));
    const row = element("tr", {}, element("th", { scope: "row", dir: "auto" }, label + (isAnyUnlike ? "†" : "")), ...cells);
    if (compared.length === 2) {
      const pair = figures[0] && figures[1] ? figurePair(metric, ...figures) : null;
      row.append(element("td", { "data-metric": metric.metric_id, "data-difference": rounded(pair?.difference, metric.decimals) }, pair && isOne ? differenceWords(metric, pair) : ""));
    }
    return row;
  }

  function comparison(compared) {
    const { figure_columns: columns, metrics, headlines, releases } = site.common;
    const figures = compared.map((each) => new Map(each.figures.map((cells) => [cells[0], named(columns, cells)])));
    const heads = ["Figure", ...compared.map((each) => each.title), ...(compared.length === 2 ? ["Difference"] : [])];
    const parts = [];
    const classes = [...new Set(compared.map((each) => releases[each.release]?.[1]).filter(Boolean))];
    if (classes.length > 1) parts.push(element("p", { class: "lead" }, `They are of two classifications (${classes.join(" and ")}), in which one code may mean different occupations.`));
    const glance = glanceRows(compared, figures, headlines, metrics);
    parts.push(element("h2", {}, "At a glance"), glance.length ? table("The figures that people choose by", "At a glance", heads, glance) : element("p", {}, "No figures of these occupations are known here."), notes(figures));
    const described = compared.filter((each) => each.description);
    if (described.length) parts.push(element("div", { class: "side-by-side" }, ...described.map((each) => element("div", {}, element("h3", { dir: "auto" }, each.title), element("p", { dir: "auto" }, each.description)))));
    for (const section of new Set(metrics.map((metric) => metric.section))) {
      const rows = metrics.filter((metric) => metric.section === section && figures.some((each) => each.has(metric.metric_id))).map((metric) => {
        const own = figures.map((each) => each.get(metric.metric_id));
        return figureRow(metric, metric.label, own, own.map((figure) => figure?.text ?? MISSING), compared, true);
      });
      const name = section[0].toUpperCase() + section.slice(1).replaceAll("_", " ");
      if (rows.length) parts.push(element("h2", {}, name), table(`${name}: every figure`, name, heads, rows));
    }
    const used = new Set(figures.flatMap((each) => [...each.values()].map((figure) => figure.release)));
    return [...parts, ...skillParts(compared), ...taskParts(compared), element("h2", {}, "Sources"),
      element("ul", {}, ...Object.keys(releases).filter((id) => used.has(id)).map((id) => element("li", {}, releases[id][0]))),
      element("p", {}, element("a", { href: "sources.html" }, "What each figure means, its period and its licence"))];
  }

  function glanceRows(compared, figures, headlines, metrics) {
    const byMetric = new Map(metrics.map((metric) => [metric.metric_id, metric]));
    return headlines.flatMap(([id, label, besideId, standsInForId]) => {
      if (standsInForId && !figures.some((each) => each.has(id) && !each.has(standsInForId))) return [];
      const own = compared.map((each) => each.glance.find((line) => line[0] === id));
      if (!own.some(Boolean)) return [];
      // A period that all have stands beside the label, else in the cells.
      const labels = new Set(own.filter(Boolean).map((line) => line[1]));
      const texts = own.map((line) => (line ? line[2] + (labels.size > 1 && line[1] !== label ? ` (${line[1].slice(label.length + 1)})` : "") : MISSING));
      const isOne = own.every((line) => !line || line[3]);
      const isRange = byMetric.get(besideId)?.value_kind === "number" && figures.some((each) => each.has(besideId));
      const beside = isRange ? { metric: byMetric.get(besideId), figures: figures.map((each) => each.get(besideId)) } : null;
      return [figureRow(byMetric.get(id), labels.size === 1 ? [...labels][0] : label, figures.map((each) => each.get(id)), texts, compared, isOne, beside)];
    });
  }

  function notes(figures) {
    const all = figures.flatMap((each) => [...each.values()]);
    const groups = [...new Map(all.filter((figure) => figure.is_shared).map((figure) => figure.group ?? site.common.unnamed_group).map((name) => [name.toLowerCase(), name])).values()];
    const say = (...parts) => element("li", {}, ...parts);
    return element("ul", { class: "quiet" },
      say(element("strong", {}, "Bold"), ` with * is ${site.common.better}.`),
      say("“About the same” means that the difference is within the error of the surveys."),
      groups.length === 0 ? null : say("‡ is published for a group that the occupation shares with others: ", ...joined(groups.map(isolated), "; "), "."),
      say("† is not alike: it is of different degrees or defined differently. The definitions are under ", element("a", { href: "sources.html" }, "Sources"), "."),
      say("“Withheld” is a figure that its publisher knows and does not publish; – is not published, and not zero."));
  }

  function skillParts(compared) {
    const parts = [];
    for (const [kind, heading] of SKILL_LISTS) {
      const lists = compared.map((each) => each.skills[kind]);
      if (!lists.some(Boolean)) continue;
      const entries = lists.map((list) => new Map((list?.entries ?? []).map((cells) => [cells[0], named(site.common.skill_columns, cells)])));
      const ids = [...new Set(entries.flatMap((each) => [...each.values()].filter((skill) => skill.is_shown).map((skill) => skill.skill)))];
      parts.push(element("h3", {}, heading), ...(compared.length === 2 ? toldApart(kind, ids, entries, lists, compared) : sharedByAll(ids, entries)), skillTable(kind, heading, ids, entries, compared));
    }
    return parts.length ? [element("h2", {}, "Skills"), ...parts] : [];
  }

  const nameOf = (id, entries) => entries.find((each) => each.has(id)).get(id).name;

  function toldApart(kind, ids, entries, lists, [left, right]) {
    const words = [["shared", ["Both ask for"]], ["only_left", ["Only for ", isolated(left.title)]], ["stronger_left", ["More for ", isolated(left.title)]],
      ["only_right", ["Only for ", isolated(right.title)]], ["stronger_right", ["More for ", isolated(right.title)]], ["not_listed", ["Known of one alone"]]];
    const gaps = new Map(ids.map((id) => [id, skillGap(kind, entries[0].get(id), entries[1].get(id), ...lists)]));
    // Every rated skill is rated for all; three points are "important".
    const isSaid = (id) => !(kind === "rated" && gaps.get(id) === "shared" && Math.min(...entries.map((each) => each.get(id).importance ?? 0)) < 3);
    return [element("dl", {}, ...words.flatMap(([gap, word]) => {
      const found = ids.filter((id) => gaps.get(id) === gap && isSaid(id));
      return found.length ? [element("dt", {}, ...word, ` (${found.length})`), element("dd", { dir: "auto" }, found.map((id) => nameOf(id, entries)).join(", "))] : [];
    }))];
  }

  function sharedByAll(ids, entries) {
    const shared = ids.filter((id) => entries.every((each) => each.has(id)));
    return [element("p", { dir: "auto" }, shared.length ? `All ask for: ${shared.map((id) => nameOf(id, entries)).join(", ")}` : "No skill is asked for by all.")];
  }

  function skillTable(kind, heading, ids, entries, compared) {
    const shown = (skill) => (!skill ? MISSING : known(skill.importance) ? skill.importance.toFixed(2) : known(skill.share) ? `${skill.share}%` : skill.kind ?? "listed");
    const rows = ids.map((id) => element("tr", {}, element("th", { scope: "row", dir: "auto" }, nameOf(id, entries)), ...entries.map((each) => element("td", {}, shown(each.get(id))))));
    const caption = kind === "rated" ? `${heading}, by importance from 1 to 5` : heading;
    return element("details", {}, element("summary", {}, `${caption}: ${ids.length}`), table(caption, heading, ["Skill", ...compared.map((each) => each.title)], rows));
  }

  function taskParts(compared) {
    if (!compared.some((each) => each.tasks.length)) return [];
    const list = (tasks) => element("ul", {}, ...tasks.map((task) => element("li", { dir: "auto" }, task)));
    return [element("h2", {}, "Responsibilities"), element("div", { class: "side-by-side" }, ...compared.map(({ title, tasks }) => element("div", {}, element("h3", { dir: "auto" }, title),
      tasks.length ? list(tasks.slice(0, 8)) : element("p", {}, "No source here says what they do."),
      tasks.length > 8 ? element("details", {}, element("summary", {}, `${tasks.length - 8} more`), list(tasks.slice(8))) : null)))];
  }

  function start() {
    if (byId("comparison")) startComparison();
    else if (byId("search")) search(([id, title, , path]) => [element("a", { href: `occupation/${encodeURIComponent(path ?? id)}.html` }, isolated(title)), " ", element("a", { href: compareAddress([id]) }, "compare", element("span", { class: "unseen" }, " ", isolated(title)))]);
  }

  // Scripts that are deferred run before this event, those of the data among them.
  document.addEventListener("DOMContentLoaded", start);
  return {
    titles: (rows) => { site.titles = rows; },
    common: (common) => { site.common = common; },
    occupation: (data) => { site.occupations.set(data.id, data); },
    site,
  };
})();
