"""What a command writes: whole or not at all, put in place at once, and nothing of a stranger's replaced.

Work goes on in a folder beside the target. Its name is fixed and under a lock: the next run clears what a killed one
left.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from occupare.errors import DataError, UsageError
from occupare.process import SignalsHeld

_EARLIER = "earlier"


class Busy(DataError):
    """Another process is writing the same target."""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write a file or a folder at, which takes the place of the named one when the block ends well.

    What lies beside it in its folder goes when the block ends. A link keeps its name, a file its permissions; what is
    neither file nor folder, such as /dev/null or a named pipe, gets the bytes. Raises Busy where another process is at
    it, and OSError where it can't be written; the target is then as it was.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with scratch() as folder:
            yield folder / "made"
            with (folder / "made").open("rb") as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink)
        return
    with workplace(target) as folder:
        made = folder / "made"
        yield made
        put_in_place(made, target)


@contextlib.contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside the target to work in; what a killed run left in it is cleared first.

    A target that was on its way to its place is put there. Raises Busy where another process is at work on the target.
    """
    folder = _beside(target, "writing")
    lock = None
    try:
        with SignalsHeld():
            lock = _locked(target)
            _clear(folder, target)
            folder.mkdir(mode=0o700)
        yield folder
    finally:
        if lock is not None:
            with SignalsHeld():
                shutil.rmtree(folder, ignore_errors=True)
                with contextlib.suppress(OSError):  # Windows removes no open file; the next run uses it again
                    _beside(target, "lock").unlink()
                lock.close()


def abandon(folder: Path) -> None:
    """Clear a workplace of this process, which has to end at once."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.with_name(folder.name.removesuffix("writing") + "lock").unlink()


def tidied(target: Path) -> None:
    """Clear what a killed run left beside a target that is not to be written; another process at work is left alone."""
    if any(os.path.lexists(_beside(target, purpose)) for purpose in ("writing", "lock")):
        with contextlib.suppress(OSError, Busy), workplace(target):
            pass


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder of our own where the system keeps temporary files."""
    owner = str(os.getuid()) if sys.platform != "win32" else "ours"
    with contextlib.ExitStack() as stack:
        for number in itertools.count():  # one for each process at work, used again once it has ended
            with contextlib.suppress(Busy, FileExistsError):
                place = Path(tempfile.gettempdir()).absolute() / f"occupare.{owner}.{number}"
                yield stack.enter_context(workplace(place))
                return


def put_in_place(made: Path, target: Path) -> None:
    """Put what was made in the target's workplace in the place of the target, at once where the system can."""
    if made.is_dir():
        if not target.exists():
            made.rename(target)
        elif not _exchange(made, target):
            earlier = made.with_name(_EARLIER)
            target.rename(earlier)
            try:
                made.rename(target)
            except OSError:
                earlier.rename(target)
                raise
    else:
        if target.is_file():
            shutil.copymode(target, made)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        made.replace(target)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def refuse_database(path: Path) -> None:
    """Raise DataError for a DuckDB database: no command means to write a table over one."""
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                is_database = file.read(12)[8:] == b"DUCK"
            if is_database:
                raise DataError(f"{path}: found a DuckDB database, which would be lost; name another file with -o")


def refuse_strangers(folder: Path, made: Mapping[str, str | None], maker: str, remedy: str) -> None:
    """Raise UsageError unless the folder is absent, empty, or holds just what its maker wrote, unchanged.

    `made` has the SHA-256 of each file by its path in the folder, None for the record that says so. The maker is such
    as "an export", the remedy such as "name a new folder with -o".
    """
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise UsageError(f"{folder}: found a file, expected a new folder; {remedy}")
    folders = {parent.as_posix() for name in made for parent in PurePosixPath(name).parents}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink() and name in folders:
            continue
        if not path.is_file() or name not in made:
            found = f"not written by {maker}"
        elif made[name] not in (None, sha256(path)):
            found = f"changed since {maker} wrote it"
        else:
            continue
        kind = "folder" if path.is_dir() else "file"
        raise UsageError(f"{path}: found a {kind} {found}, which would be lost; {remedy}")


def _beside(target: Path, purpose: str) -> Path:
    """Return a hidden path beside the target, named so that the engine reads it as it stands."""
    name = re.sub(r"[^\w .-]", "_", target.name)
    if name != target.name:
        name += "." + hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
    return target.with_name(f".{name}.{purpose}")


def _clear(folder: Path, target: Path) -> None:
    earlier = folder / _EARLIER
    if earlier.is_dir() and not os.path.lexists(target):
        earlier.rename(target)
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _locked(target: Path) -> IO[bytes]:
    """Return the lock file of a target, locked until it is closed or the process ends, however it ends."""
    path = _beside(target, "lock")
    no_link = getattr(os, "O_NOFOLLOW", 0)
    file = open(os.open(path, os.O_RDWR | os.O_CREAT | no_link, 0o600), "r+b", buffering=0)  # noqa: PTH123, SIM115
    if not _is_locked_here(file, path):
        file.close()
        raise Busy(f"{target}: another process is writing it; wait for it to end, then try again")
    return file


def _is_locked_here(file: IO[bytes], path: Path) -> bool:
    """Lock the file and return whether that went well and the path still names it, not one made since."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths swap what they name, in one step; returns False where the system can't."""
    if sys.platform != "linux":
        return False
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    try:
        renamed = ctypes.CDLL(None).renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange)
    except (OSError, AttributeError):  # another C library
        return False
    return int(renamed) == 0
