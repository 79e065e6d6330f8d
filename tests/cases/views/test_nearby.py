"""A page that does not exist offers the ones whose address is nearest."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from tests.factories import AgendaItemFactory, MeetingFactory, TopicFactory, TopicLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    committee = None
    for date in (
        dt.date(2025, 1, 7),
        dt.date(2025, 3, 4),
        dt.date(2025, 4, 1),
        dt.date(2026, 1, 6),
    ):
        meeting = MeetingFactory(
            date=date,
            **({"committee": committee} if committee else {"committee__slug": "vejudvalget"}),
        )
        committee = meeting.committee
        AgendaItemFactory(
            meeting=meeting,
            number=date.month,
            title=f"Sti {date.year}",
            journal_number=f"05.01.00-A00-{date.month}-{date.year % 100}",
        )
    TopicLinkFactory(item=AgendaItemFactory(meeting=meeting), topic=TopicFactory(slug="cykelstier"))


def suggested(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    return [link["href"] for link in page.select(".near a")]


def texts(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [" ".join(tag.get_text().split()) for tag in page.select("main .font-lead, .near a")]


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/sager/05.01.00-A00-3-52/", "/sager/05.01.00-A00-3-25/"),
        ("/sager/05.01.00-A0-4-25/", "/sager/05.01.00-A00-4-25/"),
        ("/sager/50.01.00-A00-4-25/", "/sager/05.01.00-A00-4-25/"),
        ("/vejudvalget/2025-03-05/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalget/2025-3-4/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalget/2025-02-31/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalget/2025-13-01/", "/vejudvalget/2026-01-06/"),
        ("/vejudvalget/0000-00-00/", "/vejudvalget/2025-01-07/"),
        ("/vejudvalget/2025-03-04/punkt-33/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalg/2025-03-04/", "/vejudvalget/"),
        ("/vejeudvalget/", "/vejudvalget/"),
        ("/emner/cykelsti/", "/emner/cykelstier/"),
        ("/en/emner/cykelsti/", "/en/emner/cykelstier/"),
    ],
)
def test_the_nearest_comes_first(client, rows, path, nearest):
    assert suggested(client, path)[0] == nearest


def test_an_item_that_does_not_exist_offers_the_meetings_items(client, rows):
    assert "/vejudvalget/2025-03-04/punkt-3/" in suggested(
        client, "/vejudvalget/2025-03-04/punkt-4/"
    )


@pytest.mark.parametrize(
    "path", ["/sager/99.99.99-X99-1-99/", "/qqqq/", "/wp.php", "/vejudvalget/0-0-0/x/"]
)
def test_what_is_near_nothing_offers_the_ways_onward(client, rows, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "/beslutninger/" in answer.content.decode()


def test_each_sort_of_page_is_missed_and_suggested_in_its_own_words(client, rows):
    missing, *meetings = texts(client, "/vejudvalget/2025-03-05/")
    assert missing.startswith("Portalen har intet møde i udvalget den dag.")
    assert [name.removeprefix("Udvalg nr. ").partition(" ")[2] for name in meetings] == [
        "4. marts 2025", "1. april 2025", "7. januar 2025",
    ]  # fmt: skip
    missing, _meeting, item = texts(client, "/vejudvalget/2025-03-04/punkt-33/")
    assert missing.startswith("Mødet har intet punkt på den adresse.")
    assert item == "Punkt 3: Sti 2025"
    missing, case, *_ = texts(client, "/sager/05.01.00-A00-3-52/")
    assert missing.startswith("Portalen har ingen sag med det journalnummer.")
    assert case == "Sag 05.01.00-A00-3-25: Sti 2025"
    missing, topic = texts(client, "/emner/cykelsti/")
    assert missing.startswith("Portalen har intet emne på den adresse.")
    assert topic.startswith("Emne: ")
    assert texts(client, "/bilag/999/") == ["Portalen har intet bilag på den adresse."]
    assert texts(client, "/findes/ikke/") == [
        "Her er ingen side. Måske er adressen skrevet forkert."
    ]


def test_a_moved_address_keeps_its_language(client, rows):
    from cases.models.address import remember_address

    remember_address("/gammelt/", "/vejudvalget/")
    answer = client.get("/en/gammelt/2025-03-04/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/vejudvalget/2025-03-04/")
