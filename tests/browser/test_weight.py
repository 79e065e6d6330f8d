"""What a page costs on a telephone: bytes and requests, the first time and the second."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.site import ROOT, Site
from tests.pages import KINDS

COLD, WARM, REQUESTS = 200_000, 20_000, 8
JAVASCRIPT, STYLES = 20_000, 25_000
TABLE = ROOT / "var" / "browser" / "weights.md"
COLUMNS = ("html", "css", "js", "fonts", "other")
TYPES = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts"}


@pytest.fixture(scope="package")
def weights() -> Iterator[dict[str, list[int]]]:
    """The weights of each kind, written as a table when all have been measured."""
    rows: dict[str, list[int]] = {}
    yield rows
    heads = ["kind", *COLUMNS, "cold", "warm", "requests"]
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)]]
    lines += [[kind, *(f"{number:,}" for number in row)] for kind, row in rows.items()]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines))


@pytest.fixture(scope="package")
def gzipped(site: Site) -> Callable[[str], int]:
    """The size of a file after gzip, by its whole address."""

    @cache
    def size(url: str) -> int:
        return len(gzip.compress(site.get(urlsplit(url).path)[1]))

    return size


class Meter:
    """Counts what comes over the wire, from what the browser itself reports."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.kinds: dict[str, tuple[str, str]] = {}
        self.bytes: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        url = event["response"]["url"]
        if url.startswith("data:"):
            return
        self.kinds[event["requestId"]] = (TYPES.get(event["type"], "other"), url)

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    def visit(self, url: str) -> tuple[Counter[str], list[tuple[str, str]]]:
        """Open an address from an empty page: bytes by kind of file, and the files."""
        self.page.goto("about:blank")
        self.bytes, self.kinds = {}, {}
        self.page.goto(url, wait_until="load")
        quiet = 0
        while quiet < 2:  # scripts may ask for more, and fonts come late
            before = len(self.bytes)
            self.page.wait_for_timeout(50)
            still = len(self.bytes) == before and self.kinds.keys() == self.bytes.keys()
            quiet = quiet + 1 if still else 0
        counted: Counter[str] = Counter()
        for key, size in self.bytes.items():
            counted[self.kinds[key][0]] += size
        return counted, list(self.kinds.values())


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_light(
    kind: str,
    chromium: Any,
    site: Site,
    weights: dict[str, list[int]],
    gzipped: Callable[[str], int],
):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    try:
        meter = Meter(context.new_page())
        cold, files = meter.visit(site.url(kind))
        warm, _files = meter.visit(site.url(kind))
    finally:
        context.close()
    weights[kind] = [
        *(cold[column] for column in COLUMNS), cold.total(), warm.total(), len(files),
    ]  # fmt: skip
    small = {
        name: sum(gzipped(url) for type_, url in files if type_ == name) for name in ("css", "js")
    }
    assert len(files) <= REQUESTS, files
    assert cold.total() < COLD
    assert warm.total() < WARM
    assert small["js"] < JAVASCRIPT
    assert small["css"] <= STYLES
