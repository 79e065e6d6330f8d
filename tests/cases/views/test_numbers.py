"""The page of figures: every bar and every number leads to a list with just as many rows."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup

from cases.rendering.charts import Value, columns
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
def figures():
    """Seven decisions in three years, of two committees, with topics, minutes, cases and files."""
    roads, schools = CommitteeFactory(slug="veje"), CommitteeFactory(slug="skoler")
    topic = TopicFactory(slug="stier")
    rows = [
        (roads, dt.date(2023, 5, 2), "05.01.00-A00-1-23", "noted", 5),
        (roads, dt.date(2023, 9, 5), "05.01.00-A00-1-23", "approved", 10),
        (roads, dt.date(2024, 3, 5), "05.01.00-A00-2-24", "noted", 20),
        (schools, dt.date(2024, 4, 9), "17.01.00-A00-3-24", "noted", None),
        (schools, dt.date(2025, 1, 7), "17.01.00-A00-3-24", "rejected", 90),
        (schools, dt.date(2025, 6, 3), "17.01.00-A00-4-20", "postponed", 30),
        (schools, dt.date(2025, 6, 3), "17.01.00-A00-4-20", "noted", 6),
    ]
    meetings = {}
    for committee, date, number, kind, minutes in rows:
        if (committee, date) not in meetings:
            meetings[committee, date] = MeetingFactory(committee=committee, date=date)
        item = AgendaItemFactory(
            meeting=meetings[committee, date],
            journal_number=number,
            duration_min=minutes,
            duration_max=minutes,
        )
        DecisionFactory(item=item, kind=kind)
        if committee is roads:
            TopicLinkFactory(item=item, topic=topic, level="about" if minutes == 5 else "mentions")
            AttachmentFactory(item=item)
        if minutes == 10:
            AttachmentFactory(item=item, state="held", file="a.txt")


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def rows_behind(client, address):
    """How many rows the list at an address has."""
    page = page_of(client, address)
    if address.startswith("/emner/"):
        return len(page.select("main section article.entry"))
    return int(page.find(id="count").get_text().split()[0])


@pytest.mark.parametrize("address", ["/tal/", "/tal/?udvalg=veje", "/emner/", "/emner/stier/"])
def test_every_bar_leads_to_as_many_rows_as_it_shows(client, figures, address):
    links = page_of(client, address).select("svg a[href]")
    assert links
    for link in links:
        shown = int(re.search(r": (\d+) ", link["aria-label"])[1])
        target = link["href"] if link["href"].startswith("/") else f"{address}{link['href']}"
        assert rows_behind(client, target) == shown, target


def test_every_number_of_a_table_leads_to_as_many_rows(client, figures):
    links = page_of(client, "/tal/").select("table td a[href]")
    assert len(links) > 20
    for link in links:
        assert rows_behind(client, link["href"]) == int(link.get_text()), link["href"]


def test_each_drawing_has_its_numbers_as_a_table_and_a_name(client, figures):
    page = page_of(client, "/tal/")
    drawings = page.select("figure svg")
    assert len(drawings) == len(page.select("figure table")) > 6
    for drawing in drawings:
        assert page.find(id=drawing["aria-labelledby"]).get_text(strip=True)


def test_the_share_with_files_counts_decisions_on_items(client, figures):
    cells = [
        [cell.get_text(strip=True) for cell in row.select("th, td")][:4]
        for row in page_of(client, "/tal/").select(".table-scroll tbody tr")
    ]
    assert cells == [["2023", "2", "1", "50 %"], ["2024", "1", "0", "0 %"]]


def test_runs_are_days_between_first_and_last_meeting(client, figures):
    names = [
        link.get_text() for link in page_of(client, "/sager/?forloeb=halvt-aar").select("h3 a")
    ]
    assert names == ["05.01.00-A00-1-23"]
    once = page_of(client, "/sager/?forloeb=en-gang").select("h3 a")
    assert [link.get_text() for link in once] == ["05.01.00-A00-2-24", "17.01.00-A00-4-20"]


@pytest.mark.parametrize("query", ["udvalg=findes-ikke", "ukendt=1"])
def test_a_bad_choice_shows_no_figures(client, figures, query):
    assert client.get(f"/tal/?{query}").status_code == 400


def test_columns_are_whole_numbers_inside_the_drawing_on_one_scale():
    chart = columns("x", [Value("2024", 1), Value("2025", 0), Value("2026", 1000)], most=2000)
    assert [bar.height for bar in chart.bars] == [2, 0, 37]
    for bar in chart.bars:
        assert 0 <= bar.x < bar.x + bar.width <= chart.width
        assert 0 < bar.y <= chart.floor
