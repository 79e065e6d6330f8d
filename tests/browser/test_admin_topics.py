"""The editor of topics and the page of suggestions, as a clerk meets them in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site
from tests.browser.test_admin_imports import looked_at
from tests.browser.visit import Visit, assert_none

ADD = "/admin/cases/topic/add/"
QUEUE = "/admin/cases/topicsuggestion/alle/"
Enter = Callable[..., Visit]


@pytest.fixture
def enter(chromium: Any, site: Site) -> Iterator[Enter]:
    """Logs a clerk in and opens a page of the admin."""
    contexts: list[Any] = []

    def log_in(address: str, **options: Any) -> Visit:
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.goto(f"{site.base}/admin/login/?next={address}")
        page.get_by_label("Brugernavn").fill("kontor")
        page.get_by_label("Adgangskode").fill(site.password)
        page.keyboard.press("Enter")
        page.locator("#user-tools").wait_for()
        visit = Visit(page, site, address)
        visit.open(1280, 900)
        return visit

    yield log_in
    for context in contexts:
        context.close()


def test_a_rule_is_tried_in_place_and_nothing_is_saved(enter: Enter, site: Site, axe: str):
    visit = enter(ADD)
    page = visit.page
    page.get_by_label("Navn").fill("Unge i uddannelse")
    page.get_by_label("Ord der kendetegner emnet").fill("unge*")
    page.get_by_role("button", name="Vis hvad reglen finder").click()
    expect(page.get_by_role("heading", name="Det finder reglen")).to_be_visible()
    expect(page.locator("#preview mark").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Reglen finder")
    assert page.url.endswith(ADD)
    assert page.get_by_label("Navn").input_value() == "Unge i uddannelse"
    assert_none(looked_at(visit, axe))
    visit.assert_clean()
    assert b"Unge i uddannelse" not in site.get("/emner/")[1]


def test_a_rule_is_tried_anew_while_one_types(enter: Enter):
    page = enter(ADD).page
    page.get_by_label("Navn").fill("Unge i uddannelse")
    page.get_by_label("Ord der kendetegner emnet").press_sequentially("xyzzy")
    expect(page.get_by_role("status")).to_contain_text("Reglen finder 0 af")
    page.get_by_label("Ord der kendetegner emnet").press_sequentially("\nunge*")
    expect(page.locator("#preview mark").first).to_be_visible()


def test_a_rule_is_tried_without_javascript(enter: Enter):
    visit = enter(ADD, java_script_enabled=False)
    page = visit.page
    page.get_by_label("Navn").fill("Unge i uddannelse")
    page.get_by_label("Ord der kendetegner emnet").fill("unge*")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Vis hvad reglen finder").press("Enter")
    expect(page.get_by_role("heading", name="Det finder reglen")).to_be_visible()
    assert page.get_by_label("Ord der kendetegner emnet").input_value() == "unge*"


def test_suggestions_fit_and_are_judged(enter: Enter, axe: str):
    visit = enter(f"{QUEUE}?slags=emner")
    page = visit.page
    assert_none(looked_at(visit, axe))
    visit.assert_clean()
    before = page.locator(".suggestion").count()
    page.locator(".suggestion").first.get_by_role("button", name="Afvis").click()
    expect(page.locator(".messagelist")).to_contain_text("1 forslag er afvist.")
    assert page.locator(".suggestion").count() <= before
