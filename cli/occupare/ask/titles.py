"""Which occupation a title means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from occupare.database import packaged_query
from occupare.errors import UsageError, quoted, say

if TYPE_CHECKING:
    import duckdb

TITLE_LEVEL = 2
CANDIDATES_SHOWN = 12


@dataclass(frozen=True)
class Occupation:
    """An occupation that was asked for."""

    occupation_id: str
    title: str
    is_plural: bool = False


# An occupation that a text may mean: its id and title, by which kind of name, that name, its level, is it a plural.
Match = tuple[str, str, str, str, int, bool]


def resolve(connection: duckdb.DuckDBPyConnection, asked: str) -> Occupation:
    """Return the occupation that a title, id or code means; stderr says what was taken below an exact title.

    Raises UsageError that lists the candidates where several match, or the nearest titles where none does.
    """
    return _only(connection, asked, *_matches(connection, [asked]))


def _matches(connection: duckdb.DuckDBPyConnection, asked: Sequence[str]) -> list[list[Match]]:
    """Return what each of the texts may mean, by one query for all of them."""
    found: list[list[Match]] = [[] for _ in asked]
    for position, *match in connection.execute(packaged_query("resolve", asked=list(asked))).fetchall():
        found[position - 1].append(tuple(match))
    return found


def _only(connection: duckdb.DuckDBPyConnection, asked: str, matches: list[Match]) -> Occupation:
    if len(matches) == 1:
        occupation_id, title, name_kind, name, level, is_plural = matches[0]
        if level > TITLE_LEVEL:
            said = f" {quoted(name)}" if name != title else ""
            say(f"{quoted(asked)}: took {quoted(title)} ({occupation_id}), by its {name_kind}{said}")
        return Occupation(occupation_id, title, is_plural)
    if matches:
        shown = "\n".join(f"  {match[0]}  {match[1]}" for match in matches[:CANDIDATES_SHOWN])
        more = f"\n  and {len(matches) - CANDIDATES_SHOWN} more" if len(matches) > CANDIDATES_SHOWN else ""
        raise UsageError(
            f"{quoted(asked)}: found {len(matches)} occupations of that name ({matches[0][2]}); "
            f"ask for one by its id:\n{shown}{more}"
        )
    raise UsageError(_unknown(connection, asked))


def _unknown(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    nearest = connection.execute(packaged_query("nearest", asked=asked)).fetchall()
    count, bundled = connection.execute(
        "select count(*), count(case when release_id = 'career-pages' then 1 end) from occupation "
        "where occupation_kind = 'occupation'"
    ).fetchall()[0]
    message = f"{quoted(asked)}: found no occupation of that name"
    holding = connection.execute(packaged_query("find", asked=asked)).fetchall()
    if holding:
        some = ", ".join(quoted(row[0]) for row in holding[:CANDIDATES_SHOWN])
        message += (
            f"; {len(holding)} hold it in a name or skill: {some}{', …' if len(holding) > CANDIDATES_SHOWN else ''}"
        )
    elif nearest:
        message += f"; the nearest are {', '.join(quoted(row[1]) for row in nearest)}"
    message += f". This database holds {count} occupation{'s' if count != 1 else ''}: 'occupare find' lists them"
    if bundled and count <= bundled:
        message += (
            ". For a thousand, download the publishers' files ('occupare import --help' says which and where), "
            "import them and build"
        )
    return message


def resolve_all(connection: duckdb.DuckDBPyConnection, asked: tuple[str, ...]) -> list[Occupation]:
    """Return the occupations that two or more titles mean, each once, in their order.

    Raises one UsageError for all that resolve refuses; where single words stand for titles, it asks for the quotes.
    """
    occupations: list[Occupation] = []
    faults: list[str] = []
    for text, matches in zip(asked, _matches(connection, asked), strict=True):
        try:
            occupations.append(_only(connection, text, matches))
        except UsageError as error:
            faults.append(str(error))
    if faults:
        raise UsageError("\n".join(dict.fromkeys(faults)) + _with_quotes(connection, asked))
    for position, occupation in enumerate(occupations):
        if occupation in occupations[:position]:
            raise UsageError(
                f"{quoted(asked[position])}: {quoted(occupation.title)} stands twice; name each occupation once"
            )
    return occupations


def _with_quotes(connection: duckdb.DuckDBPyConnection, words: tuple[str, ...]) -> str:
    """Return a question whether the quotes were forgotten, with the words quoted where that makes two titles."""
    if len(words) < 3 or any(" " in word for word in words):
        return ""
    for split in range(1, len(words)):
        titles = [" ".join(words[:split]), " ".join(words[split:])]
        if all(matches and matches[0][4] <= 3 for matches in _matches(connection, titles)):
            shown = " ".join(f'"{title}"' for title in titles)
            return f"\nWere the quotes forgotten? occupare compare {shown}"
    return '\nWere the quotes forgotten? Each title is one word to the shell only in quotes: "service manager"'
