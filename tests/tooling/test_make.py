"""Set-up and demo: what goes wrong ends in one line that says what to do."""

import os
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.minutes_text import make_item, make_minutes

ROOT = Path(__file__).resolve().parents[2]
BARE = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """The set-up tools in a folder of their own, with nothing installed."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    for name in ("Makefile", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def bootstrap(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/bootstrap.py"]
    return subprocess.run(
        command, cwd=folder, env={**BARE, **environment}, capture_output=True, text=True, timeout=60
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_failed_download_is_one_line_that_says_what_to_do(tools):
    finished = bootstrap(tools, UV_DEFAULT_INDEX=f"http://127.0.0.1:{free_port()}/simple")
    lines = [line for line in finished.stderr.splitlines() if not line.startswith("Fetching")]
    assert finished.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("Set-up stopped: could not download http://127.0.0.1:")
    assert "Check the network" in lines[0]


def test_a_folder_that_cannot_be_written_is_one_line_too(tools):
    (tools / ".tools").write_text("in the way")
    finished = bootstrap(tools)
    assert finished.returncode == 1
    assert len(finished.stderr.splitlines()) == 1
    assert "Set-up stopped: cannot write or read" in finished.stderr


def test_without_any_python_make_says_what_to_install(tools):
    make = shutil.which("make")
    assert make
    empty = tools / "bin"
    empty.mkdir()
    for name in ("sh", "test", "echo"):
        (empty / name).symlink_to(shutil.which(name) or "/bin/true")
    makefile = (tools / "Makefile").read_text().replace("/usr/bin/python3", "/nonexistent/python3")
    (tools / "Makefile").write_text(makefile)
    finished = subprocess.run(
        [make, "setup"],
        cwd=tools,
        env={"PATH": str(empty)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert finished.returncode != 0
    assert "no Python 3 was found. Install python3" in finished.stderr


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Prepare the demo in a copy, so that the checkout's own is left alone."""
    command = [sys.executable, "tools/demo.py", *arguments]
    return subprocess.run(
        command, cwd=folder, env=dict(BARE), capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder of its own, before any `make demo`."""
    folder = tmp_path_factory.mktemp("project") / "copy"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", ".tools", "node_modules", "var", "tests", "__pycache__", "*.sqlite3*"
    )
    shutil.copytree(ROOT, folder, ignore=ignored)
    return folder


@pytest.fixture(scope="module")
def prepared(copy: Path) -> Path:
    """The copy after its first demo, which takes longest."""
    assert demo(copy, "--no-serve").returncode == 0
    return copy


def test_a_taken_port_is_one_line_that_names_another(copy):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        finished = demo(copy, "--port", str(port))
    assert finished.returncode == 1
    assert finished.stderr.splitlines() == [
        f"Port {port} is taken. Stop what uses it, or choose another: make demo PORT={port + 1}"
    ]


def test_the_demo_serves_the_samples_and_a_second_run_changes_nothing(prepared):
    database = prepared / "var" / "demo.sqlite3"
    before = database.read_bytes()
    assert demo(prepared, "--no-serve").returncode == 0
    assert database.read_bytes() == before
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "tools/demo.py", "--port", str(port)],
        cwd=prepared, env=dict(BARE), stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        page = fetch(f"http://127.0.0.1:{port}/beslutninger/")
        assert "Endelig vedtagelse af plan for beskæftigelsesreformen" in page
        style = re.search(r'href="(/static/cases/site\.\w+\.css)"', page)
        assert style
        assert "--primary" in fetch(f"http://127.0.0.1:{port}{style[1]}")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        told = server.communicate(timeout=20)[0]
    assert f"http://127.0.0.1:{port}/admin/  user demo, password" in told


def test_a_demo_from_before_there_was_an_index_gets_one(copy):
    assert demo(copy, "--no-serve").returncode == 0
    with closing(sqlite3.connect(copy / "var" / "demo.sqlite3")) as database:
        count = "SELECT (SELECT count(*) FROM cases_searchentry), count(*) FROM cases_searchword"
        before = database.execute(count).fetchone()
        assert min(before) > 50
        database.executescript("DELETE FROM cases_searchentry; DELETE FROM cases_searchword")
        assert demo(copy, "--no-serve").returncode == 0
        assert database.execute(count).fetchone() == before


def fetch(address: str) -> str:
    """The text at an address, once the server is up."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # our own server
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


def test_the_readers_own_minutes_come_instead_of_the_samples(prepared, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.txt").write_bytes(make_minutes(make_item(1, "Cykelsti")))
    (own / "b.txt").write_bytes(b"PK\x03\x04 half a Word file")
    samples = (prepared / "var" / "demo.sqlite3").read_bytes()
    finished = demo(prepared, "--no-serve", "--minutes", str(own))
    assert finished.returncode == 0
    assert "1 af 2 filer blev afvist" in finished.stderr
    assert len(list((prepared / "var").glob("demo-*.sqlite3"))) == 1
    assert (prepared / "var" / "demo.sqlite3").read_bytes() == samples


def test_the_command_of_the_image_serves(prepared):
    text = (ROOT / "Dockerfile").read_text()
    match = re.search(r"^CMD \[(.+)\]$", text, re.M)
    assert match
    port = free_port()
    words = [word.strip('", ') for word in shlex.split(match[1].replace(",", " "))]
    command = [sys.executable, "-m", *words]
    command[command.index("0.0.0.0:8000")] = f"127.0.0.1:{port}"  # what the image binds inside
    environment = {
        **BARE, "SECRET_KEY": "x", "HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1",
        "STATIC_ROOT": str(prepared / "var" / "static"),
    }  # fmt: skip
    server = subprocess.Popen(
        command, cwd=prepared, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        assert fetch(f"http://127.0.0.1:{port}/sundhed/") == "ok"
    finally:
        server.terminate()
        server.wait(timeout=20)
