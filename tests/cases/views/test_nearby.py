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
    return [link["href"] for link in page.select("main ul a[lang]")]


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/sager/05.01.00-A00-3-52/", "/sager/05.01.00-A00-3-25/"),
        ("/sager/05.01.00-A0-4-25/", "/sager/05.01.00-A00-4-25/"),
        ("/vejudvalget/2025-03-05/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalget/2025-3-4/", "/vejudvalget/2025-03-04/"),
        ("/vejudvalget/2025-02-31/", "/vejudvalget/2026-01-06/"),
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


def test_a_moved_address_keeps_its_language(client, rows):
    from cases.models.address import remember_address

    remember_address("/gammelt/", "/vejudvalget/")
    answer = client.get("/en/gammelt/2025-03-04/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/vejudvalget/2025-03-04/")
