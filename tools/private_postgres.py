"""A PostgreSQL server of one's own for as long as it is needed: private folder, socket only.

With a folder of the caller's it keeps its data there and finds them again.

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
_SOCKET_ONLY = "-c listen_addresses=''"
_FAST = f"-c fsync=off -c synchronous_commit=off -c full_page_writes=off {_SOCKET_ONLY}"


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


def find_binaries_or_stop(otherwise: str = "") -> Path:
    """As `find_binaries`; where there are none, the program ends with what to do."""
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit(
            f"PostgreSQL is not installed here (Debian: apt install postgresql).{otherwise}"
        )
    return binaries


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
def private_postgres(binaries: Path, kept: Path | None = None) -> Iterator[str]:
    """The DATABASE_URL of a server, fresh or with the data in `kept`; stopped whatever happens.

    What is not kept is removed, and runs without waiting for the disk; kept data are durable.
    """
    user = _other_user()
    # /var/tmp and a short name: the path of a socket may be 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="sagsspor-pg-", dir="/var/tmp"))  # mkdtemp makes it ours
    data = kept or folder / "data"
    try:
        if kept:
            kept.mkdir(parents=True, exist_ok=True)
        for owned in filter(None, (folder, kept)):
            owned.chmod(0o700)
            if user:
                os.chown(owned, user["user"], user["group"])  # type: ignore[arg-type]  # ints, see above

        def run(*command: object) -> None:
            subprocess.run(
                [str(part) for part in command],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **user,  # type: ignore[call-overload]  # keyword arguments of Popen
            )

        is_new = not (data / "PG_VERSION").exists()
        if is_new:
            run(binaries / "initdb", "-D", data, *_INITDB)
        options = f"{_SOCKET_ONLY if kept else _FAST} -k {folder}"
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            if is_new:
                run(binaries / "createdb", "-h", folder, "-U", "sagsspor", "sagsspor")
            yield f"postgresql://sagsspor@/sagsspor?host={folder}"
        finally:
            mode = "fast" if kept else "immediate"
            run(binaries / "pg_ctl", "-D", data, "-m", mode, "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
