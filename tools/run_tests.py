"""`make test`: the whole suite on SQLite and on PostgreSQL, and a line that says which ran.

Both run at the same time, SQLite before your eyes; what PostgreSQL said is printed after it. The
server is that of DATABASE_URL, else a private one from installed binaries. With REQUIRE_POSTGRES=1
it is an error when there is neither.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from private_postgres import find_binaries, private_postgres

ROOT = Path(__file__).resolve().parent.parent
HOW_TO_GET_IT = (
    "install PostgreSQL 15 or newer (Debian: apt install postgresql), "
    "or set DATABASE_URL=postgresql://…"
)
NOTHING_CHOSEN = 5  # what pytest answers when the arguments leave it no test
# The reader of minutes has no database, and tests of tools, settings and killed commands make their
# own: once is enough. Each goes with one of the two, so that both take about as long.
ONLY_ON_SQLITE = ("tests/cases/minutes", "tests/bench")
ONLY_ON_POSTGRES = (
    "tests/tooling",
    "tests/search",  # compares PostgreSQL with a SQLite of its own
    "tests/committee/test_settings.py",
    "tests/cases/management/test_stopped_imports.py",
)


def start(
    database_url: str, arguments: list[str], output: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    """Start pytest on one database, into `output` or before the user's eyes."""
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
    )


def without(paths: tuple[str, ...]) -> list[str]:
    """The arguments that leave these tests out."""
    return [f"--ignore={path}" for path in paths]


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a PostgreSQL server, or None when there is none."""
    url = os.environ.get("DATABASE_URL", "")
    binaries = find_binaries()
    if url.startswith(("postgres://", "postgresql://")):
        yield url
    elif binaries is None:
        yield None
    else:
        with private_postgres(binaries) as private_url:
            yield private_url


def run_both(arguments: list[str], output: IO[bytes]) -> dict[str, int | None]:
    """The exit status on each database; None where there is no server."""
    running: list[subprocess.Popen[bytes]] = []
    outcomes: dict[str, int | None] = {}
    with postgres() as url:
        try:
            elsewhere = without(ONLY_ON_POSTGRES) if url else []
            running.append(start("sqlite://:memory:", [*elsewhere, *arguments], None))
            if url:
                running.append(start(url, [*without(ONLY_ON_SQLITE), *arguments], output))
            for name, process in zip(("SQLite", "PostgreSQL"), running, strict=False):
                outcomes[name] = process.wait()
        finally:
            for process in running:
                process.kill()
                process.wait()
    return {"SQLite": None, "PostgreSQL": None, **outcomes}


def main(arguments: list[str]) -> int:
    """Run both and sum up."""
    # Ctrl-C and kill end the suite in the same way, so that a private server is always stopped.
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    with tempfile.TemporaryFile() as output:
        outcomes = run_both(arguments, output)
        output.seek(0)
        print(output.read().decode(errors="replace"))
    words = {None: f"not run: {HOW_TO_GET_IT}", 0: "passed", NOTHING_CHOSEN: "no test chosen"}
    summary = " · ".join(f"{name} {words.get(code, 'FAILED')}" for name, code in outcomes.items())
    print(f"\nDatabases: {summary}")
    if all(code == NOTHING_CHOSEN for code in outcomes.values()):
        return NOTHING_CHOSEN
    failed = any(code not in (None, 0, NOTHING_CHOSEN) for code in outcomes.values())
    required = os.environ.get("REQUIRE_POSTGRES") == "1"
    return 1 if failed or (required and outcomes["PostgreSQL"] is None) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
