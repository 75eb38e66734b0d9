"""How the process begins and ends: its three streams open, each signal and each fault told once, by an exit code.

0 ok, 1 the data or the query is at fault (or Occupare itself), 2 usage, 3 the database cannot be opened,
130 interrupted, 143 terminated, 129 hung up. It imports next to nothing, so that a signal finds it ready.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # typing itself takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType
    from typing import NoReturn

_WORDS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "hung up"}
_DAMAGED = ("Corrupt database file", "Could not read enough bytes", "does not match stored checksum")
_UNWRITABLE = ("Could not write", "Cannot open file", "Cannot write", "No space left", "Too many open files")
# How Python and its extensions end where no memory is left, besides with a MemoryError.
_NO_MEMORY = (
    "can't start new thread",
    "error return without exception set",
    "without setting an exception",
    "failed to map segment from shared object",
)
_LACKING = ("CatalogException", "BinderException")


class Signalled(KeyboardInterrupt):
    """A signal asked the process to end; what is being written is cleared on the way out."""


class _Received:
    """The signal that came, if one did: the engine may turn its exception into another."""

    signal: int | None = None
    is_held = False


class SignalsHeld:
    """A context in which no signal breaks in: one that comes ends the process when the context is left."""

    def __enter__(self) -> None:
        """Hold signals from here on."""
        _Received.is_held = True

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Let them through again; raises Signalled where one came."""
        _Received.is_held = False
        if _Received.signal is not None and _error is None:
            raise Signalled


def run(command: Callable[[], int]) -> NoReturn:
    """Run the command and exit with the code that it returns, or that its end means; no traceback is shown."""
    try:
        _heed_signals()
        _open_streams()
        code = command()
        sys.stdout.flush()
    except BaseException as error:
        code = _told(error)
    if _Received.signal is not None and code != 0:
        code = 128 + _Received.signal
    _leave(code)


def leave_at_once(reason: BaseException) -> NoReturn:
    """End the process with the exit code that the reason means, although a thread of it is still at work."""
    os._exit(_told(reason))


def _heed_signals() -> None:
    for name in _WORDS:
        number = getattr(signal, name, None)
        # What whoever started us ignores, such as nohup, stays ignored.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _receive)


def _receive(number: int, _frame: FrameType | None) -> None:
    _Received.signal = number
    if not _Received.is_held:
        raise Signalled


def _open_streams() -> None:
    """Open what is closed of stdin, stdout and stderr on nothing: else a file of ours would take its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for name in ("COLUMNS", "LINES"):  # libraries take any digit for a number, such as ²
        if not os.environ.get(name, "0").isascii():
            del os.environ[name]


def _told(error: BaseException) -> int:
    """Say what ended the command and return the exit code that it means."""
    if _Received.signal is not None:
        _say(_WORDS[signal.Signals(_Received.signal).name])
        return 128 + _Received.signal
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    if isinstance(error, BrokenPipeError):  # the reader has seen enough
        return 0
    message, code = _explained(error)
    _say(message)
    return code


def _explained(error: BaseException) -> tuple[str, int]:
    from occupare.errors import OccupareError

    if isinstance(error, KeyboardInterrupt):
        return _WORDS["SIGINT"], 130
    chain, each = [], error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or each.__context__  # type: ignore[assignment]
    engine = next((each for each in chain if type(each).__module__ in ("duckdb", "_duckdb")), None)
    if engine is not None and any(words in str(engine) for words in _DAMAGED):
        return f"the database file is damaged: {_first_line(engine)}; build it again, or bring it back from a copy", 3
    if isinstance(error, OccupareError):
        return str(error), error.exit_code
    is_lacking = isinstance(error, RuntimeError | SystemError | ImportError) and any(
        words in str(error) for words in _NO_MEMORY
    )
    if is_lacking or isinstance(error, MemoryError) or type(engine).__name__ == "OutOfMemoryException":
        return "out of memory; ask for fewer rows, or give the process more", 1
    if isinstance(error, RecursionError):
        return "what was asked for is nested too deeply; write it flatter", 1
    if isinstance(error, OSError):
        return _os_error(error), 1
    if type(engine).__name__ == "IOException" or any(words in str(engine) for words in _UNWRITABLE):
        return f"{_first_line(engine)}", 1
    if type(engine).__name__ in _LACKING:
        return f"the database is not as Occupare built it: {_first_line(engine)}; build it again", 3
    details = _written_down(error)
    return f"a fault of Occupare: {type(error).__name__}: {_first_line(error)}; {details}", 1


def _os_error(error: OSError) -> str:
    if error.filename is None:
        try:
            os.getcwd()  # noqa: PTH109
        except OSError:
            return "the current folder is gone; change to another one, then try again"
    return f"{error.filename or 'stdout'}: {error.strerror or error}"


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "no message")


def _written_down(error: BaseException) -> str:
    """Write the traceback to a file of its own and say where it is."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="occupare-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(f"occupare {' '.join(sys.argv[1:])}\n\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return "please report it with the command that you called"
    return f"please report it with {file.name}"


def _say(message: str) -> None:
    try:
        from occupare.errors import say

        say(message)
    except BaseException:  # so early, or so late, that nothing else can be done
        os.write(2, message.encode("utf-8", "backslashreplace") + b"\n")


def _leave(code: int) -> NoReturn:
    """Exit; what a closed pipe or a full disk leaves in stdout's buffer has nowhere to go."""
    try:
        sys.stdout.flush()
    except BaseException:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
    if _Received.signal is not None:  # a thread may still wait for the engine
        os._exit(code)
    sys.exit(code)
