"""The calendar: one month as a grid and a list, and only months there is something in."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings():
    for date in (
        dt.date(2025, 1, 7),
        dt.date(2025, 3, 4),
        dt.date(2025, 3, 4),
        dt.date(2025, 3, 31),
    ):
        MeetingFactory(
            date=date,
            committee__name=f"Udvalg {date.day}-{MeetingFactory._meta.model.objects.count()}",
        )


def page_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_month_shows_each_meeting_on_its_day_and_in_the_list(client, meetings):
    page = page_of(client, "/kalender/?maaned=2025-03")
    busy = page.select("td.busy a")
    assert [link["aria-label"] for link in busy] == [
        "4. marts 2025: 2 møder",
        "31. marts 2025: 1 møde",
    ]
    assert all(page.find(id=link["href"][1:]) for link in busy)
    assert len(page.select("article.entry")) == 3
    assert [week.th.get_text() for week in page.select("tbody tr")] == [
        "9",
        "10",
        "11",
        "12",
        "13",
        "14",
    ]


def test_the_neighbours_are_months_with_meetings(client, meetings):
    page = page_of(client, "/kalender/?maaned=2025-03")
    assert page.find("a", rel="prev")["href"] == "?maaned=2025-01"
    assert page.find("a", rel="next") is None
    between = page_of(client, "/kalender/?maaned=2025-02")
    assert between.find("a", rel="next")["href"] == "?maaned=2025-03"
    assert "Ingen møder i portalen denne måned" in between.get_text()


def test_without_a_month_it_opens_where_there_is_something(client, meetings):
    assert page_of(client, "/kalender/").h2.get_text() == "Marts 2025"


@pytest.mark.parametrize(
    "query", ["maaned=2024-12", "maaned=9999-01", "maaned=x", "maaned=2025-13", "maaned=", "x=1"]
)
def test_months_without_end_are_no_addresses(client, meetings, query):
    assert client.get(f"/kalender/?{query}").status_code == 400
