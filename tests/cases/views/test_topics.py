"""Topics: drawings whose links say what they show, years to choose, and small ones at the front."""

import datetime as dt

import pytest

from cases.models import Topic
from cases.views.home import draw_activity
from tests.factories import AgendaItemFactory, MeetingFactory, TopicFactory, TopicLinkFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    """A topic with one item about it in 2023, two in 2025 and one that mentions it in 2025."""
    topic = TopicFactory(name="Stier", slug="stier")
    for year, level in [(2023, "about"), (2025, "about"), (2025, "about"), (2025, "mentions")]:
        meeting = MeetingFactory(date=dt.date(year, 3, 4))
        TopicLinkFactory(topic=topic, item=AgendaItemFactory(meeting=meeting), level=level)
    other = AgendaItemFactory(meeting=MeetingFactory(date=dt.date(2024, 3, 5)))
    TopicLinkFactory(topic=TopicFactory(name="Veje"), item=other)
    return topic


def headings(page):
    return [heading.get_text() for heading in page.select("section:has(article) > h2")]


def test_the_list_names_every_bar_by_topic_year_and_number(client, topic):
    stier = page_of(client, "/emner/").find("article")
    assert stier.find("p").get_text() == (
        "Handler om emnet: 3. Nævner det: 1. Senest 4. marts 2025."
    )
    links = {link["aria-label"]: link["href"] for link in stier.select("svg a")}
    assert links == {
        "Stier, 2023: 1 punkt": "/emner/stier/?aar=2023#om",
        "Stier, 2025: 3 punkter": "/emner/stier/?aar=2025#om",
    }
    assert stier.select_one("g[role=img]")["aria-label"] == "Stier, 2024: 0 punkter"


def test_a_topic_has_its_items_of_all_years_and_says_why_in_a_fold(client, topic):
    page = page_of(client, "/emner/stier/")
    assert headings(page) == ["3 punkter handler om emnet", "1 punkt nævner emnet"]
    assert page.select_one("a[href='#naevner']").get_text() == "1 punkt nævner emnet"
    assert page.select_one("main nav [aria-current=page]").get_text() == "Alle år"
    assert page.select_one(".chart svg").find(attrs={"aria-current": True}) is None
    reasons = [" ".join(fold.p.get_text().split()) for fold in page.select("article details")]
    assert reasons == ["Fundet automatisk: »emne« i titel."] * 4


def test_a_chosen_year_is_marked_and_named(client, topic):
    page = page_of(client, "/emner/stier/?aar=2025")
    assert page.title.get_text().startswith("Stier, 2025 – ")
    assert headings(page) == [
        "2 punkter fra 2025 handler om emnet",
        "1 punkt fra 2025 nævner emnet",
    ]
    years = page.find("nav", attrs={"aria-label": "År"})
    assert [link.get_text() for link in years.select("a")] == ["Alle år", "2023", "2025"]
    assert years.select_one("[aria-current=page]")["href"] == "/emner/stier/?aar=2025#om"
    assert page.select_one("svg [aria-current]")["aria-label"] == "Stier, 2025: 3 punkter"


@pytest.mark.parametrize("query", ["aar=x", "aar=1", "ukendt=1"])
def test_what_is_no_year_is_an_error(client, topic, query):
    assert client.get(f"/emner/stier/?{query}").status_code == 400


def test_the_front_page_draws_items_about_a_topic_on_one_scale(topic):
    topics = list(Topic.objects.published().order_by("name"))
    draw_activity(topics, dt.date(2025, 6, 3))
    assert [one.recent_items for one in topics] == [3, 1]
    bars = [[bar.value.value for bar in one.activity.bars] for one in topics]
    assert bars == [[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0], [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]]
    assert topics[1].activity.bars[6].height == topics[0].activity.bars[2].height == 11
