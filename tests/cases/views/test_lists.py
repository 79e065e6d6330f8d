"""Every list: the same number of queries for one row and for three, pages, errors and htmx."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import AgendaItem
from cases.rendering import search_words
from cases.search import finding
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitmentFactory,
    DecisionFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
    TopicLinkFactory,
    index_everything,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db

QUERIES = {
    "/": 12,
    "/moeder/": 6,
    "/beslutninger/": 11,
    "/beslutninger/?vis=tabel": 11,
    "/sager/": 2,
    "/emner/": 3,
    "/bilag/": 7,
    "/opfoelgning/": 11,
    "/opfoelgning/?status=perhaps&sortering=nyeste": 11,
    "/opfoelgning/?status=kept": 8,
    "/kalender/?maaned=2025-01": 3,
    "/tal/": 17,
    "/om/ordliste/": 1,
    "/sitemap.xml": 6,
    "/sitemap-punkter.xml": 2,
}
SAYS_IT_IS_EMPTY = [
    "/",
    "/moeder/",
    "/beslutninger/",
    "/sager/",
    "/emner/",
    "/bilag/",
    "/opfoelgning/",
    "/kalender/",
    "/tal/",
    "/om/ordliste/",
]


def make_rows(count: int) -> None:
    for number in range(1, count + 1):
        meeting = MeetingFactory(date=dt.date(2025, 1, number))
        item = AgendaItemFactory(meeting=meeting, journal_number=f"05.01.00-A00-{number}-25")
        DecisionFactory(item=item)
        AttachmentFactory(item=item)
        TopicLinkFactory(item=item)
        make_promises(item)
    index_everything()


def make_promises(item: AgendaItem, **values: object) -> None:
    """Give an item a promise that is coming, one without a day, and one that was moved and may have
    been kept, by an item of its own."""
    CommitmentFactory(item=item, due=timezone.localdate() + dt.timedelta(days=9), **values)
    CommitmentFactory(item=item, due=None, due_precision="", **values)
    # Days that no other meeting is made for, and none in the future: those show on other pages.
    told = ReferenceFactory(
        item__meeting__committee=item.meeting.committee,
        item__meeting__date=dt.date(2024, 1, 1) + dt.timedelta(days=item.pk % 300),
    )
    moved = CommitmentFactory(item=item, held_on=dt.date(2025, 6, 5), held_reference=told, **values)
    lately = timezone.localdate() - dt.timedelta(days=item.pk % 300)
    FulfilmentFactory(
        commitment=moved,
        item__meeting__committee=item.meeting.committee,
        item__meeting__date=lately,
    )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", QUERIES)
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(
    client, django_assert_num_queries, address, count
):
    make_rows(count)
    with django_assert_num_queries(QUERIES[address]):
        answer = client.get(address)
    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_one_thing_do_too(client, count):
    meeting = MeetingFactory(committee__slug="udvalg", date=dt.date(2025, 3, 4))
    earlier = MeetingFactory(committee=meeting.committee, date=dt.date(2025, 2, 4))
    topic = TopicLinkFactory(item__meeting=meeting, item__journal_number="05.01.00-A00-1-25").topic
    first = meeting.items.get()
    items = [
        AgendaItemFactory(meeting=meeting, journal_number="05.01.00-A00-1-25") for _ in range(count)
    ]
    for item in [first, *items]:
        DecisionFactory(item=item)
        AttachmentFactory(item=first)
        make_promises(item)
        FulfilmentFactory(item=first, commitment__item__meeting=earlier)
        if item is not first:
            TopicLinkFactory(item=item, topic=topic)
    pages = {
        meeting.get_absolute_url(): 17,
        first.get_absolute_url(): 27,
        "/sager/05.01.00-A00-1-25/": 16,
        topic.get_absolute_url(): 13,
        "/udvalg/": 7,
        "/udvalg/foer-moedet/": 23,
    }
    asked = {}
    for address in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address] = len(queries)
    assert asked == pages


@pytest.mark.parametrize(
    "address", ["/moeder/", "/beslutninger/", "/sager/", "/emner/", "/bilag/", "/opfoelgning/"]
)
def test_a_parameter_that_the_list_does_not_know_is_named_and_never_ignored(client, address):
    answer = client.get(f"{address}?ukendt=1&side=1")
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 400
    assert page.find("code").get_text() == "ukendt"
    assert page.find("a", string="Vis siden uden det")["href"] == f"{address}?side=1"


@pytest.mark.parametrize("side", ["0", "99", "x"])
def test_a_page_that_does_not_exist_is_an_error(client, side):
    assert client.get(f"/beslutninger/?side={side}").status_code == 400


def test_page_links_keep_the_filter(client):
    item = AgendaItemFactory(journal_number="05.01.00-A00-1-25")
    for _ in range(25):
        DecisionFactory(item=item)
    index_everything()
    page = BeautifulSoup(client.get("/beslutninger/?slags=approved").content, "html.parser")
    assert page.find("a", rel="next")["href"] == "?slags=approved&side=2#resultater"
    second = BeautifulSoup(
        client.get("/beslutninger/?slags=approved&side=2").content, "html.parser"
    )
    assert len(second.select("article.entry")) == 5
    assert second.find(role="status").get_text() == "25 beslutninger, side 2 af 2"


def test_htmx_gets_the_results_only(client):
    make_rows(1)
    whole = client.get("/beslutninger/")
    part = client.get("/beslutninger/", headers={"HX-Request": "true"})
    page = BeautifulSoup(part.content, "html.parser")
    assert [tag["id"] for tag in page.find_all(id="results")] == ["results"]
    assert page.find("html") is None
    assert str(page.find(id="results")) == str(
        BeautifulSoup(whole.content, "html.parser").find(id="results")
    )


def test_an_empty_portal_says_so_on_every_list(client):
    for address in SAYS_IT_IS_EMPTY:
        assert "endnu" in client.get(address).content.decode()


def test_a_meeting_in_a_list_counts_its_closed_items_apart(client):
    meeting = MeetingFactory()
    AgendaItemFactory(meeting=meeting)
    for _ in range(2):
        AgendaItemFactory(meeting=meeting, access="closed")
    text = BeautifulSoup(client.get("/moeder/").content, "html.parser").find("article").get_text()
    assert "1 punkt og 2 lukkede" in " ".join(text.split())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/kalender/?maaned=2026-13", "maaned=2026-13"),
        ("/tal/?udvalg=findes-ikke", "udvalg=findes-ikke"),
        ("/beslutninger/?vis=kort", "vis=kort"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_parameter(client, address, code):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.find("code").get_text() == code


def test_what_is_more_than_can_be_counted_is_said_and_a_link_away(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(search_words, "MOST", 2)
    for day in range(1, 6):
        item = AgendaItemFactory(meeting__date=dt.date(2025, 3, day), title=f"Bro {day}")
        DecisionFactory(item=item, kind="approved" if day > 1 else "noted")
    index_everything()
    page = page_of(client, "/beslutninger/?ord=bro&slags=approved")
    assert page.find(role="status").get_text() == "over 2 beslutninger"
    assert titles(page) == ["Bro 5", "Bro 4"]
    assert [option.get_text() for option in page.select("#id_aar option")] == [
        "alle år",
        "2025 (2+)",
    ]
    older = page_of(client, page.find("a", string="Ældre beslutninger")["href"].split("#")[0])
    assert titles(older) == ["Bro 3", "Bro 2"]
    assert not older.find("a", string="Ældre beslutninger")
    first = older.find("a", string="Tilbage til de nyeste")["href"]
    assert first == "/beslutninger/?ord=bro&slags=approved"


def test_everything_and_what_one_filter_leaves_is_counted_whole(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    number = "05.01.00-A00-1-25"
    item = AgendaItemFactory(meeting__date=dt.date(2025, 3, 4), title="Bro", journal_number=number)
    for kind in ("approved", "noted", "noted", "noted"):
        DecisionFactory(item=item, kind=kind)
    index_everything()
    for query, count in (("", "4 beslutninger"), ("?slags=noted", "3 beslutninger")):
        page = page_of(client, f"/beslutninger/{query}")
        assert page.find(role="status").get_text() == count
        assert len(titles(page)) == 2
    # Under a number they are counted as far as they are looked at.
    page = page_of(client, f"/beslutninger/?journalnummer={number}")
    assert page.find(role="status").get_text().endswith(f"{len(titles(page))} beslutninger")


def test_a_long_list_goes_on_after_its_last_page(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 40)
    meeting = MeetingFactory(date=dt.date(2025, 3, 4))
    for number in range(1, 48):
        item = AgendaItemFactory(meeting=meeting, number=number, title=f"Bro {number}")
        DecisionFactory(item=item, kind="noted")
    index_everything()
    for query in ("", "?slags=noted"):
        first = page_of(client, f"/beslutninger/{query}")
        assert "Her er de nyeste af dem." in first.get_text()
        assert not first.find("a", string="Ældre beslutninger")
        last = page_of(client, f"/beslutninger/{query}{'&' if query else '?'}side=2")
        older = last.find("a", string="Ældre beslutninger")["href"].split("#")[0]
        assert titles(page_of(client, older)) == [f"Bro {number}" for number in range(41, 48)]


def titles(page: BeautifulSoup) -> list[str]:
    return [entry.h3.get_text(strip=True) for entry in page.select("article.entry")]


@pytest.mark.parametrize("after", ["x", "-1", "9999999999999999999"])
def test_a_place_that_can_be_none_is_named(client, after):
    answer = client.get(f"/beslutninger/?efter={after}")
    assert answer.status_code == 400
    assert "efter" in answer.content.decode()
