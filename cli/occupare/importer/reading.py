"""What becomes of each file of a folder: staged, the same as another, not needed, unknown or at fault."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from occupare.errors import UsageError, quoted
from occupare.importer.declarations import Clue, FileKind, Publisher
from occupare.importer.found_files import PublishedFile, UnreadableFile
from occupare.importer.recognition import Match, Matcher, text_of
from occupare.importer.sheets import DamagedText, Sheet, sheets_of
from occupare.importer.staging import AmbiguousNumbers, BlankColumn, create_staged_tables, stage

if TYPE_CHECKING:
    import duckdb


@dataclass
class Outcome:
    """What became of one file: the rows read of each kind, or why it was not read, and whether that is a fault."""

    file: PublishedFile
    rows: dict[str, int] = field(default_factory=dict)
    kinds: list[FileKind] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)
    unread: str = ""
    fault: str = ""
    same_as: str = ""
    is_quiet: bool = False

    def add_fault(self, words: str) -> None:
        """Add what is wrong with one of its tables."""
        self.fault = "\n".join(filter(None, (self.fault, words)))

    @property
    def is_unknown(self) -> bool:
        """True where a person should know that the file was not read."""
        return bool(self.unread) and not self.is_quiet


class Reader:
    """Reads the files of a folder one after the other into the staged tables of a connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        offered: list[Publisher],
        files: list[PublishedFile],
        scratch: Path,
        releases: dict[str, str],
    ) -> None:
        self._connection, self._files, self._scratch = connection, files, scratch
        kinds = [kind for publisher in offered for kind in publisher.kinds]
        self._matcher = Matcher(kinds)
        self._not_needed = {name: publisher.title for publisher in offered for name in publisher.not_needed}
        self._neighbours = [
            clue.beside for kind in kinds for clues in kind.facts.values() for clue in clues if clue.beside
        ]
        self._releases = _files_of_releases(files, releases)
        self._seen: dict[tuple[int, str], PublishedFile] = {}
        create_staged_tables(connection, kinds)

    def outcomes(self, advance: Callable[..., None]) -> Iterator[Outcome]:
        """Yield what becomes of each file."""
        for file in self._files:
            advance(f"reading {file.path.name}", 0)
            outcome = Outcome(file)
            try:
                self._read(outcome)
            except UnreadableFile as error:
                outcome.unread = str(error)
            except (AmbiguousNumbers, BlankColumn, DamagedText) as error:
                outcome.fault = f"{file.path}: {error}"
            yield outcome
            advance(f"read {file.path.name}")

    def _read(self, outcome: Outcome) -> None:
        file = outcome.file
        if any(re.fullmatch(pattern, file.path.name.lower()) for pattern in self._neighbours):
            outcome.is_quiet = True
            return
        if re.sub(r" ?\(\d+\)$", "", file.stem) in self._not_needed:
            outcome.is_quiet = True
            return
        sheets = list(sheets_of(file))
        matched = [(sheet, match) for sheet in sheets if (match := self._matcher.certain(sheet)) is not None]
        if matched and not sheets[0].is_typed:
            matched = [max(matched, key=lambda pair: len(pair[1].positions))]
        if not matched:
            self._explain(outcome, sheets)
            return
        same = self._seen.setdefault((file.size, file.sha256), file)
        if same is not file:
            outcome.same_as = str(same.path)
            return
        for sheet, match in matched:
            self._stage(outcome, sheets, sheet, match)
        if outcome.rows and not any(outcome.rows.values()):
            outcome.rows.clear()
            outcome.add_fault(f"{file.path}: found a header and no row below it; download it again")
        if sheets[0].is_typed:
            self._explain_rest(outcome, sheets, matched)

    def _stage(self, outcome: Outcome, sheets: list[Sheet], sheet: Sheet, match: Match) -> None:
        kind, file = match.kind, outcome.file
        if not kind.is_used:
            outcome.unread = f"{kind.name}: {kind.gives}" + (f"; {kind.instead}" if kind.instead else "")
            outcome.is_quiet = not kind.instead
            return
        if match.missing:
            outcome.add_fault(_changed(file, sheet, match))
            return
        if match.repeated:
            outcome.add_fault(f"{file.path}: found the column {match.repeated[0]} twice; remove the wrong one")
            return
        facts = {name: self._fact(clues, match, sheet, file, sheets) for name, clues in kind.facts.items()}
        if "release" in facts and str(file.path) in self._releases:
            facts["release"] = self._releases[str(file.path)]
        for name in kind.required_facts:
            if not facts.get(name):
                outcome.add_fault(_unstated(kind, name, file))
                return
            if name == "release" and not re.fullmatch(r"(19|20)\d\d", facts[name], re.ASCII):
                raise UsageError(f"--release {file.path}={facts[name]}: expected a year, such as 2025")
        count, convention, blanks = stage(self._connection, file, sheet, match, facts, self._scratch)
        outcome.rows[kind.table] = outcome.rows.get(kind.table, 0) + count
        outcome.kinds.append(kind)
        outcome.blanks.extend(blanks)
        outcome.facts |= facts
        separator = {";": "semicolons", "|": "bars"}.get(sheet.separator)
        if separator:
            outcome.notes.append(f"cells between {separator}")
        if convention == "comma":
            outcome.notes.append("decimal commas")
        if match.unknown and not kind.unpivot:
            outcome.unused.append(", ".join(dict.fromkeys(match.unknown)))

    def _explain(self, outcome: Outcome, sheets: list[Sheet]) -> None:
        """Say what a file without a known table is, and whether it is nearly of a known kind."""
        stem = outcome.file.stem
        near = [(sheet, match) for sheet in sheets if (match := self._matcher.near(sheet, stem)) is not None]
        if not near:
            outcome.unread = "no table of a known publisher"
            return
        _tell_near(outcome, *max(near, key=lambda pair: (pair[1].is_named(stem), len(pair[1].positions))))

    def _explain_rest(self, outcome: Outcome, sheets: list[Sheet], matched: list[tuple[Sheet, Match]]) -> None:
        """Say which tables of a workbook that holds a known one are nearly of a known kind.

        Of a kind that was not found it is the table that holds most of its columns: the summaries beside it hold some.
        Of one that was found, or that has files of its own, only a table that lacks a single column.
        """
        known = [match.kind for _, match in matched]
        read = [sheet.name for sheet, _ in matched]
        stem = outcome.file.stem
        near: list[tuple[Sheet, Match]] = []
        for sheet in sheets:
            match = None if sheet.name in read else self._matcher.near(sheet, stem)
            if match is None:
                continue
            is_sought = match.kind not in known and (not match.kind.named or match.is_named(stem))
            if is_sought or len(match.missing) == 1:
                near.append((sheet, match))
        for sheet, match in sorted(near, key=lambda pair: -len(pair[1].positions)):
            if match.kind not in known or len(match.missing) == 1:
                known.append(match.kind)
                _tell_near(outcome, sheet, match)

    def _fact(
        self, clues: tuple[Clue, ...], match: Match, sheet: Sheet, file: PublishedFile, sheets: list[Sheet]
    ) -> str:
        """Return the first clue's groups that are found, joined, or an empty text."""
        for clue in clues:
            for text in self._texts(clue, match, sheet, file, sheets):
                found = re.search(clue.pattern, text)
                if found:
                    return clue.join.join(group for group in found.groups() if group)
        return ""

    def _texts(self, clue: Clue, match: Match, sheet: Sheet, file: PublishedFile, sheets: list[Sheet]) -> Iterator[str]:
        if clue.where == "beside":
            for other in self._files:
                if other.path.parent == file.path.parent and re.fullmatch(clue.beside, other.path.name.lower()):
                    yield from _neighbour_texts(other)
        elif clue.where == "title":
            yield text_of(sheet.head[: match.header.end])
        elif clue.where == "notes":
            yield from (other.name + "\n" + text_of(other.head) for other in sheets)
        elif clue.where == "sheet":
            yield sheet.name
        elif clue.where == "path":
            yield from reversed(file.parts)


def _tell_near(outcome: Outcome, sheet: Sheet, match: Match) -> None:
    """Say that a table is nearly of a kind: at fault where the file is named as that kind and holds half of it."""
    words = _changed(outcome.file, sheet, match)
    required = [name for name in match.kind.columns if name not in match.kind.optional]
    if match.is_named(outcome.file.stem) and 2 * sum(name in match.positions for name in required) >= len(required):
        outcome.add_fault(words)
    else:
        near = f"nearly {quoted(match.kind.name)}; not read: {words}"
        outcome.unread, outcome.is_quiet = "\n".join(filter(None, (outcome.unread, near))), False


def _neighbour_texts(file: PublishedFile) -> Iterator[str]:
    try:
        yield from (text_of(sheet.head) for sheet in sheets_of(file))
    except UnreadableFile:
        return


def _files_of_releases(files: list[PublishedFile], releases: dict[str, str]) -> dict[str, str]:
    """Return the release of each file that --release names: by its path, its name, its folder or a pattern of these."""
    stated: dict[str, str] = {}
    for name, release in releases.items():
        wanted = name.rstrip("/")
        found = [
            file
            for file in files
            if fnmatch.fnmatch(str(file.path), wanted)
            or fnmatch.fnmatch(file.path.name, wanted)
            or any(fnmatch.fnmatch(str(parent), wanted) for parent in file.path.parents)
        ]
        if not found:
            raise UsageError(f"--release {name}={release}: found no such file, expected one of the files to import")
        stated |= {str(file.path): release for file in found}
    return stated


def _changed(file: PublishedFile, sheet: Sheet, match: Match) -> str:
    place = f"{file.path}, sheet {quoted(sheet.name)}" if sheet.name else str(file.path)
    header = ", ".join(match.unknown) or ", ".join(cell for cell in match.header.cells if cell)
    lines = [
        f"{place}: column {name} is missing: expected a header like {match.kind.wording(name)}, found {header}"
        for name in match.missing or match.kind.recognised_by
        if name not in match.positions
    ]
    return "\n".join([*lines, f"{place} looks like {match.kind.name} ({match.kind.publisher})"])


def _unstated(kind: FileKind, name: str, file: PublishedFile) -> str:
    places = ", ".join(dict.fromkeys(clue.where for clue in kind.facts[name]))
    return (
        f"{file.path}: found no {name} (looked in its {places}), expected a year such as 2025; keep the publisher's "
        f"file name, put the file into a folder whose name holds the year, or say --release '{file.path}=2025'"
    )
