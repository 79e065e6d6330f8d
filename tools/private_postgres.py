"""A PostgreSQL server of one's own for as long as it is needed: private folder, socket only.

PostgreSQL refuses to run as root, so as root it is started as `postgres` or `nobody`.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Locale C would leave Æ, Ø and Å out of lower() and of text search; C.UTF-8 knows them.
_INITDB = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--username=sagsspor"]
# Durability is of no use to a database that is thrown away.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, or None."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name)
    )
    on_path = shutil.which("postgres")
    named = os.environ.get("PG_BINDIR")
    candidates = [Path(named)] if named else []
    candidates += debian
    candidates += [Path(on_path).resolve().parent] if on_path else []
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres", "createdb")):
            return folder
    return None


def _other_user() -> dict[str, object]:
    """Arguments to subprocess that leave root behind, where we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL cannot run as root, and there is no user postgres or nobody.")


@contextlib.contextmanager
def private_postgres(binaries: Path) -> Iterator[str]:
    """The DATABASE_URL of a fresh server; stopped and removed afterwards, whatever happens."""
    user = _other_user()
    # /var/tmp and a short name: the path of a socket may be 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="sagsspor-pg-", dir="/var/tmp"))  # mkdtemp makes it ours
    try:
        if user:
            os.chown(folder, user["user"], user["group"])  # type: ignore[arg-type]  # ints, see above
        data = folder / "data"

        def run(*command: object) -> None:
            subprocess.run(
                [str(part) for part in command],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **user,  # type: ignore[call-overload]  # keyword arguments of Popen
            )

        run(binaries / "initdb", "-D", data, *_INITDB)
        log = folder / "log"
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", f"{_FAST} -k {folder}", "start")
        try:
            run(binaries / "createdb", "-h", folder, "-U", "sagsspor", "sagsspor")
            yield f"postgresql://sagsspor@/sagsspor?host={folder}"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
