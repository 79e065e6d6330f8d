"""The pages of a case and a topic: a drawing and a table that say the same, the route, the amounts."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import AgendaItem, Meeting
from tests.factories import (
    AgendaItemFactory,
    AmountFactory,
    AttachmentFactory,
    CommitmentFactory,
    CommitteeFactory,
    DecisionFactory,
    FulfilmentFactory,
    MeetingFactory,
    ReferenceFactory,
    TopicFactory,
    TopicLinkFactory,
)
from tests.planned_case import make_planned_case
from tests.reading import page_of

pytestmark = pytest.mark.django_db
HIDDEN = "hemmeligord"


@pytest.fixture
def case():
    return make_planned_case(CommitteeFactory(name="Kulturudvalget"))


def text_of(element):
    return " ".join(element.get_text().split())


def test_the_page_of_a_case_opens_with_a_drawing_and_the_same_dates_in_a_table(client, case):
    page = page_of(client, case.get_absolute_url())
    assert page.select("main h2")[0].get_text() == "Tidslinje"
    drawing = page.select_one(".timeline-drawing")
    assert drawing["aria-hidden"] == "true"
    drawn = [text.get_text() for text in drawing.select("svg text.day")]
    heads = [text_of(head) for head in page.select("#forloeb tbody th")]
    assert drawn == [
        "17. februar 2026",
        "10. marts 2026",
        "26. marts 2026",
        "28. april 2026",
        "Uden dato",
    ]
    assert heads == [
        "17. februar 2026",
        "10. marts 2026 21 dage senere",
        "26. marts 2026 16 dage senere",
        "28. april 2026 33 dage senere",
        "Uden dato",
    ]
    assert {link["tabindex"] for link in drawing.select("a")} == {"-1"}
    assert not page.select("[style]")


def test_the_table_says_in_words_what_was_planned_moved_missing_and_decided(client, case):
    rows = [
        text_of(cell) for cell in page_of(client, case.get_absolute_url()).select("#forloeb td")
    ]
    assert "Trin 1 af 4 i planen i Punkt 11: »Den 17. februar 2026: Udvalget taler" in rows[0]
    assert rows[1].endswith("Mødet er ikke i portalen.")
    assert (
        "Planlagt til 24. marts 2026, holdt 26. marts 2026 ifølge Punkt 31, 28. april 2026."
        in rows[2]
    )
    assert (
        "Mødet er ikke i portalen. Det er nævnt i Punkt 31, 28. april 2026: »Udvalget fortsætter"
        in rows[2]
    )
    assert "Punkt 31: Godkendelse af fortælling om fremtidens biblioteker" in rows[3]
    assert "»Udvalget besluttede, at bibliotekerne fremover hedder Læsehusene.«" in rows[3]
    assert "Måske fulgt op i Punkt 31, 28. april 2026." in rows[3]
    assert rows[4] == "Lovet i Punkt 32, 28. april 2026: »Forvaltningen sørger for nye skilte.«"


def test_the_route_says_how_each_stop_is_known_and_where_knowledge_ends(client, case):
    page = page_of(client, case.get_absolute_url())
    assert [text_of(stop) for stop in page.select(".route > li")] == [
        "Direktøren for Kultur og Fritid indstiller i Punkt 10, 17. februar 2026,"
        " Punkt 11, 17. februar 2026, Punkt 31, 28. april 2026, Punkt 32, 28. april 2026",
        "Kulturudvalget 17. februar 2026 (Punkt 10, Punkt 11) 26. marts 2026"
        " (kun nævnt i Punkt 31, 28. april 2026)"
        " 28. april 2026 (Punkt 31, Punkt 32)",
        "Kilden siger ikke mere om, hvor sagen går hen.",
    ]
    assert page.select_one(".route + p").get_text().endswith("planlagt, står i tabellen.")
    assert {text_of(fact.dt): text_of(fact.dd) for fact in page.select(".facts > div")} == {
        "Første gang i portalen": "17. februar 2026",
        "Seneste bevægelse": "28. april 2026, 70 dage efter den første",
        "Udsat": "Ikke på de møder, portalen har",
    }


def test_the_lead_says_the_outcome_in_its_own_words_and_what_is_not_in_the_portal(client, case):
    page = page_of(client, case.get_absolute_url())
    lead = page.select_one("main .font-lead")
    assert text_of(lead) == (
        "Senest: Besluttet, 28. april 2026:"
        " »Udvalget besluttede, at bibliotekerne fremover hedder Læsehusene.«"
    )
    assert lead.select_one("[lang=da]").get_text().startswith("»Udvalget")
    assert text_of(page.select_one("main .meta")) == (
        "Sag 20.00.00-A00-3-25 på 2 møder i portalen"
        " 2 møder mere er nævnt eller planlagt, men mangler her"
    )


def test_the_lead_repeats_no_formula(client):
    item = AgendaItemFactory(meeting__date=dt.date(2025, 6, 3), journal_number="20.00.00-A00-1-25")
    DecisionFactory(item=item, kind="adopted", text="Indstillingen er tiltrådt.")
    page = page_of(client, "/sager/20.00.00-A00-1-25/")
    assert text_of(page.select_one("main .font-lead")) == (
        "Senest: Indstillingen tiltrådt, 3. juni 2025."
    )
    assert "mangler her" not in page.get_text()


def test_a_plan_that_another_case_follows_up_says_so_in_the_picture_and_the_table(client):
    committee = CommitteeFactory()
    plan, other, ours = (
        AgendaItemFactory(
            meeting=MeetingFactory(committee=committee, date=date),
            number=number,
            journal_number=case,
        )
        for date, number, case in [
            (dt.date(2025, 4, 8), 16, "20.00.00-A00-1-25"),
            (dt.date(2025, 5, 27), 25, "20.00.00-A00-2-25"),
            (dt.date(2025, 6, 3), 26, "20.00.00-A00-1-25"),
        ]
    )
    ours.meeting = other.meeting
    ours.save()
    month = {"due": dt.date(2025, 5, 1), "due_precision": "month"}
    link = FulfilmentFactory(commitment=CommitmentFactory(item=plan, **month), item=other)
    CommitmentFactory(item=plan, due=dt.date(2025, 8, 1), due_precision="month", position=2)
    page = page_of(client, "/sager/20.00.00-A00-1-25/")
    drawn = [line.get_text() for line in page.select(".timeline-drawing svg text")]
    assert "Måske fulgt op i punkt 25 (anden sag)" in drawn
    assert "Som planlagt" not in drawn
    cells = [text_of(cell) for cell in page.select("#forloeb td")]
    assert cells[1].endswith("Måske fulgt op i Punkt 25 (anden sag), 27. maj 2025.")
    assert "var på som planlagt" not in page.get_text()
    assert "1 møde mere er nævnt eller planlagt, men mangler her" in page.get_text()
    assert cells[2].endswith("Portalen har intet møde i udvalget fra den måned.")
    link.state = "confirmed"
    link.save()
    page = page_of(client, "/sager/20.00.00-A00-1-25/")
    assert "Fulgt op i punkt 25 (anden sag)" in page.select_one(".timeline-drawing").get_text()


def test_amounts_stand_by_date_with_their_sentence_and_are_not_added_up(client, case):
    page = page_of(client, case.get_absolute_url())
    section = page.select_one("section[aria-labelledby=beloeb]")
    rows = section.select("tbody tr")
    assert [text_of(cell) for cell in rows[0].select("th, td")] == [
        "17. februar 2026 Punkt 10",
        "1 mio. kr. »Der afsættes 1 mio. kr. til bøger.«",
    ]
    assert len(rows) == 4
    assert "ikke nødvendigvis bevilget" in section.get_text()
    assert "10 mio" not in section.get_text()


def test_a_printed_page_says_where_and_when_it_was_printed(client, case):
    line = page_of(client, case.get_absolute_url()).select_one("footer .print-only")
    address = f"http://testserver{case.get_absolute_url()}"
    assert text_of(line).startswith(f"Udskrevet fra {address}, ")
    assert line.time["datetime"] == timezone.localdate().isoformat()


def test_a_series_is_drawn_without_route_and_plans(client, case):
    case.is_series = True
    case.save()
    page = page_of(client, case.get_absolute_url())
    assert len(page.select(".timeline-drawing svg text.day")) == 2
    assert not page.select(".route")
    assert "Trin 1" not in page.get_text()


def test_the_newest_of_a_long_case_is_drawn_and_the_rest_stands_in_the_table(client):
    committee = CommitteeFactory()
    for month in range(26):
        date = dt.date(2022 + month // 12, month % 12 + 1, 5)
        AgendaItemFactory(
            meeting=MeetingFactory(committee=committee, date=date),
            journal_number="20.00.00-A00-1-22",
        )
    page = page_of(client, "/sager/20.00.00-A00-1-22/")
    assert len(page.select(".timeline-drawing svg text.day")) == 24
    assert "2 ældre datoer står kun i tabellen." in text_of(page.select_one(".timeline-drawing"))
    assert text_of(page.select_one(".timeline summary")) == "Alle 26 datoer i en tabel"
    assert len(page.select("#forloeb tbody tr")) == 26


def test_a_topic_is_drawn_with_what_only_mentions_it_told_apart(client):
    topic = TopicFactory(name="Stier", slug="stier")
    for number, level in ((1, "about"), (2, "mentions")):
        meeting = MeetingFactory(date=dt.date(2025, number, 7))
        item = DecisionFactory(item__meeting=meeting, item__number=number).item
        TopicLinkFactory(topic=topic, item=item, level=level)
        ReferenceFactory(item=item, date=dt.date(2024, number, 9))
    spoken = "Der tales om **en vej** og stier i byen. " + "Resten er om noget andet. " * 9
    AgendaItem.objects.filter(number=2).update(case_text=f"Om budgettet.\n\n{spoken}")
    evidence = [
        {"words": "stier", "section": "case", "section_label": "sagsfremstilling", "count": 1}
    ]
    topic.links.filter(level="mentions").update(evidence=evidence)
    item.decisions.update(text="Godkendt.\n\nUdvalget bygger en bro.")
    page = page_of(client, "/emner/stier/")
    assert page.select("main h2")[0].get_text() == "Tidslinje"
    assert [text_of(head) for head in page.select("#forloeb tbody th time")] == [
        "9. januar 2024", "7. januar 2025", "7. februar 2025",
    ]  # fmt: skip
    assert [mark["class"] for mark in page.select(".timeline-drawing a > path")] == [
        ["mark", "missing"], ["mark", "yes"], ["mark", "aside"],
    ]  # fmt: skip
    said = "Nævner kun emnet. »Der tales om en vej og stier i byen. Resten er om noget andet."
    assert said in text_of(page.select("#forloeb td")[2])
    entry = text_of(page.select_one("section[aria-labelledby=naevner] .entry"))
    assert "»Der tales om en vej og stier i byen." in entry
    assert "i sagsfremstilling" in entry
    assert "bygger en bro" not in page.get_text()


@pytest.mark.parametrize("state", ["withdrawn", "named"])
def test_a_mention_is_quoted_from_public_attachments_only(client, state):
    topic = TopicFactory(name="Stier", slug="stier")
    item = AgendaItemFactory()
    AttachmentFactory(item=item, title=f"Stier og {HIDDEN}", state=state)
    evidence = [{"words": "stier", "section": "attachments", "section_label": "bilag", "count": 1}]
    TopicLinkFactory(topic=topic, item=item, level="mentions", evidence=evidence)
    text = page_of(client, "/emner/stier/").get_text()
    assert (HIDDEN in text) == (state == "named")


def busy_item(number, journal_number, topic):
    """An item with everything a timeline shows, each in a row of its own."""
    meeting = MeetingFactory(date=dt.date(2025, number, 7))
    item = AgendaItemFactory(meeting=meeting, number=number, journal_number=journal_number)
    item.recommendation = "Direktøren indstiller\n\nat punktet behandles."
    item.routing_known, item.routing_marks = True, "BSK SOS"
    item.save()
    DecisionFactory(item=item, body="Byrådet")
    TopicLinkFactory(item=item, topic=topic)
    aside = AgendaItemFactory(meeting__date=dt.date(2024, number, 20), case_text="Mange emner her.")
    evidence = [
        {"words": "emner", "section": "case", "section_label": "sagsfremstilling", "count": 1}
    ]
    TopicLinkFactory(item=aside, topic=topic, level="mentions", evidence=evidence)
    AmountFactory(item=item)
    other = AgendaItemFactory(meeting__date=dt.date(2024, number, 7))
    ReferenceFactory(item=item, to=other)
    ReferenceFactory(item=item, date=dt.date(2023, number, 7))
    telling = ReferenceFactory(item=other, date=dt.date(2025, 11, number))
    returning = CommitmentFactory(
        item=item, due=dt.date(2025, 10, number), held_on=telling.date, held_reference=telling
    )
    for promise in (
        returning,
        CommitmentFactory(item=item, kind="deadline", due=dt.date(2025, 12, number)),
    ):
        FulfilmentFactory(commitment=promise, item=other)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_thread(client, django_assert_num_queries, number):
    topic = TopicFactory(slug="stier")
    for each in range(1, number + 1):
        busy_item(each, "20.00.00-A00-1-25", topic)
    with django_assert_num_queries(21):
        client.get("/sager/20.00.00-A00-1-25/")
    with django_assert_num_queries(18):
        client.get("/emner/stier/")


def hide(item):
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=item.meeting.published_at)


def hide_meeting(item):
    Meeting.objects.filter(pk=item.meeting_id).update(published_at=None)


def close(item):
    AgendaItem.objects.filter(pk=item.pk).update(access="closed")


@pytest.mark.parametrize("how", [hide, hide_meeting, close])
def test_what_is_hidden_shows_neither_on_the_page_of_a_case_nor_of_a_topic(client, how):
    topic = TopicFactory(slug="stier")
    shown = AgendaItemFactory(meeting__date=dt.date(2025, 6, 3), journal_number="20.00.00-A00-1-25")
    secret = AgendaItemFactory(
        title=HIDDEN, number=9077, meeting__date=dt.date(2025, 3, 4), journal_number="20.00.00-A00-1-25",
        meeting__committee__name=f"{HIDDEN} udvalg" if how is hide_meeting else "Et udvalg",
    )  # fmt: skip
    for item in (shown, secret):
        TopicLinkFactory(item=item, topic=topic)
    ReferenceFactory(item=shown, to=secret, body_name="")
    promise = CommitmentFactory(item=shown, due=dt.date(2025, 9, 2), held_on=dt.date(2025, 9, 9))
    FulfilmentFactory(commitment=promise, item=secret)
    promise.held_reference = ReferenceFactory(item=secret, words=HIDDEN, date=dt.date(2025, 9, 9))
    promise.save()
    CommitmentFactory(item=secret, words=HIDDEN, due=dt.date(2025, 10, 7))
    AmountFactory(item=secret, words=f"{HIDDEN} kr.", sentence=HIDDEN)
    how(secret)
    for address in ("/sager/20.00.00-A00-1-25/", "/emner/stier/", "/beslutninger/?kroner=1"):
        text = client.get(address).content.decode()
        assert HIDDEN not in text, address
        assert "punkt-9077" not in text
        assert "9. september 2025" not in text
