"""What robots and browsers are told: robots.txt, sitemap, manifest, canonical and language links."""

import datetime as dt
import json
import re

import pytest
from bs4 import BeautifulSoup

from tests.factories import AgendaItemFactory, AttachmentFactory, MeetingFactory, TopicLinkFactory
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    item = AgendaItemFactory(
        meeting=MeetingFactory(committee__slug="udvalg", date=dt.date(2025, 3, 4)),
        number=7,
        journal_number="05.01.00-A00-3-25",
    )
    AttachmentFactory(item=item)
    TopicLinkFactory(item=item, topic__slug="stier")
    return item


def locations(client, address):
    """Every address that a sitemap names."""
    return re.findall(r"<loc>(.*?)</loc>", client.get(address).content.decode())


def test_robots_find_the_sitemap_and_every_address_in_it_answers(client, item):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /admin/" in robots
    parts = locations(client, "/sitemap.xml")
    assert len(parts) == 7
    addresses = [address for part in parts for address in locations(client, part)]
    assert len(addresses) == len(set(addresses)) == 13 + 6
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.find("link", rel="canonical")["href"] == address
        assert page.find("meta", attrs={"name": "robots"}) is None


def test_the_manifest_names_icons_that_exist(client, settings):
    from django.contrib.staticfiles import finders

    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    for icon in json.loads(answer.content)["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    assert client.get("/favicon.ico").status_code == 302


def test_a_filtered_list_is_not_indexed_and_a_second_page_is_its_own(client, item):
    filtered = page_of(client, "/moeder/?aar=2025")
    assert filtered.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert filtered.find("link", rel="canonical")["href"] == "http://testserver/moeder/"
    for _ in range(25):
        MeetingFactory()
    second = page_of(client, "/moeder/?side=2")
    assert second.find("link", rel="canonical")["href"] == "http://testserver/moeder/?side=2"
    assert second.find("meta", attrs={"name": "robots"}) is None


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("/", ["WebSite"]),
        ("/udvalg/", ["GovernmentOrganization"]),
        ("/udvalg/2025-03-04/", ["Event", "BreadcrumbList"]),
        ("/udvalg/2025-03-04/punkt-7/", ["CreativeWork", "BreadcrumbList"]),
        ("/emner/stier/", ["BreadcrumbList"]),
    ],
)
def test_pages_say_what_they_are_about(client, item, address, types):
    script = page_of(client, address).find("script", type="application/ld+json")
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    assert [thing["@type"] for thing in data["@graph"]] == types


def test_the_design_page_is_for_developers(client, item, settings):
    assert client.get("/om/design/").status_code == 404
    settings.DEBUG = True
    page = page_of(client, "/om/design/")
    for piece in ("svg a", "details.part", "form.filter", ".alert", ".table-scroll"):
        assert page.select(piece), piece


def test_readers_get_no_cookie(client, item):
    for address in (
        "/",
        "/en/",
        "/beslutninger/?aar=2025",
        "/udvalg/2025-03-04/punkt-7/",
        "/findes-ikke/",
    ):
        assert client.get(address).cookies == {}
