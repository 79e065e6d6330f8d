"""Suggestions below the box of search: by keyboard, read out, put away, and not needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

Open = Callable[..., Any]
LINKS = "#forslag a"


def typed(open_page: Open, kind: str = "search", **options: Any) -> Any:
    """A page with a few letters in the box and suggestions below it."""
    visit = open_page(kind, **options)
    visit.page.locator("#ord").press_sequentially("sygef", delay=30)
    visit.page.locator(LINKS).first.wait_for()
    return visit


def focused(page: Any) -> str:
    """The id of what has focus, or the address that it leads to."""
    return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')")


@pytest.mark.parametrize("kind", ["search", "home"])
def test_arrow_keys_go_between_the_box_and_the_suggestions(kind: str, open_page: Open):
    visit = typed(open_page, kind)
    page = visit.page
    links = page.locator(LINKS).evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for link in links[:2]:
        page.keyboard.press("ArrowDown")
        assert focused(page) == link
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "ord"
    page.keyboard.press("ArrowUp")
    assert focused(page) == links[-1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{links[-1]}")
    visit.assert_clean()


def test_escape_puts_them_away_and_keeps_the_words(open_page: Open):
    page = typed(open_page).page
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert focused(page) == "ord"
    assert page.locator("#ord").input_value() == "sygef"
    assert page.locator(LINKS).count() == 0
    assert page.locator("#forslag-antal").text_content() == ""


def test_their_number_is_read_out(open_page: Open):
    visit = open_page("search")
    status = visit.page.locator("#forslag-antal")
    status.evaluate("element => { element.same = true }")
    visit.page.locator("#ord").press_sequentially("sygef", delay=30)
    visit.page.locator(LINKS).first.wait_for()
    assert status.text_content().startswith(f"{visit.page.locator(LINKS).count()} forslag.")
    assert status.get_attribute("role") == "status"
    assert status.evaluate("element => element.same") is True


def test_they_go_when_the_reader_goes_elsewhere(open_page: Open):
    visit = typed(open_page)
    page = visit.page
    for _ in range(2 + page.locator(LINKS).count()):
        page.keyboard.press("Tab")
    assert page.locator(LINKS).count() == 0
    page.locator("#ord").fill("sygefr")
    page.locator(LINKS).first.wait_for()
    page.locator("h1").click()
    assert page.locator(LINKS).count() == 0


def test_a_suggestion_can_be_clicked(open_page: Open):
    page = typed(open_page).page
    link = page.locator(LINKS).first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")


def test_suggestions_that_fail_leave_the_page_alone(open_page: Open):
    visit = open_page("search")
    page = visit.page
    page.route("**/soeg/forslag/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("#ord").press_sequentially("sygef", delay=30)
    page.wait_for_timeout(300)
    assert page.locator("#ord").input_value() == "sygef"
    assert page.url == visit.site.base + visit.address


def test_ten_thousand_letters_are_answered_and_the_page_goes_on_working(open_page: Open):
    visit = open_page("search")
    page = visit.page
    answer = page.goto(f"{visit.site.base}/soeg/?ord={quote('🚲' * 10_000)}")
    assert answer.status == 200
    assert "Der er kun søgt på begyndelsen" in page.locator("main").inner_text()
    page.locator("#ord").fill("")
    page.locator("#ord").press_sequentially("sygef", delay=30)
    page.locator(LINKS).first.wait_for()
    visit.assert_clean()


@pytest.mark.parametrize("width", [320, 1280])
def test_suggestions_are_accessible_and_fit(width: int, open_page: Open, axe: str):
    visit = typed(open_page, width=width)
    assert visit.check("overflow") == []
    visit.page.evaluate(axe)
    assert visit.check("accessibility", ["color-contrast-enhanced"]) == []


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
@pytest.mark.parametrize("kind", ["home", "search", "about"])
def test_every_box_leads_to_the_results(kind: str, options: dict[str, Any], open_page: Open):
    page = open_page(kind, **options).page
    box = page.locator("form[action$='/soeg/'] [name=ord]")
    box.fill("sygefravær")
    box.press("Enter")
    page.wait_for_url("**/soeg/?ord=sygefrav*")
    assert page.locator("#resultater").inner_text().split()[1].startswith("punkt")
    assert page.locator("article mark").count() > 0


def test_a_facet_narrows_and_the_box_keeps_it(open_page: Open):
    page = open_page("search found").page
    page.locator("[aria-labelledby=facet-udvalg] a").last.click()
    page.wait_for_url("**udvalg=*")
    page.locator("#ord").fill("sygefravær")
    page.locator("#ord").press("Enter")
    page.wait_for_url("**ord=sygefrav*")
    assert "udvalg=" in page.url
