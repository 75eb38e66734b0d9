"""The files of a folder of downloads, members of .zip files among them, and why some can't be read."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO

from occupare.errors import UsageError

WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods")
TEXTS = (".txt", ".tsv", ".tab", ".csv")
HEAD_BYTES = 256 * 1024
# A workbook is opened whole; the largest that a known publisher offers has 90 MB.
LARGEST_WORKBOOK = 256 * 1024 * 1024

# What the first bytes of a file say that it is.
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"Rar!", "a .rar file: unpack it first"),
    (b"7z\xbc\xaf", "a .7z file: unpack it first"),
    (b"\x1f\x8b", "packed by gzip, in spite of its name: let the name end in .gz"),
    (b"BZh", "a .bz2 file: unpack it first"),
    (b"\xfd7zXZ", "an .xz file: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a .zst file: unpack it first"),
    (b"PAR1", "a Parquet file: save it as CSV"),
    (b"\x1a\x45\xdf\xa3", "a video"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FALL_BACKS = {
    ".sql": "SQL statements: load them into a database and save its tables as CSV, or take the text or CSV download",
    ".json": "JSON: take the publisher's text, CSV or Excel download instead",
    ".tar": "a .tar file: unpack it first",
    ".tgz": "a .tgz file: unpack it first",
    ".docx": "a document of a word processor",
    ".mp4": "a video",
    ".nt": "RDF triples: take the publisher's text, CSV or Excel download instead",
}


class UnreadableFile(Exception):
    """A file that can't be read as a table; its text says what it is, and the remedy where there is one."""


@dataclass
class PublishedFile:
    """A file of the folder of downloads, or a member of a .zip in it; its path is as seen from that folder."""

    path: PurePosixPath
    disk_path: Path
    member: zipfile.ZipInfo | None = None
    root_name: str = ""
    trouble: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the folders that lead to it, from the given folder's own name on, and its own."""
        return (self.root_name, *self.path.parts) if self.root_name else self.path.parts

    @property
    def suffix(self) -> str:
        """The ending of its name, without .gz, in lower case."""
        name = self.path.with_suffix("") if self.path.suffix.lower() == ".gz" else self.path
        return name.suffix.lower()

    @property
    def stem(self) -> str:
        """Its name in lower case without ending, underscores and a copy's number."""
        name = self.path.name.lower().removesuffix(".gz")
        return PurePosixPath(name).stem.replace("_", " ").strip()

    @cached_property
    def size(self) -> int:
        """Bytes, unpacked from a .zip."""
        if self.member is None:
            return self.disk_path.stat().st_size
        return self.member.file_size

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Open the file's bytes; raises UnreadableFile where its container is damaged or encrypted."""
        try:
            with self._raw() as stream:
                if self.path.suffix.lower() == ".gz":
                    with gzip.open(stream) as unpacked:
                        yield unpacked  # type: ignore[misc]
                else:
                    yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise UnreadableFile(f"damaged ({error}); download it again") from error
        except NotImplementedError as error:
            raise UnreadableFile(f"packed in a way that can't be read here ({error}); unpack it first") from error
        except RuntimeError as error:
            if "password" not in str(error) and "encrypted" not in str(error):
                raise
            raise UnreadableFile("encrypted: unpack it with its password first") from error
        except OSError as error:
            raise UnreadableFile(f"can't be read ({error.strerror or error})") from error

    @contextmanager
    def _raw(self) -> Iterator[IO[bytes]]:
        if self.member is None:
            with self.disk_path.open("rb") as stream:
                yield stream
        else:
            with zipfile.ZipFile(self.disk_path) as archive, archive.open(self.member) as member:
                yield member

    def content(self) -> bytes:
        """Return the file's bytes."""
        with self.opened() as stream:
            return stream.read()

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the file."""
        with self.opened() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def sha256(self) -> str:
        """A digest of the file's bytes."""
        digest = hashlib.sha256()
        with self.opened() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()

    def table_content(self) -> io.BytesIO | None:
        """Return a workbook's bytes, None for a text; raises UnreadableFile that says what any other file is."""
        if self.trouble:
            raise UnreadableFile(self.trouble)
        head = self.head
        start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start):
            raise UnreadableFile("a web page (HTML), not the file of this name; download it again in a browser")
        if not head and self.suffix in (*WORKBOOKS, *TEXTS):
            raise UnreadableFile("empty; download it again")
        if self.suffix in WORKBOOKS:
            return self._workbook(head)
        for signature, words in _SIGNATURES:
            if head.startswith(signature):
                raise UnreadableFile(words)
        if head[4:8] == b"ftyp":
            raise UnreadableFile("a video")
        if head.startswith(b"PK\x03\x04"):
            nested = self.suffix == ".zip"
            packed = "a packed file or document; if it is a workbook, let its name end in .xlsx"
            raise UnreadableFile("a .zip inside a .zip: unpack it first" if nested else packed)
        if self.suffix not in TEXTS:
            raise UnreadableFile(_FALL_BACKS.get(self.suffix, "no table of a known publisher"))
        if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableFile("no text: it holds NUL bytes")
        return None

    def _workbook(self, head: bytes) -> io.BytesIO:
        if not head.startswith((b"PK", _OLE, b"\x09\x08")):
            raise UnreadableFile("no workbook, in spite of its name; download it again")
        if self.size > LARGEST_WORKBOOK:
            raise UnreadableFile(f"a workbook of {self.size // 2**20} MB, too large to open; save it as CSV")
        content = self.content()
        if head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile("encrypted: open it with its password and save it without one")
        return io.BytesIO(content)


def find_files(downloads: Path) -> list[PublishedFile]:
    """Return every file below the folder (or the one file given), members of .zip files among them, sorted by path.

    A damaged .zip is a file with trouble. Raises UsageError where there is no such folder.
    """
    if not downloads.exists():
        raise UsageError(f"{downloads}: found nothing, expected a folder of published files")
    root = downloads if downloads.is_dir() else downloads.parent
    root_name = _told(root.resolve().name)
    found: list[PublishedFile] = []
    for path in sorted(downloads.rglob("*")) if downloads.is_dir() else [downloads]:
        if path.name.startswith((".", "~$")) or (path.is_dir() and not path.is_symlink()):
            continue
        shown = PurePosixPath(_told(path.relative_to(root).as_posix()))
        if path.is_file() and path.suffix.lower() == ".zip":
            found.extend(_members(path, shown, root_name))
        else:
            found.append(PublishedFile(shown, path, None, root_name, "" if path.is_file() else _what_it_is(path)))
    return found


def _told(name: str) -> str:
    """Return a name as text that can be written, whatever bytes it has on the disk."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _what_it_is(path: Path) -> str:
    if path.is_dir():
        return "a link to a folder, which is not followed; name that folder itself, or move its files here"
    return "a link to nothing" if path.is_symlink() else "neither a file nor a folder"


def _members(archive_path: Path, shown: PurePosixPath, root_name: str) -> list[PublishedFile]:
    try:
        with zipfile.ZipFile(archive_path) as archive:
            # By their entries, for two may have one name.
            members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        trouble = f"a damaged .zip ({error}); download it again"
        with archive_path.open("rb") as stream:
            if b"<html" in stream.read(1024).lower():
                trouble = "a web page (HTML), not the file of this name; download it again in a browser"
        return [PublishedFile(shown, archive_path, None, root_name, trouble)]
    return [
        PublishedFile(shown / _told(member.filename), archive_path, member, root_name)
        for member in members
        if not PurePosixPath(member.filename).name.startswith((".", "~$"))
        and not member.filename.startswith("__MACOSX/")
    ]
