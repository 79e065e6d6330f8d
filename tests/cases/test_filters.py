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
        if title == "A":
            item.duration_min, item.duration_max = 5, 10
            item.save()
        text = "Godkendt.\n\nLyset tændes." if title == "B" else "Godkendt."
        DecisionFactory(item=item, kind=kind, text=text)
        if title == "B":
            AttachmentFactory(item=item)
            TopicLinkFactory(item=item, topic=TopicFactory(slug="stier"))


def shown(client: Client, query: str) -> str:
    page = BeautifulSoup(client.get(f"/beslutninger/?{query}").content, "html.parser")
    return "".join(heading.get_text() for heading in page.select("article.entry h3"))


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
        ("bilag=fil", ""),
        ("tid=6-10", "A"),
        ("tid=41-", ""),
        ("ord=cykelsti", "BA"),
        ("ord=CYKELSTI ØKONOMI", "A"),
        ("ord=tog", ""),
        ("ord=15.00.00-A00-3-24", "A"),
        ("ord=27.12 park", "C"),
        ("ord=27.12 cykelsti", ""),
        ("tilfoejelse=on", "B"),
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
     "sortering=nix", "bilag=nix", "tid=nix"],
)  # fmt: skip
def test_a_bad_value_is_a_visible_error_and_shows_nothing(client, decisions, query):
    page = BeautifulSoup(client.get(f"/beslutninger/?{query}").content, "html.parser")
    assert page.find(class_="errorlist") is not None
    assert page.select("article.entry") == []


def test_each_filter_in_use_can_be_dropped_on_its_own(client, decisions):
    page = BeautifulSoup(
        client.get("/beslutninger/?ord=cykelsti&mere=on&side=1").content, "html.parser"
    )
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select(".chips a")}
    assert chips == {
        "Fjern filtret: med ordene »cykelsti« ✕": "/beslutninger/?mere=on",
        "Fjern filtret: der er mere end taget til efterretning ✕": "/beslutninger/?ord=cykelsti",
        "Ryd alle": "/beslutninger/",
    }


def test_a_page_without_hits_says_which_filter_to_loosen(client, decisions):
    page = BeautifulSoup(client.get("/beslutninger/?ord=park&aar=2024").content, "html.parser")
    assert [link["href"] for link in page.select(".empty a")] == [
        "/beslutninger/?aar=2024",
        "/beslutninger/?ord=park",
    ]
    assert [li.get_text() for li in page.select(".empty li")] == [
        "slip med ordene »park« (1 beslutninger)",
        "slip i 2024 (1 beslutninger)",
    ]


def choices(client: Client, query: str, name: str) -> list[str]:
    """The labels of a filter's choices."""
    page = BeautifulSoup(client.get(f"/beslutninger/?{query}").content, "html.parser")
    if name == "slags":
        return [label.get_text(strip=True) for label in page.select(".checks label")]
    return [option.get_text() for option in page.select(f"select[name={name}] option")]


def test_each_choice_says_how_many_it_would_give_with_the_other_filters_as_they_are(
    client, decisions
):
    assert choices(client, "", "aar") == ["alle år", "2026 (1)", "2025 (1)", "2024 (1)"]
    assert choices(client, "aar=2025", "aar") == ["alle år", "2026 (1)", "2025 (1)", "2024 (1)"]
    assert choices(client, "aar=2025", "slags") == ["Godkendt (1)"]
    assert choices(client, "aar=2025&slags=noted", "slags") == [
        "Godkendt (1)",
        "Taget til efterretning (0)",
    ]
    assert choices(client, "aar=2026", "emne")[1].endswith("(0)")
    assert [label[-3:] for label in choices(client, "mere=on", "udvalg")[1:]] == ["(1)", "(1)"]


def test_a_year_without_decisions_is_kept_in_the_form(client, decisions):
    assert "1999 (0)" in choices(client, "aar=1999", "aar")
