"""The folder of downloads: what is fetched into it, what is kept as it is, and the record of where it came from."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from occupare.errors import DataError, NetworkError, UsageError, quoted, say
from occupare.files import put_in_place, sha256, tidied, workplace
from occupare.importer.fetching import Advance, Fetcher, Unavailable, Unreachable, Validators
from occupare.importer.offers import Offer

RECORD = "downloads.json"
MIRROR = "OCCUPARE_MIRROR"  # a web address below which each publisher's files lie, in a folder named after the host
UNCHANGED = "unchanged"
UNVERIFIED = "address not verified: nobody is known to have fetched it yet"
CONTACT = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")


@dataclass(frozen=True)
class Record:
    """What is known of a file that was fetched; `replaces` is the hash of the one that was there before it."""

    file: str
    address: str
    bytes: int
    sha256: str
    retrieved_at: str
    etag: str | None = None
    last_modified: str | None = None
    replaces: str | None = None


def read_record(downloads: Path) -> dict[str, Record]:
    """Return what the folder's downloads.json says of each file, by the file's path; nothing where there is none.

    Raises DataError where it is not what `occupare download` wrote.
    """
    path = downloads / RECORD
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["files"]
        records = [Record(**entry) for entry in entries]
        moments = [datetime.fromisoformat(record.retrieved_at) for record in records]
        if any(moment.tzinfo is None for moment in moments):
            raise ValueError("a moment without a time zone")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: found something else than 'occupare download' writes ({quoted(error)}); "
            "remove it, and the files count as fetched by hand"
        ) from error
    return {record.file: record for record in records}


def download(folder: Path, wanted: Sequence[Offer], contact: str | None, timeout: float) -> None:
    """Fetch each file that is absent, or that its publisher has changed since, and say what became of it.

    Raises UsageError where the contact is none, NetworkError where no host can be reached, and DataError where a file
    could not be had or written: the others are there then, and the message says where a person gets the missing ones.
    """
    fetcher = Fetcher(_checked(contact), timeout)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: found a file, expected a folder for the downloads")
    run = _Run(folder, fetcher, read_record(folder))
    missing: dict[Offer, str] = {}
    for offer in wanted:
        try:
            say(f"{folder / offer.file}: {run.bring(offer)}")
        except Unreachable as error:
            # A host is asked once; of its other files there is no more to say.
            if str(error) not in missing.values():
                say(f"{folder / offer.file}: not had: {error}")
            missing[offer] = str(error)
        except Unavailable as error:
            say(f"{folder / offer.file}: not had: {error}{_warned(offer)}")
            missing[offer] = str(error)
        except OSError as error:
            raise DataError(
                f"{folder / offer.file}: cannot be written: {error.strerror or error}; make room or name "
                "another folder, then run it again: what is there is kept"
            ) from error
    if missing and run.reached == 0:
        raise NetworkError(
            "no publisher could be reached, so nothing was fetched; is this machine connected to the internet?"
        )
    if missing:
        raise DataError(_by_hand(folder, list(missing), len(wanted)))


def _checked(contact: str | None) -> str:
    if contact is None:
        raise UsageError(
            "the publishers refuse programs that do not say whom to write to; "
            "add your address, which goes to them and nowhere else: --contact you@example.org"
        )
    if not CONTACT.fullmatch(contact):
        raise UsageError(f"--contact {quoted(contact)}: expected an e-mail address, such as you@example.org")
    return contact


def _by_hand(folder: Path, missing: list[Offer], count: int) -> str:
    lines = [f"  {offer.page}\n    save {offer.address} as {folder / offer.file}{_warned(offer)}" for offer in missing]
    told = f"{folder}: {len(missing)} of {count} files could not be had. Save them with a browser, then go on as usual:"
    return "\n".join([told, *lines])


def _warned(offer: Offer) -> str:
    return "" if offer.is_verified else f" ({UNVERIFIED})"


class _Run:
    """One run over the folder: brings files and keeps the record, after each file, of what is there."""

    def __init__(self, folder: Path, fetcher: Fetcher, records: dict[str, Record]) -> None:
        self._folder, self._fetcher, self._records = folder, fetcher, records
        self._silent: dict[str, str] = {}
        self.reached = 0

    def bring(self, offer: Offer) -> str:
        """Fetch a file unless it is there and unchanged; return what became of it, in words."""
        path, name = self._folder / offer.file, str(offer.file)
        tidied(path)
        known = self._records.get(name)
        held = sha256(path) if path.exists() else None
        if held and (known is None or held not in (known.sha256, known.replaces)):
            return "kept as it is: fetched by hand; remove it to fetch it again"
        address = _mirrored(offer.address)
        host = urlsplit(address).netloc
        if host in self._silent:
            raise Unreachable(self._silent[host])
        is_asked_again = known is not None and held == known.sha256 and known.address == address
        version = Validators(known.etag, known.last_modified) if known and is_asked_again else Validators()
        try:
            state = self._fetch(path, name, address, version, held)
            if state != UNCHANGED:
                state += _warned(offer)
        except Unreachable as error:
            self._silent[host] = str(error)
            raise
        except Unavailable:
            self.reached += 1
            raise
        self.reached += 1
        return state

    def _fetch(self, path: Path, name: str, address: str, version: Validators, held: str | None) -> str:
        with _part(path) as part, _progress(path.name) as advance:
            fetched = self._fetcher.fetch(address, part, version, advance)
            if fetched is None:
                return UNCHANGED
            now = datetime.now(UTC).isoformat(timespec="seconds")
            path.parent.mkdir(parents=True, exist_ok=True)
            # First the record: where a run ends between the two, the next one knows the old file for a fetched one.
            self._records[name] = Record(
                name, address, fetched.size, fetched.sha256, now,
                fetched.version.etag, fetched.version.last_modified, held,
            )  # fmt: skip
            self._write_record()
            put_in_place(part, path)
        if held == fetched.sha256:
            return UNCHANGED
        return f"{'changed at its publisher, ' if held else ''}{fetched.size:,} bytes"

    def _write_record(self) -> None:
        entries = [asdict(self._records[name]) for name in sorted(self._records)]
        with _part(self._folder / RECORD) as part:
            part.write_text(json.dumps({"files": entries}, indent=2) + "\n", encoding="utf-8")
            put_in_place(part, self._folder / RECORD)


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """Yield a path in the file's workplace to write at; whatever is still there afterwards goes, empty folders too."""
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with workplace(path) as folder:
            yield folder / path.name
    finally:
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()


@contextmanager
def _progress(name: str) -> Iterator[Advance]:
    """Show a bar with bytes and speed on a terminal's stderr; in a pipe nothing."""
    if not sys.stderr.isatty():
        yield lambda _received, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda received, total: bar.update(task, completed=received, total=total)


def _mirrored(address: str) -> str:
    """Return the address, or that of the same file at the mirror that the environment names."""
    mirror = os.environ.get(MIRROR)
    if not mirror:
        return address
    if not re.match(r"https?://[\w.-]+(:\d+)?(/|$)", mirror):
        raise UsageError(f"${MIRROR}: found {quoted(mirror)}, expected a web address, such as https://host/folder")
    return f"{mirror.rstrip('/')}/{address.removeprefix('https://')}"
