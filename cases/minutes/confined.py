"""Runs what reads a stranger's file in a process of its own, which can be stopped and can run out.

A process is kept warm for the next file, since starting one costs more than reading a small file. It
is replaced after every failure, and gets nothing of the portal's environment but where programs lie.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import io
import logging
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, Any

from cases.minutes.limits import Limits
from cases.minutes.result import BrokenDocument, MinutesError, TooLarge, TooSlow

try:
    import resource
except ImportError:  # not on Windows: there, only the clock watches
    resource = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = 2  # processes that read at the same time for one process of the portal
_IDLE_SECONDS = 60
_FILES_EACH = 200  # then a process is replaced, in case a library holds on to memory
_KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "SYSTEMROOT")
_LENGTH = struct.Struct(">Q")


def run_confined(function: str, *args: Any, limits: Limits) -> Any:
    """The result of `function` ("package.module:name") called with `args` in a confined process.

    A MinutesError raised there is raised here. Raises TooSlow or TooLarge when it goes beyond
    `limits`, and BrokenDocument when the process fails in any other way.
    """
    with _POOL.turn:
        child = _POOL.take()
        try:
            kind, value, goes_on = child.ask((function, args, limits), limits)
        except BaseException:
            child.close()
            raise
        _POOL.give_back(child) if goes_on else child.close()
    if kind == "result":
        return value
    if kind == "refused":
        raise value
    if kind == "memory":
        raise _too_large(limits)
    logger.warning("%s failed on a file:\n%s", function, value)
    raise _broken()


def _too_large(limits: Limits) -> TooLarge:
    return TooLarge(
        f"Filen kræver mere hukommelse, end der er sat af til at læse en fil ({limits.memory >> 20} "
        "MB). Del den i mindre filer, eller gem den som ren tekst."
    )


def _too_slow(limits: Limits) -> TooSlow:
    return TooSlow(
        f"Det tog over {limits.seconds:g} sekunder at læse filen, så den blev opgivet. Del den i "
        "mindre filer, eller gem den som ren tekst."
    )


def _broken() -> BrokenDocument:
    return BrokenDocument(
        "Filen kunne ikke læses til ende. Hent den igen fra kilden, eller gem den i et andet "
        "format, fx PDF eller ren tekst."
    )


class _Child:
    """A process that answers one question after another."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            start_new_session=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.questions: IO[bytes] = self.process.stdin
        self.answers: IO[bytes] = self.process.stdout
        self.idle: threading.Timer | None = None

    def ask(self, question: Any, limits: Limits) -> tuple[str, Any, bool]:
        """The answer, or TooSlow, TooLarge or BrokenDocument for a process that died of it."""
        overdue = threading.Event()

        def stop() -> None:
            overdue.set()
            self.kill()

        timer = threading.Timer(limits.seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            pickle.dump(question, self.questions, pickle.HIGHEST_PROTOCOL)
            self.questions.flush()
            said = _read_sized(self.answers)
        except (OSError, EOFError) as error:
            raise self._cause_of_death(overdue.is_set(), limits) from error
        finally:
            timer.cancel()
        try:
            answer: tuple[str, Any, bool] = _Answer(io.BytesIO(said)).load()
        except Exception as error:
            raise _broken() from error
        return answer

    def _cause_of_death(self, is_overdue: bool, limits: Limits) -> MinutesError:
        self.kill()
        status = self.process.wait()
        clocks = [-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGALRM")]
        if is_overdue or (status < 0 and status in clocks):
            return _too_slow(limits)
        if status == -getattr(signal, "SIGKILL", 0):
            return _too_large(limits)
        logger.warning("A process that read a file ended with status %s", status)
        return _broken()

    def kill(self) -> None:
        """End the process and all that it has started."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if hasattr(os, "killpg"):
                    os.killpg(self.process.pid, signal.SIGKILL)
                else:
                    self.process.kill()

    def close(self) -> None:
        """End the process, and leave nothing of it behind."""
        self.kill()
        self.let_go()
        self.process.wait()

    def let_go(self) -> None:
        """Close this process' ends of the pipes."""
        for pipe in (self.questions, self.answers):
            with contextlib.suppress(OSError):
                pipe.close()


class _Answer(pickle.Unpickler):
    """Unpickles what a confined process says: only plain data of `cases.minutes`, and dates.

    A process that reads hostile files is not trusted to name code for this one to run.
    """

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, where it is one of ours."""
        found = super().find_class(module, name)
        ours = module == "datetime" or module.startswith("cases.minutes.")
        if ours and isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")


class _Pool:
    """The processes that wait for the next file."""

    def __init__(self) -> None:
        self.turn = threading.BoundedSemaphore(_AT_ONCE)
        self.lock = threading.Lock()
        self.waiting: list[_Child] = []

    def take(self) -> _Child:
        """A process that waits, or a new one."""
        while True:
            with self.lock:
                child = self.waiting.pop() if self.waiting else None
            if child is None:
                return _Child()
            if child.idle is not None:
                child.idle.cancel()
            if child.process.poll() is None:
                return child
            child.close()

    def give_back(self, child: _Child) -> None:
        """Keep a process for the next file, for a minute."""
        child.idle = threading.Timer(_IDLE_SECONDS, self.retire, [child])
        child.idle.daemon = True
        with self.lock:
            self.waiting.append(child)
        child.idle.start()

    def retire(self, child: _Child) -> None:
        """End a process that nobody has needed."""
        with self.lock:
            if child not in self.waiting:
                return
            self.waiting.remove(child)
        child.close()

    def close(self) -> None:
        """End the processes that wait, when this one ends."""
        for child in list(self.waiting):
            if child.idle is not None:
                child.idle.cancel()
            self.retire(child)

    def forget(self) -> None:
        """After a fork, the processes are the parent's: only the pipes' copies are closed."""
        for child in self.waiting:
            child.let_go()
            child.process.returncode = 0  # so that it is not waited for here
        self.__init__()  # type: ignore[misc]  # locks may have been held in the parent


def _read_sized(stream: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    return _read_exactly(stream, length)


def _read_exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


_POOL = _Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)


def serve() -> None:
    """Answer questions until there are no more: what the confined process does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for count in range(1, _FILES_EACH + 1):
        try:
            function, args, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our parent
        except EOFError:
            return
        _confine(limits)
        kind, value = _answer(function, args)
        goes_on = kind in ("result", "refused") and count < _FILES_EACH and _is_slim(limits)
        answers.write(_packed(kind, value, goes_on, limits))
        answers.flush()
        if not goes_on:
            return
        if resource is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)  # waiting for the next file is no crime


def _answer(function: str, args: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        module, _, name = function.partition(":")
        return "result", getattr(importlib.import_module(module), name)(*args)
    except MinutesError as error:
        return "refused", error
    except MemoryError:
        return "memory", ""
    except Exception:
        return "fault", traceback.format_exc(limit=-20)


def _packed(kind: str, value: Any, goes_on: bool, limits: Limits) -> bytes:
    """The answer as it is sent: no longer than the portal's own process can take in."""
    try:
        data = pickle.dumps((kind, value, goes_on), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        data = pickle.dumps(("memory", "", False))
    except Exception:
        data = pickle.dumps(("fault", traceback.format_exc(limit=-20), False))
    try:
        limits.check_text(len(data) // 2)  # marks and structure take up to as much as the text
    except MinutesError as error:
        data = pickle.dumps(("refused", error, False))
    return _LENGTH.pack(len(data)) + data


def _confine(limits: Limits) -> None:
    """Set the process' own limits, for one file. They hold when the portal's process is gone, too."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(limits.seconds) + 2
    _set_soft(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)
    _set_soft(resource.RLIMIT_DATA, limits.memory * 2 // 3)  # the rest is programs and the portal
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _set_soft(what: int, wanted: int) -> None:
    _soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (wanted, hard))


def _is_slim(limits: Limits) -> bool:
    """Whether the process is small enough to be kept. Its largest size would tell of its parent too."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return True
    return pages * os.sysconf("SC_PAGE_SIZE") < limits.memory // 3


if __name__ == "__main__":
    serve()
