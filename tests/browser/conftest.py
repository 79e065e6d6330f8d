"""Sites, a browser and pages for the tests here.

Everything lives as long as this package does and no longer: while Playwright runs, its event loop
keeps Django's ORM from being used in the same thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import (
    CHROMIUM_ARGUMENTS,
    REAL_MINUTES,
    ROOT,
    Site,
    find_chromium,
    running_site,
)

HERE = Path(__file__).parent


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Only a run that names this folder starts a browser: `make browser` does."""
    named = (Path(argument.split("::")[0]).resolve() for argument in config.args)
    return None if any(path == HERE or HERE in path.parents for path in named) else True


def missing(reason: str) -> None:
    """Skip what cannot be tested on this machine; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _own_files() -> None:
    """No test here writes files of the portal in this process."""


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """The portal with the made-up minutes of samples/."""
    with running_site() as running:
        yield running


@pytest.fixture(scope="package")
def real_site() -> Iterator[Site]:
    """The portal with the real minutes beside the checkout."""
    if not REAL_MINUTES.is_dir():
        missing(f"the real minutes are not at {REAL_MINUTES}")
    with running_site(REAL_MINUTES) as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    program = find_chromium()
    if program is None:
        missing("no Chromium was found: install it, or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def node_module() -> Callable[[str], Path]:
    """Finds a file below node_modules/."""

    def find(name: str) -> Path:
        path = ROOT / "node_modules" / name
        if not path.is_file():
            missing(f"there is no node_modules/{name}: run make browser")
        return path

    return find


@pytest.fixture(scope="package")
def axe(node_module: Callable[[str], Path]) -> str:
    """The source of axe-core, to be evaluated in a page: a script element would be refused."""
    return node_module("axe-core/axe.min.js").read_text()


@pytest.fixture(scope="package")
def context_with(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A browser context with these options, made once: pages in it share the browser's cache."""
    contexts: dict[str, Any] = {}

    def find(**options: Any) -> Any:
        key = repr(sorted(options.items()))
        if key not in contexts:
            contexts[key] = chromium.new_context(reduced_motion="reduce", **options)
            contexts[key].set_default_timeout(15_000)
        return contexts[key]

    yield find
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_page(
    context_with: Callable[..., Any], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Any]]:
    """Opens a kind of page, and closes it after the test.

    `real=True` opens it on the site with the real minutes. What else is given goes to the context.
    """
    from tests.browser.visit import Visit

    visits: list[Visit] = []

    def open_kind(
        kind: str, width: int = 1280, height: int = 900, *, real: bool = False, **options: Any
    ) -> Visit:
        site: Site = request.getfixturevalue("real_site" if real else "site")
        if kind not in site.addresses:
            assert real, f"samples/ has nothing that shows {kind}"
            pytest.skip(f"the real minutes have nothing that shows {kind}")
        visits.append(Visit(context_with(**options).new_page(), site, site.addresses[kind]))
        visits[-1].open(width, height)
        return visits[-1]

    yield open_kind
    for visit in visits:
        visit.page.close()
