"""One file from one address, whole or not at all. Nothing else in the program opens a network connection."""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from occupare.errors import DataError, quoted

if TYPE_CHECKING:
    import requests

ATTEMPTS = 4  # at an answer of a server that is out of order, and again at a transfer that is cut off
FIRST_WAIT = 0.5  # seconds; each further wait is twice as long
SECONDS_TO_CONNECT = 10
MOST_BYTES = 1 << 30  # the largest published file is a tenth of it
PIECE = 1 << 16
OUT_OF_ORDER = (429, 500, 502, 503, 504)
ARCHIVES = {".zip", ".xlsx", ".ods"}

Advance = Callable[[int, int | None], None]


class Unavailable(Exception):
    """A file could not be had; the text is the reason."""


class Unreachable(Unavailable):
    """The host did not answer at all."""


@dataclass(frozen=True)
class Validators:
    """What a server says of a file's version, to ask later whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None

    def unless_changed(self) -> dict[str, str]:
        """Return the headers that ask for the file only where it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}

    def the_rest(self, received: int) -> dict[str, str]:
        """Return the headers that ask for what is missing of this very version, or none where that cannot be asked."""
        strong = self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified
        return {"Range": f"bytes={received}-", "If-Range": strong} if received and strong else {}


@dataclass(frozen=True)
class Fetched:
    """A file that was received: its size, its digest and its version."""

    size: int
    sha256: str
    version: Validators


class Fetcher:
    """Fetches files for a person who can be written to at `contact`; waits `timeout` seconds for a silent host."""

    def __init__(self, contact: str, timeout: float) -> None:
        self._session = _session(f"occupare/{version('occupare')} ({contact})")
        self._timeout = (min(timeout, SECONDS_TO_CONNECT), timeout)

    def fetch(self, address: str, part: Path, known: Validators, advance: Advance) -> Fetched | None:
        """Receive the file into the path `part`, resuming where the transfer is cut off; None: it is as `known`.

        Calls `advance` with the bytes received so far and, where the server says so, in all. Raises Unavailable where
        the file cannot be had, and OSError where it cannot be written.
        """
        from requests import RequestException

        seen = Validators()
        with part.open("wb") as file:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    response = self._answer(
                        address, seen.the_rest(file.tell()) if file.tell() else known.unless_changed()
                    )
                    if response.status_code == 304:
                        return None
                    seen = Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
                    _receive(response, file, advance)
                    break
                except RequestException as error:
                    if attempt == ATTEMPTS:
                        raise Unavailable(f"cut off after {file.tell():,} bytes: {_reason(error)}") from error
                time.sleep(FIRST_WAIT * 2 ** (attempt - 1))
        _refuse_other_content(part, address)
        with part.open("rb") as file:
            return Fetched(part.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), seen)

    def _answer(self, address: str, headers: dict[str, str]) -> requests.Response:
        """Return the begun answer; raises RequestException where it may come at another attempt."""
        from requests.exceptions import InvalidSchema, InvalidURL, RequestException, RetryError, TooManyRedirects
        from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError, SSLError

        host = urlsplit(address).netloc
        try:
            response = self._session.get(address, headers=headers, stream=True, timeout=self._timeout)
        except RetryError as error:
            raise Unavailable(f"{host} is out of order: it answered {ATTEMPTS} times with an error") from error
        except (TooManyRedirects, InvalidSchema, InvalidURL) as error:
            raise Unavailable(f"{host} leads nowhere: {_reason(error)}") from error
        except RequestException as error:
            if isinstance(_cause(error), NewConnectionError | ConnectTimeoutError | SSLError | ProxyError):
                raise Unreachable(f"{host} could not be reached: {_reason(error)}") from error
            raise
        if response.status_code not in (200, 206, 304):
            raise Unavailable(f"{host} answered {response.status_code} {quoted(response.reason)[1:-1]}")
        return response


def _session(user_agent: str) -> requests.Session:
    try:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3 import Retry
    except ModuleNotFoundError as error:
        raise DataError("downloading needs requests: pip install 'occupare[download]'") from error

    class Session(requests.Session):
        """A session that leaves a publisher's hosts for no other, and https for nothing."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:
            target = super().get_redirect_target(resp)
            if target is not None:
                _refuse_foreign_redirect(str(resp.url), target)
            return target

    session = Session()
    session.max_redirects = 5
    retry = Retry(
        connect=0,
        read=0,
        other=0,
        status=ATTEMPTS - 1,
        status_forcelist=OUT_OF_ORDER,
        backoff_factor=FIRST_WAIT,
        respect_retry_after_header=False,
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    # As it is stored: a compressed transfer can be neither resumed nor measured.
    session.headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}  # type: ignore[assignment]
    return session


def _refuse_foreign_redirect(address: str, target: str) -> None:
    here = urlsplit(address)
    try:
        there = urlsplit(urljoin(address, target))
    except ValueError as error:
        raise Unavailable(f"{here.netloc} leads nowhere: {quoted(target)} is no address") from error
    is_same_publisher = here.netloc == there.netloc or _domain(here.hostname) == _domain(there.hostname)
    if there.scheme not in (here.scheme, "https") or not is_same_publisher:
        raise Unavailable(f"{here.netloc} leads to another host, {quoted(f'{there.scheme}://{there.netloc}')}")


def _domain(host: str | None) -> str:
    """Return the last two labels of a host's name, or all of an address of numbers or a single word."""
    labels = (host or "").lower().split(".")
    return ".".join(labels[-2:]) if len(labels) > 1 and not labels[-1].isdigit() else f"{host} alone"


def _receive(response: requests.Response, file: IO[bytes], advance: Advance) -> None:
    """Append the rest of a file that was cut off, or write it from its first byte."""
    if response.status_code == 206:
        begins = response.headers.get("Content-Range", "").removeprefix("bytes ").split("-")[0]
        if begins != str(file.tell()):
            raise Unavailable("the host sent another part of the file than was asked for")
    else:
        file.seek(0)
        file.truncate()
    length = response.headers.get("Content-Length", "")
    total = file.tell() + int(length) if length.isdecimal() else None
    for piece in response.iter_content(PIECE):
        if max(total or 0, file.tell() + len(piece)) > MOST_BYTES:
            raise Unavailable(f"the file is larger than {MOST_BYTES >> 30} GiB, as no published file is")
        file.write(piece)
        advance(file.tell(), total)


def _refuse_other_content(part: Path, address: str) -> None:
    """Raise Unavailable where the bytes are not of the kind that the address names."""
    suffix = Path(urlsplit(address).path).suffix.lower()
    with part.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        raise Unavailable("the answer is a web page, not the file")
    if not head:
        raise Unavailable("the answer is empty")
    if suffix in ARCHIVES and not zipfile.is_zipfile(part):
        raise Unavailable(f"the answer is not a whole {suffix} file")


def _cause(error: BaseException) -> BaseException:
    """Return what the libraries' exceptions wrap."""
    inner = getattr(error, "reason", None) or (error.args[0] if error.args else None)
    return _cause(inner) if isinstance(inner, BaseException) else error


def _reason(error: BaseException) -> str:
    """Return the cause in a few words, without the objects that a library names in it."""
    text = str(_cause(error))
    system = re.search(r"\[Errno -?\d+\] ([^')\]]+)", text)
    return quoted(system[1] if system else text.split(": ", 1)[-1].strip("()' "))[1:-1]
