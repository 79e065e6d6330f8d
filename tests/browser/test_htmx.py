"""The list of decisions is filtered in place, and just the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]
FORM = "main form:has([name=ord])"


@pytest.fixture
def filtered(open_page: Open) -> Any:
    """The list after a word has been looked for with the keyboard."""
    visit = open_page("decision_list")
    visit.word = word_of(visit.page)
    visit.before = shown(visit.page)
    # An expando stays as long as the very same document and live region do.
    visit.page.evaluate(
        "() => { window.same = true; document.getElementById('count').same = true }"
    )
    visit.requests.clear()
    submit(visit.page, visit.word)
    visit.page.wait_for_url(f"**ord={visit.word}*")
    visit.page.wait_for_function(
        "before => document.getElementById('count').textContent != before",
        arg=visit.before["count"],
    )
    return visit


def word_of(page: Any) -> str:
    """A word of the last title in the list: some decisions have it, not all."""
    title = page.locator("#results h2, #results h3").last.inner_text()
    return max((word for word in title.split() if word.isascii() and word.isalpha()), key=len)


def submit(page: Any, word: str) -> None:
    """Fill in the field for words and send the form with Enter."""
    field = page.locator(f"{FORM} [name=ord]")
    field.fill(word)
    field.press("Enter")


def shown(page: Any) -> dict[str, str]:
    """The count and the list as they stand."""
    return {
        "count": page.locator("#count").text_content(),
        "results": page.locator("#results").inner_text(),
    }


def test_a_filter_swaps_the_list_without_a_new_page(filtered: Any):
    assert shown(filtered.page)["results"] != filtered.before["results"]
    assert filtered.page.evaluate("window.same") is True
    asked = [one for one in filtered.requests if one.resource_type in ("document", "xhr", "fetch")]
    assert [one.headers.get("hx-request") for one in asked] == ["true"]
    filtered.assert_clean()


def test_the_address_finds_the_same_list_again(filtered: Any):
    found = shown(filtered.page)
    filtered.page.goto(filtered.page.url)
    assert shown(filtered.page) == found


def test_the_new_count_is_read_out(filtered: Any):
    region = filtered.page.locator("#count")
    assert region.get_attribute("role") == "status"
    assert region.evaluate("element => element.same") is True


def test_focus_stays_where_the_reader_is(filtered: Any):
    assert filtered.page.evaluate("document.activeElement.closest('form, #results') !== null")


def test_the_button_keeps_focus_too(open_page: Open):
    visit = open_page("decision_list")
    word = word_of(visit.page)
    visit.page.locator(f"{FORM} [name=ord]").fill(word)
    visit.page.locator(f"{FORM} [type=submit]").first.press("Enter")
    visit.page.wait_for_url(f"**ord={word}*")
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.evaluate("document.activeElement.closest('form, #results') !== null")


def test_back_brings_the_earlier_list(filtered: Any):
    filtered.page.go_back()
    filtered.page.wait_for_url(lambda address: "ord=" not in address)
    filtered.page.wait_for_function(
        "before => document.getElementById('count')?.textContent == before",
        arg=filtered.before["count"],
    )
    assert shown(filtered.page) == filtered.before
    assert filtered.page.locator(f"{FORM} [name=ord]").input_value() == ""


def test_a_bad_value_is_named_in_the_form(open_page: Open):
    visit = open_page("decision_list bad value")
    field = visit.page.locator(f"{FORM} [name=fra]")
    assert field.get_attribute("aria-invalid") == "true"
    assert visit.page.locator("#results article").count() == 0


def test_the_same_without_javascript(open_page: Open, filtered: Any):
    plain = open_page("decision_list", java_script_enabled=False)
    submit(plain.page, filtered.word)
    plain.page.wait_for_url(f"**ord={filtered.word}*")
    assert shown(plain.page) == shown(filtered.page)
    plain.page.go_back()
    assert shown(plain.page) == filtered.before


def test_the_other_language_shows_the_same_filtered_list(filtered: Any):
    link = filtered.page.locator("#languages a")
    assert link.get_attribute("href").endswith(f"/en/beslutninger/?ord={filtered.word}")
    assert filtered.page.title().startswith(f"Beslutninger med ordene »{filtered.word}« – ")


def test_without_an_answer_the_browser_sends_the_form_itself(open_page: Open):
    visit = open_page("meeting_list")
    visit.page.route(
        "**/*",
        lambda route: route.abort() if route.request.resource_type == "xhr" else route.continue_(),
    )
    visit.page.evaluate("() => { window.same = true }")
    year = visit.page.locator("[name=aar] option").last.get_attribute("value")
    visit.page.get_by_label("År").select_option(year)
    visit.page.get_by_role("button", name="Vis").click()
    visit.page.wait_for_url(f"**aar={year}*")
    assert visit.page.evaluate("window.same") is None
    assert f" i {year}" in visit.page.title()


def test_a_mistake_in_the_fold_is_shown(open_page: Open):
    visit = open_page("decision_list")
    fold = visit.page.locator(".more-filters")
    fold.locator("summary").click()
    visit.page.get_by_label("fra den").fill("2026-06-02")
    visit.page.get_by_label("til den").fill("2022-01-01")
    fold.locator("summary").click()
    visit.page.get_by_role("button", name="Vis beslutninger").click()
    visit.page.get_by_text("Byt de to datoer om").wait_for(state="visible")
    assert visit.page.title().startswith("Fejl: ")


def test_of_two_choices_the_last_one_counts(open_page: Open):
    visit = open_page("decision_list")
    page = visit.page
    first, last = page.locator("[name=aar] option").evaluate_all(
        "all => [all[1].value, all.at(-1).value]"
    )
    waiting: list[Any] = []
    page.route(
        f"**aar={first}*", lambda route: waiting.append(route)
    )  # the first answer never comes
    for year in (first, last):
        page.get_by_label("i året").select_option(year)
        page.get_by_role("button", name="Vis beslutninger").click()
    page.wait_for_url(f"**aar={last}*")
    assert page.locator("[name=aar]").input_value() == last
    for route in waiting:
        route.abort()
