"""The files of attachments, as a browser shows or saves them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Open = Callable[..., Any]


def _is_of_the_reader(frame: Any) -> bool:
    return frame.url.startswith("chrome-extension:")


def test_a_pdf_opens_in_the_browsers_own_reader_under_its_strict_policy(open_page: Open):
    visit = open_page("attachment_detail")
    heard: list[str] = []
    visit.page.on("console", lambda message: heard.append(message.text))
    link = visit.page.get_by_role("link", name=re.compile(r"^Se den i filen ?: Side 2$"))
    with visit.page.expect_event("framenavigated", _is_of_the_reader):
        link.click()
    visit.page.wait_for_url("**/fil/#page=2")
    assert heard == []


def test_the_page_to_go_to_is_found_without_javascript(open_page: Open):
    visit = open_page("attachment_detail", width=320, java_script_enabled=False)
    visit.page.get_by_label("Gå til side").fill("25")
    visit.page.get_by_role("button", name="Vis").click()
    visit.page.wait_for_url("**?fra=25#side-25")
    box = visit.page.locator("#side-25").bounding_box()
    assert 0 <= box["y"] < 100
