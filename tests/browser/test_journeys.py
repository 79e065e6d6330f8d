"""The jobs that citizens, journalists and the secretariat come with, done as they would do them.

The numbers are those of the fourteen jobs that the portal is judged by (docs/jobs.md says what each
is, and what the ones that are not here wait for).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.site import REAL_MINUTES, Site, running_site
from tests.browser.visit import assert_none

Open = Callable[..., Any]
ITEM_33 = "/beskaeftigelsesudvalget/2026-04-28/punkt-33/"


class Reader:
    """Somebody in front of a page, whose clicks are counted; Enter in a form is one."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.clicks = 0

    def click(self, what: Any) -> None:
        """Follow a link or press a button."""
        self.clicks += 1
        what.click()
        self.page.wait_for_load_state("networkidle")

    def search(self, words: str) -> None:
        """Type into the page's search box and press Enter."""
        self.clicks += 1
        box = self.page.get_by_role("searchbox").first
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def at(self) -> str:
        """The path of the page."""
        return str(self.page.url).removeprefix(self.base)

    def link(self, name: str | re.Pattern[str]) -> Any:
        """The first link in the main part with this name."""
        return self.page.get_by_role("main").get_by_role("link", name=name).first


@pytest.fixture
def reader(open_page: Open) -> Reader:
    """A citizen at the front page of the portal with the real minutes, on a telephone."""
    visit = open_page("home", width=360, height=740, real=True)
    return Reader(visit.page, visit.site.base)


def in_window(locator: Any) -> bool:
    """Whether all of an element is seen without scrolling."""
    box = locator.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= locator.page.viewport_size["height"]


def titles(page: Any) -> list[str]:
    """Date and number of each entry of a list, as `2026-04-28/33`."""
    links = page.locator("article.entry h3 a").evaluate_all("all => all.map(a => a.pathname)")
    return [re.sub(r"^/[^/]+/([\d-]+)/punkt-(\d+)/$", r"\1/\2", link) for link in links]


def test_job_1_what_was_decided_about_bethaniagade(reader: Reader):
    reader.search("Bethaniagade")
    reader.click(reader.link("Godkendelse af indsatsen i og omkring Bethaniagade"))
    assert (reader.at(), reader.clicks) == (ITEM_33, 2)
    decision = reader.page.locator(".decision .words")
    assert "Videoovervågning igangsættes hermed." in decision.inner_text()
    assert in_window(decision)
    related = reader.page.locator("section[aria-labelledby=relateret] a")
    assert set(related.evaluate_all("all => all.map(a => a.pathname)")) >= {
        "/beskaeftigelsesudvalget/2026-02-17/punkt-16/",
        "/beskaeftigelsesudvalget/2025-05-27/punkt-29/",
    }


def test_job_1_another_spelling_finds_it_too(reader: Reader):
    reader.search("varmestue")
    assert "2026-04-28/33" in titles(reader.page)


def test_job_2_one_case_in_date_order(reader: Reader):
    reader.search("15.00.00-A00-3-25")
    reader.click(reader.link(re.compile(r"^Sag 15\.00\.00-A00-3-25$")))
    assert reader.clicks == 2
    assert titles(reader.page) == [
        "2026-02-17/10", "2026-02-17/11", "2026-04-28/31", "2026-04-28/32",
    ]  # fmt: skip
    course = reader.page.get_by_role("table").first.locator("tbody tr")
    days = {row.get_by_role("rowheader").inner_text().split("\n")[0]: row for row in course.all()}
    assert list(days) == ["17. februar 2026", "10. marts 2026", "26. marts 2026", "28. april 2026"]
    assert "Mødet er ikke i portalen" in days["10. marts 2026"].inner_text()
    moved = days["26. marts 2026"].inner_text()
    assert "Planlagt til 24. marts 2026, holdt 26. marts 2026" in moved
    assert "Mødet er ikke i portalen" in moved
    assert [row.inner_text().count("Trin ") for row in days.values()] == [1, 1, 1, 1]


def test_job_3_a_badge_says_what_it_comes_to_and_leads_to_an_explanation(reader: Reader):
    reader.search("ansøgning")
    badge = reader.page.locator("article.entry", has_text="2022").locator("a.kind").first
    text = " ".join(badge.inner_text().split())
    assert text == "Indstillingen tiltrådt – dvs. afslag på ansøgningen"
    reader.click(badge)
    assert reader.at() == "/om/#adopted"
    explanation = reader.page.locator("#adopted")
    assert in_window(explanation)
    assert "Udvalget fulgte forvaltningens indstilling" in explanation.inner_text()


def test_job_4_budget_tables_at_320_px(open_page: Open):
    visit = open_page("item_detail with table", width=320, real=True)
    visit.page.goto(visit.site.base + "/beskaeftigelsesudvalget/2025-05-27/punkt-24/")
    visit.check("openFolds")
    assert_none(visit.check("overflow"))
    tables = visit.page.get_by_role("table")
    assert tables.count() > 0
    for table in tables.all():
        heads = table.get_by_role("columnheader")
        assert all(head.inner_text().strip() for head in heads.all())
        assert table.get_by_role("rowheader").count() > 0
    minus = visit.page.locator("td", has_text=re.compile(r"^-")).first
    assert "minus" in minus.text_content()
    scroller = visit.page.locator(".table-scroll").first
    scroller.focus()
    visit.page.keyboard.press("ArrowRight")
    assert scroller.evaluate("element => element.scrollWidth > element.clientWidth")


def test_job_9_what_was_promised_and_not_seen_since(reader: Reader):
    reader.click(reader.page.get_by_role("link", name="Opfølgning", exact=True))
    reader.page.get_by_label("Status").select_option("undated")
    reader.click(reader.page.get_by_role("button", name="Vis", exact=True))
    assert reader.clicks == 2
    wanted = reader.page.locator(".promise", has_text="analyse af STU-området")
    assert "Godkendelse af budgetopfølgning" in wanted.inner_text()
    assert "Fulgt op" not in wanted.inner_text()


def test_job_10_everything_beyond_noting(reader: Reader):
    reader.click(reader.link(re.compile("ud over efterretning")))
    assert reader.clicks == 1
    assert reader.page.locator("#count").inner_text().startswith("13 ")
    reader.page.locator(".more-filters > summary").click()
    reader.page.get_by_label("Kun dem med en tilføjelse").check()
    reader.page.get_by_label(re.compile("^Uden typerne")).uncheck()
    reader.click(reader.page.get_by_role("button", name="Vis beslutninger"))
    reader.page.wait_for_url("**tilfoejelse=on*")
    assert {"2025-05-27/22", "2025-05-27/29", "2026-02-17/16"} <= set(titles(reader.page))


def test_job_11_cite_an_item_and_a_paragraph(open_page: Open):
    visit = open_page("home", real=True, permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(visit.page, visit.site.base)
    reader.page.goto(visit.site.base + ITEM_33)
    reader.click(reader.page.get_by_role("button", name="Kopiér henvisningen"))
    assert reader.page.get_by_text("Kopieret").is_visible()
    citation = reader.page.evaluate("navigator.clipboard.readText()")
    for part in ("Beskæftigelsesudvalget", "28. april 2026", "punkt 33", "15.00.00-G01-7-25",
                 visit.site.base + ITEM_33, "hentet"):  # fmt: skip
        assert part in citation
    reader.click(reader.page.get_by_text("Filens kontrolsum"))
    source = reader.page.get_by_role("region", name="Hvor teksten kommer fra").inner_text()
    assert re.search(r"\b[0-9a-f]{64}\b", source)
    reader.page.get_by_label("Vis et link ved hvert afsnit").check()
    paragraph = reader.page.locator("a.para:visible").nth(3)
    address = paragraph.get_attribute("href")
    reader.page.goto(visit.site.base + ITEM_33 + address)
    assert reader.page.locator(address).is_visible()
    assert reader.page.locator(address).evaluate("element => element.matches(':target')")
    reader.click(reader.page.get_by_role("button", name="Kopiér henvisningen"))
    reader.page.get_by_text("Kopieret").wait_for()
    citation = reader.page.evaluate("navigator.clipboard.readText()")
    assert f"{visit.site.base}{ITEM_33}{address} (hentet" in citation


def test_job_13_ask_for_an_attachment_that_is_only_named(reader: Reader):
    reader.page.goto(reader.base + "/bilag/?fil=named")
    # Three of the 35 have been given a file, so that there are some to fetch.
    assert reader.page.locator("#count").inner_text().startswith("32 ")
    reader.click(reader.page.locator("article.entry h3 a").first)
    assert reader.clicks == 1
    text = reader.page.locator("blockquote").inner_text()
    assert text.startswith("Jeg beder om aktindsigt i bilaget »")
    assert re.search(r"journalnummer \d\d\.\d\d\.\d\d-", text)
    mail = reader.link("Skriv en e-mail").get_attribute("href")
    assert mail.startswith("mailto:sagsspor@lindebaek.example?subject=Aktindsigt")


def test_job_14_before_the_next_meeting(reader: Reader):
    reader.page.goto(reader.base + "/beskaeftigelsesudvalget/")
    reader.click(reader.link(re.compile("før næste møde", re.IGNORECASE)))
    assert reader.clicks == 1
    page = reader.page.get_by_role("main").inner_text()
    assert "om på udvalgs mødet den 2. juni" in page
    assert "Orientering om centrale nøgletal" in page
    assert "Bethaniagade" in page


def test_a_word_is_explained_where_it_stands(open_page: Open):
    visit = open_page("item_detail long", width=320, height=256)
    page = visit.page
    visit.check("openFolds")
    words, note = page.locator("a.term:visible"), page.get_by_role("dialog")
    first, second = words.nth(0), words.nth(1)
    first.focus()
    page.keyboard.press("Enter")
    assert len(note.inner_text()) > 30
    assert note.evaluate("element => element === document.activeElement")
    assert first.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert note.count() == 0
    assert first.evaluate("element => element === document.activeElement")

    first.click()
    assert not overlap(first, note)
    second.evaluate("element => element.click()")  # as speech control and screen readers do
    assert note.evaluate("element => element === document.activeElement")
    expanded = words.evaluate_all("all => all.map(a => a.getAttribute('aria-expanded'))")
    assert [place for place, value in enumerate(expanded) if value == "true"] == [1]
    second.click()
    assert note.count() == 0

    second.click()
    assert not overlap(second, note)
    assert_none(visit.check("overflow"))
    assert note.get_by_role("button", name="Luk").bounding_box()["height"] >= 24
    assert "/om/ordliste/#ord-" in note.get_by_role("link").get_attribute("href")
    for _stop in range(3):
        page.keyboard.press("Tab")
    assert note.count() == 0
    assert not second.evaluate("element => element === document.activeElement")
    second.click()
    note.get_by_role("button", name="Luk").click()
    assert second.evaluate("element => element === document.activeElement")
    visit.assert_clean()


def overlap(one: Any, other: Any) -> bool:
    """Whether one element covers part of another."""
    a, b = one.bounding_box(), other.bounding_box()
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


def test_a_link_into_a_folded_part_opens_it(open_page: Open):
    visit = open_page("item_detail long")
    anchor = visit.page.locator("details.part p[id]").first.get_attribute("id")
    visit.page.goto(f"{visit.page.url}#{anchor}")
    assert visit.page.locator(f"#{anchor}").is_visible()
    visit.assert_clean()


@pytest.fixture(scope="module")
def staff_site() -> Iterator[Site]:
    """A portal of its own for tests that change it."""
    if not REAL_MINUTES.is_dir():
        from tests.browser.conftest import missing

        missing(f"the real minutes are not at {REAL_MINUTES}")
    with running_site() as running:
        yield running


@pytest.fixture
def clerk(chromium: Any, staff_site: Site) -> Iterator[Reader]:
    """A clerk who has logged in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{staff_site.base}/admin/")
    page.get_by_label("Brugernavn").fill("kontor")
    page.get_by_label("Adgangskode").fill(staff_site.password)
    page.keyboard.press("Enter")
    page.locator("#user-tools").wait_for()
    yield Reader(page, staff_site.base)
    context.close()


def test_job_6_and_8_minutes_in_and_one_item_out_again(clerk: Reader, staff_site: Site):
    page = clerk.page
    page.goto(f"{staff_site.base}/admin/cases/importrun/add/")
    files = sorted(str(path) for path in REAL_MINUTES.glob("*.txt"))
    page.locator("input[type=file]").set_input_files(files)
    clerk.click(page.get_by_role("button", name="Læs filerne"))
    lines = page.locator(".lines tbody tr")
    assert lines.count() == len(files) == 5
    assert staff_site.get(ITEM_33)[0] == 404
    page.get_by_label("også dem med advarsler").check()
    page.get_by_label("og offentliggør dem").check()
    clerk.click(page.get_by_role("button", name=re.compile("^Indlæs alle")))
    assert lines.filter(has_text="Indlæst").count() == 5
    assert staff_site.get(ITEM_33)[0] == 200
    found = staff_site.get("/sitemap-punkter.xml")[1].decode()
    assert len(re.findall(r"/2022-11-22/punkt-9\d/", found)) == 8

    page.goto(f"{staff_site.base}/admin/cases/importrun/add/")
    page.locator("input[type=file]").set_input_files(files)
    clerk.click(page.get_by_role("button", name="Læs filerne"))
    assert lines.filter(has_text="Allerede indlæst").count() == 5
    assert page.get_by_role("button", name=re.compile("^Indlæs alle")).count() == 0

    page.goto(f"{staff_site.base}/admin/cases/agendaitem/?q=Bethaniagade")
    clerk.click(page.get_by_role("link", name=re.compile("omkring Bethaniagade")).first)
    clerk.click(page.get_by_role("link", name=re.compile("Træk tilbage")).first)
    clerk.click(page.locator("main, #content").get_by_role("button").first)
    status, answer = staff_site.get(ITEM_33)
    assert status == 410
    assert "Videoovervågning" not in answer.decode()
    for address in (
        "/beslutninger/?ord=Bethaniagade",
        "/sitemap-punkter.xml",
        "/emner/bethaniagade/",
    ):
        assert ITEM_33 not in staff_site.get(address)[1].decode()
