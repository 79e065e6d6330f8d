"""What every benchmark says of itself: where it ran, on what versions, at which commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def commit() -> str:
    """The commit that is measured, with a plus where files are changed; empty outside a checkout."""
    command = ["git", "describe", "--always", "--abbrev=7", "--exclude=*", "--dirty=+"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def machine() -> str:
    """Processor, cores and memory."""
    name, memory = platform.machine(), 0
    facts = {path: Path(path) for path in ("/proc/cpuinfo", "/proc/meminfo")}
    # model name	: Intel(R) Xeon(R) CPU @ 2.60GHz
    if facts["/proc/cpuinfo"].exists():
        found = re.search(r"^model name\s*:\s*(.+)$", facts["/proc/cpuinfo"].read_text(), re.M)
        name = found[1] if found else name
    # MemTotal:       16374516 kB
    if facts["/proc/meminfo"].exists():
        found = re.search(r"^MemTotal:\s*(\d+)", facts["/proc/meminfo"].read_text(), re.M)
        memory = int(found[1]) // 1024**2 if found else 0
    return f"{name}, {os.cpu_count()} cores, {memory} GB"
