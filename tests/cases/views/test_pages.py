"""Single pages say what they should, in the order they should."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from cases.importing.publish import withdraw_attachment, withdraw_item, withdraw_meeting
from cases.minutes.decisions import DecisionKind
from cases.models import SourceDocument, Term
from cases.models.address import remember_address
from cases.views.errors import no_such_page
from tests.factories import (
    AgendaItemFactory,
    AttachmentFactory,
    DecisionFactory,
    MeetingFactory,
    TopicLinkFactory,
)
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    meeting = MeetingFactory(committee__slug="udvalg", date=dt.date(2025, 3, 4))
    return AgendaItemFactory(
        meeting=meeting,
        number=7,
        title="Ansøgning fra foreningen",
        journal_number="27.12.00-Ø54-1-22",
        recommendation="Direktøren indstiller\n\nat udvalget:\n\n- at det ene sker",
        case_text="### Baggrund\n\nSe [siden](#).",
        duration_min=10,
        duration_max=15,
        routing_columns="DIR BSK",
        routing_mark_count=1,
    )


def test_an_item_shows_the_decision_first_and_what_it_comes_to(client, item):
    DecisionFactory(
        item=item,
        text="Indstillingen blev tiltrådt.",
        kind="adopted",
        effect="application_rejected",
    )
    page = page_of(client, item.get_absolute_url())
    headings = [heading.get_text() for heading in page.select("article h2")]
    assert headings == ["Beslutning", "Indstilling", "Sagsfremstilling", "Oplysninger",
                        "Henvis til punktet"]  # fmt: skip
    assert (
        page.find(class_="kind").get_text() == "Indstillingen tiltrådt – dvs. afslag på ansøgningen"
    )


def test_an_item_shows_clauses_handling_time_and_routing_honestly(client, item):
    page = page_of(client, item.get_absolute_url())
    text = " ".join(page.get_text().split())
    assert [clause["class"] for clause in page.select(".clauses li")] == [["level-1"], ["level-2"]]
    assert "10–15 min." in text
    assert "Kilden viser 1 markering; hvilke udvalg fremgår ikke af den konverterede tekst." in text
    assert "siden [adressen mangler i kilden]" in text


def test_an_item_links_to_its_case_and_topics_with_the_words(client, item):
    TopicLinkFactory(item=item, topic__name="Foreninger")
    page = page_of(client, item.get_absolute_url())
    assert (
        page.find("a", string="Sag 27.12.00-Ø54-1-22")["href"] == "/sager/27.12.00-%C3%9854-1-22/"
    )
    assert "Fundet automatisk: »emne« i titel" in " ".join(page.get_text().split())


def test_an_item_says_where_its_text_comes_from(client, item):
    document = SourceDocument.keep(b"tekst", "referat.txt", "tekst")
    item.meeting.source = document
    item.meeting.save()
    assert (
        document.sha256[:12]
        in page_of(client, item.get_absolute_url()).find(class_="source").get_text()
    )


def test_a_case_is_a_dated_thread_and_a_series_is_called_one(client, item):
    later = AgendaItemFactory(
        meeting=MeetingFactory(date=dt.date(2026, 1, 6)), journal_number="27.12.00-Ø54-1-22"
    )
    page = page_of(client, "/sager/27.12.00-Ø54-1-22/")
    assert [time["datetime"] for time in page.select(".thread time")] == [
        "2025-03-04",
        "2026-01-06",
    ]
    assert (
        " ".join(page.select_one("main .meta span").get_text().split()) == "Sag 27.12.00-Ø54-1-22"
    )
    later.case.is_series = True
    later.case.save()
    series = page_of(client, "/sager/27.12.00-Ø54-1-22/")
    assert series.select_one("main .meta span").get_text().startswith("Fast punkt")
    assert [heading.time["datetime"] for heading in series.select(".thread h3")] == [
        "2025-03-04",
        "2026-01-06",
    ]


def test_another_spelling_of_a_number_leads_to_the_case(client, item):
    answer = client.get("/sager/27.12.00-ø54-1-22/")
    assert (answer.status_code, answer["Location"]) == (301, "/sager/27.12.00-%C3%9854-1-22/")


def test_a_topic_separates_what_is_about_it_from_what_mentions_it(client, item):
    link = TopicLinkFactory(item=item, level="about")
    TopicLinkFactory(topic=link.topic, level="mentions")
    page = page_of(client, link.topic.get_absolute_url())
    assert [len(section.select("article")) for section in page.select("main section")] == [0, 1, 1]


def test_what_is_withdrawn_answers_410_and_says_nothing_of_it(client, item):
    attachment = AttachmentFactory(item=item)
    withdraw_attachment(attachment)
    assert client.get(attachment.get_absolute_url()).status_code == 410
    withdraw_item(item)
    answer = client.get(item.get_absolute_url())
    assert answer.status_code == 410
    assert item.title not in answer.content.decode()
    withdraw_meeting(item.meeting)
    assert client.get(item.meeting.get_absolute_url()).status_code == 410


def test_a_moved_address_sends_on_and_an_unknown_one_helps_onward(client, item):
    remember_address("/gammelt-udvalg/", "/udvalg/")
    answer = client.get("/gammelt-udvalg/2025-03-04/punkt-7/")
    assert (answer.status_code, answer["Location"]) == (301, "/udvalg/2025-03-04/punkt-7/")
    missing = client.get("/udvalg/2025-03-05/")
    assert missing.status_code == 404
    assert "/beslutninger/" in missing.content.decode()


def test_every_page_is_danish_with_landmarks_a_skip_link_and_no_inline_code(client, item):
    for address in ["/", "/beslutninger/", "/om/", item.get_absolute_url(), "/findes-ikke/"]:
        page = page_of(client, address)
        assert page.html["lang"] == "da"
        assert page.find("a", class_="skipnav")["href"] == "#indhold"
        assert [len(page.find_all(tag)) for tag in ("main", "header", "footer", "h1")] == [
            1,
            1,
            1,
            1,
        ]
        assert page.find_all(style=True) == page.find_all("style") == []
        assert all(
            script.get("src", "").startswith("/static/")
            for script in page.find_all("script")
            if script.get("type") != "application/ld+json"
        )


def test_the_content_policy_is_strict_and_the_health_check_answers(client):
    answer = client.get("/")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert client.get("/sundhed/").content == b"ok"


def test_a_withdrawn_page_is_kept_by_no_cache_and_says_whom_to_ask(client, item, settings):
    withdraw_item(item)
    assert "no-store" in client.get(item.get_absolute_url())["Cache-Control"]
    settings.CONTACT_EMAIL = "spoerg@example.dk"
    page = page_of(client, item.get_absolute_url())
    assert page.main.find("a", href="mailto:spoerg@example.dk")


def test_an_address_with_something_unknown_names_it_and_leads_to_the_page_without_it(client):
    page = page_of(client, "/beslutninger/?ukendt=1&aar=2025")
    lead = page.select_one("main .font-lead").get_text()
    assert lead == "Linket indeholder noget, siden ikke kender: ukendt."
    assert page.main.find("a", string="Vis siden uden det")["href"] == "/beslutninger/?aar=2025"


def test_a_page_number_too_high_leads_to_the_last_page(rf):
    request = rf.get("/beslutninger/?aar=2025&side=99")
    request.resolver_match = None
    answer = no_such_page(request, 5)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 400
    assert page.select_one("main .font-lead").get_text() == "Listen har kun 5 sider."
    last = page.main.find("a", string="Vis den sidste side")
    assert last["href"] == "/beslutninger/?aar=2025&side=5"


def test_who_may_not_see_a_page_can_log_in_and_comes_back(client, settings):
    settings.ROOT_URLCONF = "tests.browser.urls"
    link = page_of(client, "/proeve/403/?a=1").main.find("a", string="Log ind")
    assert link["href"] == "/admin/login/?next=/proeve/403/%3Fa%3D1"


def test_the_page_for_failures_needs_nothing_and_speaks_both_languages(client, settings):
    settings.ROOT_URLCONF = "tests.browser.urls"
    client.raise_request_exception = False
    page = page_of(client, "/proeve/500/")
    assert page.select_one(".brand a").get_text() == "Sagsspor"
    assert page.find("section", lang="en").h2.get_text() == "Something went wrong"


def test_the_glossary_is_in_danish_order_and_leads_on_to_the_decisions(client):
    for word in ("Økonomi", "STU", "anlæg", "Servicemål"):
        Term.objects.create(word=word, explanation="Forklaring.")
    page = page_of(client, "/om/ordliste/")
    assert [word.get_text() for word in page.select("dt")] == [
        "anlæg", "Servicemål", "STU", "Økonomi",
    ]  # fmt: skip
    link = page.select("dd a")[-1]
    assert link["href"] == "/beslutninger/?ord=%C3%98konomi"
    assert link.get_text() == "Beslutninger med ordet »Økonomi«"


def test_about_says_who_is_behind_first_and_explains_every_type_under_its_own_heading(client):
    page = page_of(client, "/om/")
    headings = page.select("h2")
    assert headings[0].get_text() == "Hvem der står bag"
    for link in page.select("nav[aria-labelledby=her] a"):
        assert page.find(id=link["href"][1:]).get_text() == link.get_text()
    for anchor in [*(kind.value for kind in DecisionKind), "tilfoejelse"]:
        target = page.find(id=anchor)
        assert target["tabindex"] == "-1"
        assert target.a.get_text() == f"Se beslutningerne: {target.h3.get_text()}"


def test_the_official_accessibility_statement_is_linked_to_when_there_is_one(client, settings):
    address = "https://was.digst.dk/referater-example-dk"
    assert page_of(client, "/tilgaengelighed/").find("a", href=address) is None
    settings.ACCESSIBILITY_STATEMENT_URL = address
    assert page_of(client, "/tilgaengelighed/").select_one(".font-lead a")["href"] == address
