"""Servers of one's own on this machine, and a client that keeps its connection, as browsers do."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.machine import ROOT

_WAIT = 60
# Uvicorn closes after five seconds.
_IDLE = 2.0


class Unanswered(Exception):
    """A server did not answer, or not with a page."""


class Client:
    """Asks one server, one question at a time, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._last = 0.0

    def milliseconds(self, address: str) -> float:
        """How long the whole answer takes, from the question to its last byte."""
        self._connect()
        start = time.perf_counter()
        status, body = self._ask(address)
        taken = time.perf_counter() - start
        if status != http.client.OK:
            raise Unanswered(f"{address[:200]} answered {status}: {_readable(body)[:300]!r}")
        return taken * 1000

    def text(self, address: str) -> str:
        """The page at an address."""
        self._connect()
        status, body = self._ask(address)
        if status != http.client.OK:
            raise Unanswered(f"{address[:200]} answered {status}: {_readable(body)[:300]!r}")
        return _readable(body)

    def _connect(self) -> None:
        """Connect anew after a pause: servers close what is idle, which is not to be timed."""
        if time.perf_counter() - self._last > _IDLE:
            self._connection.close()
            self._connection.connect()

    def _ask(self, address: str) -> tuple[int, bytes]:
        self._connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        self._last = time.perf_counter()
        return answer.status, body


def _readable(body: bytes) -> str:
    packed = body[:2] == b"\x1f\x8b"
    return (gzip.decompress(body) if packed else body).decode(errors="replace")


@contextmanager
def serving(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator[Client]:
    """A client of a server started with `command`, where `{port}` stands for its port."""
    port = _free_port()
    with log.open("wb") as output:
        server = subprocess.Popen(
            [part.format(port=port) for part in command],
            cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        _wait_for(port, server, log)
        yield Client(port)
    finally:
        server.terminate()
        server.wait(timeout=20)


def portal_command() -> list[str]:
    """The production server, with one worker; threads are what lets it keep a connection."""
    return [
        sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "1",
        "--threads", "4", "--keep-alive", "60", "--timeout", "600", "--log-level", "warning",
        "committee.wsgi",
    ]  # fmt: skip


def datasette_command(rows: Path) -> list[str]:
    """Datasette on the rows; a slow answer is waited for and not broken off."""
    return [
        sys.executable, "-m", "datasette", "serve", str(rows), "--port", "{port}",
        "--setting", "sql_time_limit_ms", "120000",
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_WAIT * 10):
        if server.poll() is not None:
            raise Unanswered(f"A server stopped at once: {log.read_text()[-1000:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Unanswered(f"A server did not start within {_WAIT} s: {log}")
