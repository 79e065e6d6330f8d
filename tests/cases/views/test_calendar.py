"""The calendar: one month as a grid and a list, and only months there is something in."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.rendering.dates import date_in_words, month_in_words
from tests.factories import MeetingFactory
from tests.reading import page_of

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


def test_a_day_leads_to_its_meetings_which_can_have_focus(client, meetings):
    page = page_of(client, "/kalender/?maaned=2025-03")
    days = page.select("div[id^=dag-]")
    assert [(day["id"], day["tabindex"], len(day.select("article"))) for day in days] == [
        ("dag-4", "-1", 2),
        ("dag-31", "-1", 1),
    ]
    heads = page.select_one("thead tr")
    assert heads.th.get_text() == "Uge"
    assert [head.get_text() for head in heads.select(".sr-only")][:2] == ["mandag", "tirsdag"]
    assert [head.get_text() for head in heads.select("[aria-hidden=true]")][:2] == ["man", "tir"]


def test_the_neighbours_are_months_with_meetings(client, meetings):
    page = page_of(client, "/kalender/?maaned=2025-03")
    assert page.find("a", rel="prev")["href"] == "?maaned=2025-01"
    assert page.find("a", rel="next") is None
    between = page_of(client, "/kalender/?maaned=2025-02")
    assert between.find("a", rel="next")["href"] == "?maaned=2025-03"


def test_an_empty_month_says_where_there_is_something(client, meetings):
    coming = timezone.localdate() + dt.timedelta(days=40)
    agenda = MeetingFactory(date=coming, state="agenda")
    text = " ".join(
        page_of(client, "/kalender/?maaned=2025-02").find(id="liste").parent.stripped_strings
    )
    assert "Ingen møder i portalen denne måned." in text
    assert "Seneste referat: 31. marts 2025 , Udvalg 31" in text
    assert f"Næste dagsorden: {date_in_words(coming)} , {agenda.committee.name}" in text


def test_all_months_have_their_year_and_number_and_the_one_shown_is_marked(client, meetings):
    page = page_of(client, "/kalender/?maaned=2025-03")
    months = page.find(id="maaneder").parent.select("li")
    assert [month.get_text() for month in months] == [
        "januar 2025 (1 møde)",
        "marts 2025 (3 møder)",
    ]
    assert page.select_one("li [aria-current=page]")["href"] == "?maaned=2025-03"


def test_without_a_month_it_opens_at_the_next_meeting_else_at_the_latest(client, meetings):
    assert page_of(client, "/kalender/").h2.get_text() == "Marts 2025"
    today = timezone.localdate()
    for days in (400, 40):
        coming = today + dt.timedelta(days=days)
        MeetingFactory(date=coming)
        expected = month_in_words(coming.year, coming.month).capitalize()
        assert page_of(client, "/kalender/").h2.get_text() == expected


def test_today_is_marked_in_the_grid_and_explained(client, meetings):
    today = timezone.localdate()
    page = page_of(client, f"/kalender/?maaned={today:%Y-%m}")
    assert page.select_one("td[aria-current=date]").get_text() == str(today.day)
    assert page.find(class_="legend").get_text() == "I dag"
    assert page_of(client, "/kalender/?maaned=2025-03").find(class_="legend") is None


@pytest.mark.parametrize(
    "query", ["maaned=2024-12", "maaned=9999-01", "maaned=x", "maaned=2025-13", "maaned=", "x=1"]
)
def test_months_without_end_are_no_addresses(client, meetings, query):
    assert client.get(f"/kalender/?{query}").status_code == 400
