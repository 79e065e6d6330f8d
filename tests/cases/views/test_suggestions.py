"""What is suggested while somebody types, and the search that browsers can add."""

import datetime as dt
import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.importing.publish import withdraw_item
from cases.models import AgendaItem
from cases.search.index import index_items
from tests.factories import (
    AgendaItemFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    TopicLinkFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    """Two items of the committee for culture, one of them about a topic and with a number."""
    committee = CommitteeFactory(name="Kulturudvalget", slug="kultur")
    library = AgendaItemFactory(
        meeting=MeetingFactory(committee=committee, date=dt.date(2025, 3, 4)),
        number=3,
        title="Kulturhuset får ny scene",
        journal_number="20.01.00-G01-4-25",
    )
    TopicLinkFactory(item=library, topic__name="Kulturhuset", topic__slug="kulturhuset")
    hall = AgendaItemFactory(
        meeting=MeetingFactory(committee=committee, date=dt.date(2025, 4, 1)),
        number=9,
        title="Svømmehallens tag",
        case_text="Kulturen betaler.",
    )
    for item in (library, hall):
        DecisionFactory(item=item)
    index_items(AgendaItem.objects.all())
    return [library, hall]


def suggested(client, typed):
    """The links of each group: what they say and where they lead."""
    page = page_of(client, f"/soeg/forslag/?ord={typed}")
    groups = {}
    for group in page.select("ul"):
        label = page.find(id=group["aria-labelledby"]).get_text()
        groups[label] = [(a.span.get_text(), a["href"]) for a in group.select("a")]
    return groups


def test_every_sort_of_thing_is_suggested_under_its_name(client, items):
    assert suggested(client, "kult") == {
        "Ord": [("kulturen", "/soeg/?ord=kulturen")],
        "Udvalg og emner": [("Kulturudvalget", "/kultur/"), ("Kulturhuset", "/emner/kulturhuset/")],
        "Punkter": [
            ("Kulturhuset får ny scene", "/kultur/2025-03-04/punkt-3/"),
            ("Svømmehallens tag", "/kultur/2025-04-01/punkt-9/"),
        ],
    }
    assert suggested(client, "20.01") == {
        "Journalnumre": [("20.01.00-G01-4-25", "/sager/20.01.00-G01-4-25/")],
        "Punkter": [("Kulturhuset får ny scene", "/kultur/2025-03-04/punkt-3/")],
    }


def test_the_last_word_is_written_out_after_the_others(client, items):
    found = suggested(client, "ny sce")
    assert found["Ord"] == [("ny scene", "/soeg/?ord=ny+scene")]
    assert found["Punkter"] == [("Kulturhuset får ny scene", "/kultur/2025-03-04/punkt-3/")]


def test_of_many_there_are_eight(client):
    for number in range(12):
        item = AgendaItemFactory(title=f"Skole{'abcdefghijkl'[number]} bygges")
        TopicLinkFactory(item=item, topic__name=f"Skole {number}")
    index_items(AgendaItem.objects.all())
    found = suggested(client, "skole")
    assert {name: len(rows) for name, rows in found.items()} == {
        "Ord": 3, "Udvalg og emner": 2, "Punkter": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["", "k", "   ", "'; DROP", "qqqq", "🚲🚲", "\x00\x00", "k" * 400, "f:"]
)
def test_there_may_be_nothing_to_suggest(client, items, typed):
    answer = client.get("/soeg/forslag/", {"ord": typed})
    assert answer.status_code == 200
    assert b"<a" not in answer.content


def test_the_number_is_read_out_and_no_robot_keeps_it(client, items):
    answer = client.get("/soeg/forslag/?ord=kult")
    assert "5 forslag. Pil ned går til dem." in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Ingen forslag." in client.get("/soeg/forslag/?ord=qqqq").content.decode()
    assert client.get("/soeg/forslag/?ord=kult&ukendt=1").status_code == 400


def test_what_is_not_public_any_more_is_not_suggested(client, items):
    withdraw_item(items[0])
    assert "Punkter" not in suggested(client, "20.01")
    assert suggested(client, "scene").get("Punkter", []) == []
    assert ("Kulturhuset", "/emner/kulturhuset/") not in suggested(client, "kult")[
        "Udvalg og emner"
    ]


def test_browsers_get_the_same_in_their_own_form(client, items):
    answer = client.get("/soeg/forslag/?ord=kult&format=json")
    assert answer["Content-Type"] == "application/x-suggestions+json"
    typed, texts, _beside, links = json.loads(answer.content)
    assert typed == "kult"
    assert texts[:2] == ["kulturen", "Kulturudvalget"]
    assert links[1] == "http://testserver/kultur/"
    assert len(texts) == len(links) == 5


def test_browsers_are_told_how_to_search(client, items):
    head = page_of(client, "/om/").head
    address = head.find("link", rel="search")["href"]
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    text = answer.content.decode()
    urls = {
        kind: html.unescape(url)
        for kind, url in re.findall(r'<Url type="(.*?)".* template="(.*?)"', text)
    }
    page = urls["text/html"].replace("{searchTerms}", "kult*").removeprefix("http://testserver")
    assert client.get(page).context["found"].total == 2
    json_ = urls["application/x-suggestions+json"].replace("{searchTerms}", "kult")
    assert json.loads(client.get(json_.removeprefix("http://testserver")).content)[0] == "kult"
    assert "<ShortName>Sagsspor</ShortName>" in text


def test_who_has_no_danish_letters_gets_suggestions_too(client):
    index_items([AgendaItemFactory(title="Økonomiplan")])
    text = client.get("/soeg/forslag/?ord=oekon").content.decode()
    assert "Økonomiplan" in text
    assert "/soeg/?ord=%C3%B8konomiplan" in text


def test_every_page_has_one_box_of_search(client, items):
    for address in ("/", "/soeg/", "/om/", "/kultur/", "/beslutninger/", "/en/om/"):
        page = page_of(client, address)
        forms = [form for form in page.select("form") if form["action"].endswith("/soeg/")]
        assert len(forms) == 1, address
        box = forms[0].find("input", attrs={"name": "ord"})
        assert (forms[0]["method"], box.get("maxlength")) == ("get", None)


@pytest.mark.parametrize(
    ("typed", "number"), [("kultur", 12), ("20.01", 11), ("svømmehallens t", 14)]
)
def test_suggestions_cost_the_same_however_many_there_are(client, typed, number):
    for count in (1, 3):
        for row in range(count):
            meeting = MeetingFactory(date=dt.date(2025, count, 1 + row))
            title = f"Kultur i svømmehallens tag {count}{row}"
            AgendaItemFactory(
                meeting=meeting, title=title, journal_number=f"20.01.00-G01-{count}{row}-25"
            )
        index_items(AgendaItem.objects.all())
        with CaptureQueriesContext(connection) as asked:
            assert len(suggested(client, typed)["Punkter"]) >= count
        assert len(asked) == number
