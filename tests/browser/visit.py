"""A page in a browser, and everything that went wrong while it was open."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.site import Site

CHECKS = (Path(__file__).parent / "checks.js").read_text()
LISTEN = """
window.cspViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.cspViolations.push(`${event.effectiveDirective} stopped ${event.blockedURI}`);
});
"""


def assert_none(problems: list[str]) -> None:
    """Fail with every problem on a line of its own."""
    assert not problems, "\n" + "\n".join(problems)


@dataclass
class Visit:
    """One kind of page in a tab of its own."""

    page: Page
    site: Site
    address: str
    status: int = 0
    problems: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self, width: int, height: int) -> None:
        """Go to the address and listen from its first byte."""
        self.resize(width, height)
        self.page.add_init_script(LISTEN)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        response = self.page.goto(self.site.base + self.address, wait_until="load")
        self.status = response.status if response else 0

    def _heard(self, message: ConsoleMessage) -> None:
        own = message.location.get("url") == self.site.base + self.address
        if own and message.text.startswith("Failed to load resource:"):
            return  # what a browser says of any error page
        self.problems.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme != "data" and f"{address.scheme}://{address.netloc}" != self.site.base:
            self.problems.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        self.problems.append(f"request failed: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.problems.append(f"{response.status}: {response.url}")

    def check(self, name: str, *arguments: Any) -> Any:
        """Run one of the functions of checks.js in the page."""
        if not self.page.evaluate("'checks' in window"):
            self.page.evaluate(CHECKS)
        return self.page.evaluate(
            "([name, given]) => window.checks[name](...given)", [name, arguments]
        )

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window another size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def assert_clean(self) -> None:
        """Nothing in the console, nothing refused by the policy, nothing from elsewhere."""
        violations = self.page.evaluate("window.cspViolations ?? []")
        assert_none(self.problems + [f"policy: {line}" for line in violations])
