"""A whole portal as in production, on a free port of 127.0.0.1, for as long as it is needed.

Standard library only, and no Django in this process: tools use it too.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
REAL_MINUTES = ROOT.parent / "shared" / "minutes"
CHROMIUM_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 60


class SiteError(Exception):
    """The site could not be made or started; the text holds what it printed last."""


@dataclass(frozen=True)
class Site:
    """A running portal: where it is, and the address of each kind of page it can show."""

    base: str
    addresses: dict[str, str]
    environment: dict[str, str] = field(repr=False)

    @property
    def password(self) -> str:
        """The password of the clerk "kontor"."""
        return self.environment["DJANGO_SUPERUSER_PASSWORD"]

    def url(self, kind: str) -> str:
        """The whole address of a kind of page."""
        return self.base + self.addresses[kind]

    def get(self, address: str, **headers: str) -> tuple[int, bytes]:
        """Status and raw bytes of an address as the server sends them."""
        request = urllib.request.Request(self.base + address, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def manage(self, *command: str) -> None:
        """Run a command of manage.py on the site's own database and files."""
        _run([sys.executable, "manage.py", *command], self.environment)


def find_chromium() -> str | None:
    """The browser to drive: $CHROMIUM, else the first one installed."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted)
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@contextmanager
def running_site(minutes: Path = SAMPLES, **settings: str) -> Iterator[Site]:
    """Make a portal with these minutes, serve it, and take it down whatever happens."""
    with tempfile.TemporaryDirectory(prefix="sagsspor-site-") as name, _kill_is_ctrl_c():
        folder = Path(name)
        environment = {**_environment(folder), **settings}
        target = folder / "addresses.json"
        prepare = [sys.executable, "-m", "tests.browser.prepare", str(minutes), str(target)]
        _run(prepare, environment)
        with _serving(environment, folder / "server.log") as base:
            yield Site(base, json.loads(target.read_text()), environment)


def _environment(folder: Path) -> dict[str, str]:
    """The environment of a demo, with everything it writes in one folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "MUNICIPALITY": "Lindebæk Kommune",
        "CONTACT_EMAIL": "sagsspor@lindebaek.example",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SUPERUSER_USERNAME": "kontor",
        "DJANGO_SUPERUSER_EMAIL": "kontor@lindebaek.example",
        "DJANGO_SUPERUSER_PASSWORD": secrets.token_urlsafe(16),
    }


def _run(command: list[str], environment: dict[str, str]) -> None:
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600
    )
    if finished.returncode:
        raise SiteError(f"the site could not be made:\n{finished.stderr[-4000:]}")


@contextmanager
def _serving(environment: dict[str, str], log: Path) -> Iterator[str]:
    """Serve on a socket that is already bound, so that no other program can take the port."""
    with socket.socket() as listener, log.open("wb") as output:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = [
            sys.executable, "-m", "gunicorn", "--threads", "8",
            "--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "committee.wsgi",
        ]  # fmt: skip
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
        )
        try:
            _wait_until_healthy(base, server, log)
            yield base
        finally:
            _stop(server)


def _wait_until_healthy(base: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/sundhed/", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SiteError(f"the site did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def _kill_is_ctrl_c() -> Iterator[None]:
    """While the site runs, a kill of this process ends as Ctrl-C does: the server is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
