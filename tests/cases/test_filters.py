"""The filters of the decision list, each with a value that hits, one that does not and one that is bad."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def decisions() -> None:
    """Three decisions: A and B of one committee, C of another."""
    first = CommitteeFactory(slug="kultur")
    rows = [
        ("A", first, dt.date(2024, 5, 7), "15.00.00-A00-3-24", "noted", "økonomi og cykelsti"),
        ("B", first, dt.date(2025, 6, 3), "15.00.00-A00-30-24", "approved", "cykelsti"),
        (
            "C",
            CommitteeFactory(slug="teknik"),
            dt.date(2026, 1, 6),
            "27.12.00-Ø54-1-22",
            "rejected",
            "park",
        ),
    ]
    for title, committee, date, number, kind, words in rows:
        item = AgendaItemFactory(
            title=title,
            meeting=MeetingFactory(committee=committee, date=date),
            journal_number=number,
            search_text=words,
        )
        DecisionFactory(item=item, kind=kind)
        if title == "B":
            AttachmentFactory(item=item)
            TopicLinkFactory(item=item, topic=TopicFactory(slug="stier"))


def shown(client: Client, query: str) -> str:
    page = BeautifulSoup(client.get(f"/beslutninger/?{query}").content, "html.parser")
    return "".join(heading.get_text() for heading in page.select("article.card h2"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "CBA"),
        ("sortering=aeldste", "ABC"),
        ("udvalg=kultur", "BA"),
        ("fra=2025-06-03", "CB"),
        ("fra=3-6-2025&til=31.12.2025", "B"),
        ("til=7. maj 2024", "A"),
        ("aar=2026", "C"),
        ("aar=2023", ""),
        ("slags=noted", "A"),
        ("slags=noted&slags=rejected", "CA"),
        ("mere=on", "CB"),
        ("emne=stier", "B"),
        ("bilag=on", "B"),
        ("ord=cykelsti", "BA"),
        ("ord=CYKELSTI ØKONOMI", "A"),
        ("ord=tog", ""),
        ("journalnummer=15", "AB"),
        ("journalnummer=15.00", "AB"),
        ("journalnummer=15.00.00-A00-3-24", "A"),
        ("journalnummer=15.00.00-A00-3", "AB"),
        ("journalnummer= 15-00-00 a00-30 ", "B"),
        ("journalnummer=27.12.00-Ø54", "C"),
        ("journalnummer=27.12.00-ø54-1-22", "C"),
        ("journalnummer=15&sortering=nyeste", "BA"),
        ("journalnummer=99", ""),
    ],
)
def test_a_filter_shows_what_it_says(client, decisions, query, titles):
    assert shown(client, query) == titles


@pytest.mark.parametrize(
    "query",
    ["fra=i går", "til=31-02-2025", "aar=abc", "aar=1", "udvalg=findes-ikke", "emne=nix", "slags=nix",
     "sortering=nix"],
)  # fmt: skip
def test_a_bad_value_is_a_visible_error_and_shows_nothing(client, decisions, query):
    page = BeautifulSoup(client.get(f"/beslutninger/?{query}").content, "html.parser")
    assert page.find(class_="errorlist") is not None
    assert page.select("article.card") == []


def test_each_filter_in_use_can_be_dropped_on_its_own(client, decisions):
    page = BeautifulSoup(
        client.get("/beslutninger/?ord=cykelsti&mere=on&side=1").content, "html.parser"
    )
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select(".chips a")}
    assert chips == {
        "Fjern filtret Ord: cykelsti ×": "/beslutninger/?mere=on",
        "Fjern filtret Mere end taget til efterretning ×": "/beslutninger/?ord=cykelsti",
        "Ryd alle": "/beslutninger/",
    }


def test_a_page_without_hits_says_which_filter_to_loosen(client, decisions):
    page = BeautifulSoup(client.get("/beslutninger/?ord=park&aar=2024").content, "html.parser")
    assert [link["href"] for link in page.select(".empty a")] == [
        "/beslutninger/?aar=2024",
        "/beslutninger/?ord=park",
    ]
