"""Which files `occupare download` fetches, as declared under `download` in the `files.toml` of each publisher."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from occupare.errors import UsageError, nearest, quoted

DECLARATION = "files.toml"


@dataclass(frozen=True)
class Offer:
    """A file that a publisher offers: its address, where it goes below the folder of downloads, and its page.

    An address is verified where a person or a run of this program is known to have fetched it.
    """

    publisher: str
    address: str
    file: PurePosixPath
    page: str
    is_verified: bool


def offers(asked_publishers: Sequence[str], asked_releases: Sequence[str]) -> list[Offer]:
    """Return the files of these publishers (of all, where none is named), of these releases or the current ones.

    A release is asked of each publisher whose releases have its form (2024, or 31.0); raises UsageError where a name is
    unknown or a release has the form of none.
    """
    declared = {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(str(files("occupare.seeds"))).glob(f"*/{DECLARATION}"))
    }
    names = [name for name in declared if "download" in declared[name]]
    for name in asked_publishers:
        if name not in names:
            raise UsageError(
                f"--publisher {quoted(name)}: found no publisher of that name{nearest(name, names)}; "
                f"expected one of {', '.join(names)}"
            )
    chosen = {name: declared[name] for name in names if name in asked_publishers or not asked_publishers}
    for release in asked_releases:
        if not any(_has_form(one["download"], release) for one in chosen.values()):
            forms = [f"{name}: such as {one['download']['current']}" for name, one in chosen.items() if _form(one)]
            raise UsageError(
                f"--release {quoted(release)}: found no publisher that names its releases so; "
                f"expected {' or '.join(forms) or 'none: these publishers offer the current release alone'}"
            )
    return [offer for name, one in chosen.items() for offer in _of_publisher(name, one, asked_releases)]


def _form(declared: dict[str, Any]) -> str:
    return str(declared["download"].get("form", ""))


def _has_form(download: dict[str, Any], release: str) -> bool:
    return "form" in download and re.fullmatch(download["form"], release, re.ASCII) is not None


def _of_publisher(name: str, declared: dict[str, Any], asked_releases: Sequence[str]) -> list[Offer]:
    download = declared["download"]
    current = download.get("current", "")
    releases = dict.fromkeys(release for release in asked_releases if _has_form(download, release)) or [current]
    found = []
    for release in releases:
        form = re.fullmatch(download.get("form", ""), release, re.ASCII)
        parts = (form.group(), *form.groups()) if form else ()
        for file in download["file"]:
            is_earlier = release != current and "earlier" in file
            address = file["earlier" if is_earlier else "address"].format(*parts)
            folder = PurePosixPath(name, release) if is_earlier else PurePosixPath(name)
            local = folder / PurePosixPath(urlsplit(address).path).name
            page = file.get("page", declared["published_at"])
            found.append(Offer(name, address, local, page, file["verified"]))
    return found
