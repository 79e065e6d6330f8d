"""`make demo`: a portal with made-up minutes, or the reader's own, on this machine only.

Sets the environment before Django reads it. A DATABASE_URL of the user's is left out of it on
purpose: a demo never writes to a real database.
"""

import argparse
import hashlib
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
SAMPLES = ROOT / "samples"


def main() -> int:
    """Prepare what is missing, print where to go, serve."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--minutes", type=Path, help="folder to import instead of samples/")
    parser.add_argument("--no-serve", action="store_true", help="prepare only")
    options = parser.parse_args()
    if not options.no_serve and not is_free(options.port):
        print(
            f"Port {options.port} is taken. Stop what uses it, or choose another: "
            f"make demo PORT={options.port + 1}",
            file=sys.stderr,
        )
        return 1
    if options.minutes is not None and not options.minutes.is_dir():
        print(
            f"There is no folder {options.minutes}. Name one: make demo MINUTES=<folder>",
            file=sys.stderr,
        )
        return 1
    set_environment(options.minutes)
    sys.path.insert(0, str(ROOT))
    prepare(options.minutes or SAMPLES)
    if options.no_serve:
        return 0
    print_addresses(options.port)
    return serve(options.port)


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def kept_secret(path: Path) -> str:
    """A random text that stays the same from run to run, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12 if "password" in path.name else 50))
    return path.read_text()


def set_environment(minutes: Path | None) -> None:
    """Settings for a trial on 127.0.0.1, with a database for each folder of minutes."""
    VAR.mkdir(exist_ok=True)
    suffix = (
        f"-{hashlib.sha256(str(minutes.resolve()).encode()).hexdigest()[:8]}" if minutes else ""
    )
    os.environ.update(
        DJANGO_SETTINGS_MODULE="committee.settings",
        SECRET_KEY=kept_secret(VAR / "demo-secret"),
        DEBUG="false",
        HTTPS="false",
        ALLOWED_HOSTS="127.0.0.1,localhost",
        DATABASE_URL=f"sqlite:///{VAR / f'demo{suffix}.sqlite3'}",
        MEDIA_ROOT=str(VAR / f"demo-media{suffix}"),
        STATIC_ROOT=str(VAR / "static"),
        LOG_LEVEL="WARNING",
        TASKS_WORKER="false",
    )
    os.environ.setdefault("MUNICIPALITY", "Kommunen" if minutes else "Lindebæk Kommune (opdigtet)")


def prepare(folder: Path) -> None:
    """Database, topics, glossary, minutes, static files and a staff user; what is there already stays."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import CommandError, call_command

    from cases.models import AgendaItem, Meeting, SearchEntry, Term, Topic

    call_command("migrate", verbosity=0)
    if not Topic.objects.exists():
        call_command("loaddata", "topics", verbosity=0)
    if not Term.objects.exists():
        call_command("loaddata", "terms", verbosity=0)
    is_new = not Meeting.objects.exists()
    paths = new_samples() if folder == SAMPLES else [folder]
    with Path(os.devnull).open("w") as silence:
        try:
            if paths:
                call_command("import_minutes", *paths, "--apply", "--publish", stdout=silence)
        except CommandError as error:
            print(
                f"Note: {error} See them with: make demo, then Administration › Importer.",
                file=sys.stderr,
            )
        attachments = folder / "bilag"
        if attachments.is_dir():
            call_command("import_attachments", str(attachments), "--apply", stdout=silence)
        if is_new:  # topics are suggested from all items at once
            call_command("rebuild_threads", stdout=silence)
        items = AgendaItem.objects.published()
        if items.exclude(pk__in=SearchEntry.objects.values("item")).exists():
            call_command("rebuild_search", stdout=silence)  # from before there was an index
        call_command("collectstatic", interactive=False, verbosity=0, stdout=silence)
    users = get_user_model().objects
    if not users.filter(username="demo").exists():
        users.create_superuser("demo", password=kept_secret(VAR / "demo-password"))


def new_samples() -> list[Path]:
    """The samples that the portal does not have; samples/senere/ is for the reader to bring in."""
    from cases.models import SourceDocument

    known = set(SourceDocument.objects.values_list("sha256", flat=True))
    files = sorted(SAMPLES.glob("20*"))
    return [file for file in files if hashlib.sha256(file.read_bytes()).hexdigest() not in known]


def print_addresses(port: int) -> None:
    """Where to look, and how to log in."""
    from django.db import connection

    from cases.models import AgendaItem, Meeting

    address = f"http://127.0.0.1:{port}"
    meetings, items = Meeting.objects.published().count(), AgendaItem.objects.published().count()
    print(
        f"\nSagsspor with {meetings} meetings and {items} items on {connection.vendor}.\n\n"
        f"  The portal      {address}/\n"
        f"  Decisions       {address}/beslutninger/\n"
        f"  Administration  {address}/admin/  user demo, password {kept_secret(VAR / 'demo-password')}\n\n"
        "Stop with Ctrl-C.",
        flush=True,
    )


def serve(port: int) -> int:
    """The production server, for one reader."""
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}",
        "--threads", "8", "--graceful-timeout", "3", "--log-level", "warning", "committee.wsgi",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


if __name__ == "__main__":
    sys.exit(main())
