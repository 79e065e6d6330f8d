"""The page of figures: every bar and every number leads to a list with just as many rows."""

import datetime as dt
import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from cases.rendering.charts import Value, columns, rows, spark
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    CommitteeFactory,
    DecisionFactory,
    MeetingFactory,
    StoredFileFactory,
    TopicFactory,
    TopicLinkFactory,
    index_everything,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    """Seven decisions in three years, of two committees, with topics, minutes, cases and files."""
    roads, schools = CommitteeFactory(slug="veje"), CommitteeFactory(slug="skoler")
    topic = TopicFactory(slug="stier", name="Stier")
    decided = [
        (roads, dt.date(2023, 5, 2), "05.01.00-A00-1-23", "noted", 5),
        (roads, dt.date(2023, 9, 5), "05.01.00-A00-1-23", "approved", 10),
        (roads, dt.date(2024, 3, 5), "05.01.00-A00-2-24", "noted", 20),
        (schools, dt.date(2024, 4, 9), "17.01.00-A00-3-24", "noted", None),
        (schools, dt.date(2025, 1, 7), "17.01.00-A00-3-24", "rejected", 90),
        (schools, dt.date(2025, 6, 3), "17.01.00-A00-4-20", "postponed", 30),
        (schools, dt.date(2025, 6, 3), "17.01.00-A00-4-20", "noted", 6),
    ]
    meetings = {}
    for committee, date, number, kind, minutes in decided:
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
            AttachmentFactory(item=item, state="held", file=StoredFileFactory())
    # On an agenda only: nothing has been decided, so it is in no count of decisions.
    agenda = MeetingFactory(committee=roads, date=dt.date(2025, 12, 2), state="agenda")
    TopicLinkFactory(item=AgendaItemFactory(meeting=agenda), topic=topic)
    index_everything()


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


def cells_of(page, section):
    """The table of a section, row by row."""
    lines = page.find(id=section).find_parent("section").select("tr")
    return [[cell.get_text(strip=True) for cell in line.select("th, td")] for line in lines]


@pytest.mark.parametrize("address", ["/tal/", "/tal/?udvalg=veje", "/emner/", "/emner/stier/"])
def test_every_bar_leads_to_as_many_rows_as_it_shows(client, figures, address):
    links = page_of(client, address).select(".chart svg a[href]")
    assert links
    behind = cache(lambda address: rows_behind(client, address))
    for link in links:
        text = link.select("text")[-1].get_text()
        if text.endswith("%"):  # a share of a list: the table beside it has both numbers
            continue
        shown = int(re.search(r"\d+$", text)[0])
        assert behind(link["href"]) == shown, link["href"]


@pytest.mark.parametrize("address", ["/tal/", "/tal/?udvalg=veje"])
def test_every_number_of_a_table_leads_to_as_many_rows(client, figures, address):
    links = page_of(client, address).select("table td a[href]")
    assert len(links) > 15
    behind = cache(lambda address: rows_behind(client, address))
    for link in links:
        assert behind(link["href"]) == int(link.get_text()), link["href"]


def test_a_drawing_beside_a_table_is_for_the_mouse_and_its_links_are_in_the_table(client, figures):
    page = page_of(client, "/tal/")
    in_tables = {link["href"] for link in page.select("table a")}
    hidden = page.select("figure svg[aria-hidden=true]")
    assert len(hidden) == 9
    for link in (link for drawing in hidden for link in drawing.select("a")):
        assert (link["tabindex"], link["href"] in in_tables) == ("-1", True)
    assert [heading.name for heading in page.select("figcaption > *")] == ["h3"] * 9


def test_times_and_runs_stand_in_a_table_with_the_empty_ones(client, figures):
    page = page_of(client, "/tal/")
    assert cells_of(page, "tid") == [
        ["Tid", "Beslutninger"],
        ["højst 5 minutter", "1"],
        ["6–10 minutter", "2"],
        ["11–20 minutter", "1"],
        ["21–40 minutter", "1"],
        ["mere end 40 minutter", "1"],
    ]
    assert cells_of(page, "forloeb")[1:] == [
        ["kun på ét møde", "2"],
        ["op til et halvt år", "1"],
        ["et halvt til et helt år", "1"],
        ["et til to år", "0"],
        ["mere end to år", "0"],
    ]


def test_the_items_of_a_topic_can_be_those_of_one_committee(client, figures):
    page = page_of(client, "/tal/?udvalg=skoler")
    assert page.find(id="emner") is None
    topic = page_of(client, "/emner/stier/?udvalg=veje&aar=2023")
    assert "Du ser kun punkter fra" in topic.get_text()
    assert topic.find("a", string="Vis alle udvalg")["href"] == "/emner/stier/?aar=2023#om"
    assert all("udvalg=veje" in link["href"] for link in topic.select("main .chart svg a"))


def test_each_year_says_how_many_meetings_its_decisions_are_from(client, figures):
    assert cells_of(page_of(client, "/tal/"), "pr-aar") == [
        ["År", "Møder", "Heraf med referat", "Beslutninger"],
        ["2023", "2", "2", "2"],
        ["2024", "2", "2", "2"],
        ["2025", "3", "2", "3"],
    ]


def test_a_year_without_meetings_is_a_gap_that_is_seen(client):
    for year in (2022, 2025):
        DecisionFactory(item__meeting__date=dt.date(year, 3, 4))
    page = page_of(client, "/tal/")
    assert cells_of(page, "pr-aar")[2:4] == [["2023", "0", "0", "0"], ["2024", "0", "0", "0"]]
    assert cells_of(page, "typer")[1] == ["Godkendt", "1", "0", "0", "1", "2"]


def test_the_tables_have_every_kind_and_topic_and_the_years_without(client, figures):
    page = page_of(client, "/tal/")
    assert cells_of(page, "typer") == [
        ["Type", "2023", "2024", "2025", "I alt"],
        ["Taget til efterretning", "1", "2", "1", "4"],
        ["Godkendt", "1", "0", "0", "1"],
        ["Udsat", "0", "0", "1", "1"],
        ["Afvist", "0", "0", "1", "1"],
    ]
    assert cells_of(page, "emner") == [
        ["Emne", "2023", "2024", "2025", "I alt"],
        ["Stier", "2", "1", "1", "4"],
    ]


def test_it_says_how_many_decisions_have_no_time_set_aside(client, figures):
    assert "1 af 7 beslutninger har ingen minutter." in page_of(client, "/tal/").get_text()
    assert "har ingen minutter" not in page_of(client, "/tal/?udvalg=veje").get_text()


def test_the_share_with_files_counts_decisions_on_items(client, figures):
    page = page_of(client, "/tal/")
    assert cells_of(page, "bilag")[1:] == [["2023", "2", "1", "50 %"], ["2024", "1", "0", "0 %"]]
    drawing = page.find(id="bilag").find_parent("section").find("svg")
    assert [text.get_text() for text in drawing.select(".figure")] == ["50 %", "0 %"]


def test_the_share_decided_otherwise_counts_those_that_can_be_compared(client):
    meetings = [MeetingFactory(date=dt.date(year, 3, 4)) for year in (2024, 2024, 2024, 2025, 2025)]
    for meeting, followed in zip(meetings, (True, True, False, True, None), strict=True):
        DecisionFactory(item=AgendaItemFactory(meeting=meeting), as_recommended=followed)
    hidden = AgendaItemFactory(meeting=meetings[0], access="closed")
    DecisionFactory(item=hidden, as_recommended=False)
    index_everything()
    page = page_of(client, "/tal/")
    assert cells_of(page, "indstillet")[1:] == [
        ["2024", "3", "1", "33 %"],
        ["2025", "1", "0", "0 %"],
    ]
    section = page.find(id="indstillet").find_parent("section")
    assert section.p.get_text().startswith("4 af 5 beslutninger kan holdes op imod en indstilling.")
    for link in section.select("td a"):
        listed = page_of(client, link["href"])
        assert len(listed.select("article.entry")) == int(link.get_text())


def test_a_share_is_rounded_to_the_nearest(client):
    meeting = MeetingFactory(date=dt.date(2025, 1, 7))
    for number in range(8):
        item = AgendaItemFactory(meeting=meeting)
        DecisionFactory(item=item)
        AttachmentFactory(item=item, state="named" if number else "held", file=StoredFileFactory())
    assert cells_of(page_of(client, "/tal/"), "bilag")[1] == ["2025", "8", "1", "13 %"]


def test_only_the_names_are_danish_on_the_english_page(client, figures):
    marked = page_of(client, "/en/tal/").select("main [lang=da]")
    assert {tag.get_text() for tag in marked} == {"Stier"}


def test_runs_are_days_between_first_and_last_meeting(client, figures):
    def found(query):
        return [link["href"] for link in page_of(client, f"/sager/?{query}").select("h3 a")]

    assert found("forloeb=halvt-aar") == ["/sager/05.01.00-A00-1-23/"]
    assert sorted(found("forloeb=en-gang")) == [
        "/sager/05.01.00-A00-2-24/",
        "/sager/17.01.00-A00-4-20/",
    ]


@pytest.mark.parametrize("query", ["udvalg=findes-ikke", "ukendt=1"])
def test_a_bad_choice_shows_no_figures(client, figures, query):
    assert client.get(f"/tal/?{query}").status_code == 400


@pytest.mark.parametrize("count", [1, 3, 7, 12, 40])
def test_columns_are_whole_numbers_inside_the_drawing_on_one_scale(count):
    values = [Value(str(2000 + n), n * 100) for n in range(count)]
    chart = columns("x", values, most=8000)
    assert [bar.height for bar in chart.bars][:3] == [0, 2, 2][:count]
    ends = [0]
    for bar in chart.bars:
        assert ends[-1] <= bar.x < bar.x + bar.width <= chart.width == 100
        assert 0 < bar.y <= chart.floor
        ends.append(bar.x + bar.width)
    labelled = [bar for bar in chart.bars if bar.shows_label]
    assert len(labelled) <= 7
    assert labelled[-1] is chart.bars[-1]


def test_rows_and_sparks_keep_to_their_scale():
    assert [bar.width for bar in rows("x", [Value("a", 1000), Value("b", 1)]).bars] == [100, 1]
    assert [bar.height for bar in spark("", [0, 1, 2], most=4).bars] == [1, 5, 11]
