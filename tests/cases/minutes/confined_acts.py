"""What hostile files make a reader do: called by name in a confined process."""

import os
import re
import signal
import sys
import time
from pathlib import Path

from cases.minutes.result import BrokenDocument, Link, LockedDocument


def same(value):
    return value


def pid(_value):
    return os.getpid()


def loop(_value):
    while True:
        pass


def sleep_with_child(path):
    """Start a program, as a reader of scanned pages does, and wait for it."""
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-c", "import time; time.sleep(60)"], {}
    )
    Path(path).write_text(str(child))
    time.sleep(60)


def devour(_value):
    held = []
    while True:
        held.append(bytearray(10_000_000))


def devour_and_tell(path):
    """Take all memory, and write down how large that made the process."""
    try:
        devour(path)
    except MemoryError:
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
        Path(path).write_text(str(int(peak[1]) * 1024))
        raise


def refuse(_value):
    raise LockedDocument("Filen er låst.")


def fail(_value):
    raise ZeroDivisionError


def recurse(value):
    return recurse([value])


def crash(_value):
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(_value):
    os._exit(0)


def chatter(value):
    print("pdf: warning", flush=True)
    os.write(1, b"\x00" * 100)
    return value


def hand_over_code(_value):
    return Evil()


class Evil:
    def __reduce__(self):
        return os.mkdir, ("/tmp/never",)


def long_answer(_value):
    return "x" * 30_000_000


def plain_data(_value):
    return (Link("a", None), BrokenDocument)


def environment(_value):
    return sorted(os.environ)
