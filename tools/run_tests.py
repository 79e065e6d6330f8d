"""`make test`: the whole suite on SQLite, then on PostgreSQL, and a line that says which ran.

PostgreSQL is the server of DATABASE_URL, else a private one from installed binaries. With
REQUIRE_POSTGRES=1 it is an error when there is neither.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from private_postgres import find_binaries, private_postgres

ROOT = Path(__file__).resolve().parent.parent
HOW_TO_GET_IT = (
    "install PostgreSQL 15 or newer (Debian: apt install postgresql), "
    "or set DATABASE_URL=postgresql://…"
)


def run_suite(database_url: str, arguments: list[str]) -> int:
    """Run pytest on one database; its exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.call(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url})


def run_on_postgres(arguments: list[str]) -> int | None:
    """Run pytest on PostgreSQL; None when there is none.

    The tests of tools start programs with databases of their own: once, on SQLite, is enough.
    """
    arguments = ["--ignore=tests/tooling", *arguments]
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return run_suite(url, arguments)
    binaries = find_binaries()
    if binaries is None:
        return None
    with private_postgres(binaries) as private_url:
        return run_suite(private_url, arguments)


def main(arguments: list[str]) -> int:
    """Run both and sum up."""
    # Ctrl-C and kill end the suite in the same way, so that a private server is always stopped.
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    outcomes = {"SQLite": run_suite("sqlite://:memory:", arguments)}
    outcomes["PostgreSQL"] = run_on_postgres(arguments)
    words = {None: f"not run: {HOW_TO_GET_IT}", 0: "passed"}
    summary = " · ".join(f"{name} {words.get(code, 'FAILED')}" for name, code in outcomes.items())
    print(f"\nDatabases: {summary}")
    required = os.environ.get("REQUIRE_POSTGRES") == "1"
    failed = any(outcomes.values()) or (required and outcomes["PostgreSQL"] is None)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
