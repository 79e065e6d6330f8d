"""An item's page: anchors that last, folding, explained words, citation, related items."""

import datetime as dt
import json

import pytest

from cases.importing.publish import unpublish_meeting
from cases.models import Term
from tests.cases.importing.doors import bring_in
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    TopicFactory,
    TopicLinkFactory,
)
from tests.minutes_text import make_item, make_minutes
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    meeting = MeetingFactory(
        committee__slug="udvalg", committee__name="Vejudvalget", date=dt.date(2025, 3, 4)
    )
    return AgendaItemFactory(
        meeting=meeting,
        number=7,
        title="Cykelsti ved åen",
        journal_number="05.01.00-A00-3-25",
        summary="Kort sagt.",
        case_text="Først.\n\n### Økonomi\n\nDet koster.\n\n### Tidsplan\n\n- maj\n- juni",
    )


def test_the_same_words_keep_their_anchor_wherever_they_move(client, item):
    before = {
        p.get_text(): p["id"]
        for p in page_of(client, item.get_absolute_url()).select("p[id^=sag-]")
    }
    item.case_text = "Nyt afsnit.\n\nDet koster.\n\n### Andet\n\nFørst."
    item.save()
    after = {
        p.get_text(): p["id"]
        for p in page_of(client, item.get_absolute_url()).select("p[id^=sag-]")
    }
    assert len(before) == 2
    assert before.items() <= after.items()


def test_repeated_words_have_an_anchor_each_and_no_id_is_used_twice(client, item):
    item.case_text = "Ja.\n\nJa.\n\n### Ja\n\nJa."
    item.summary = "Ja."
    item.save()
    ids = [tag["id"] for tag in page_of(client, item.get_absolute_url()).find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert len([name for name in ids if name.startswith("sag-")]) == 4


def test_every_paragraph_links_to_itself(client, item):
    page = page_of(client, item.get_absolute_url())
    links = page.select("a.para")
    assert len(links) == 5
    assert all(link.find_parent(id=link["href"][1:]) for link in links)


def test_only_a_long_text_is_folded_and_its_parts_are_in_the_contents(client, item):
    short = page_of(client, item.get_absolute_url())
    assert short.select("details.part") == []
    item.case_text += "\n\n" + "Meget mere om det. " * 200
    item.save()
    page = page_of(client, item.get_absolute_url())
    parts = {part["id"]: part.h3.get_text() for part in page.select("details.part")}
    assert list(parts.values()) == ["Økonomi", "Tidsplan"]
    contents = {link["href"][1:]: link.get_text() for link in page.select(".contents ul ul a")}
    assert contents == parts
    assert "Først." in page.find(id="sagsfremstilling").parent.get_text()


def test_a_word_of_the_glossary_is_explained_once_a_section_and_never_in_a_heading(client, item):
    Term.objects.create(word="SPS", explanation="Specialpædagogisk støtte.")
    Term.objects.create(word="Høring", forms="høringen", explanation="At blive hørt.")
    Term.objects.create(word="Kladde", explanation="Ikke klar.", is_public=False)
    item.case_text = "### SPS\n\nSPS og SPS, sps. Kladde. Høringen og [SPS](https://a.dk)."
    item.summary = "SPS-støtte uden SPS."
    item.save()
    page = page_of(client, item.get_absolute_url())
    assert [(link.get_text(), link["href"]) for link in page.select("a.term")] == [
        ("SPS", "#ord-sps"),
        ("SPS", "#ord-sps"),
        ("Høringen", "#ord-hoering"),
    ]
    assert [entry["id"] for entry in page.select(".term-entry")] == ["ord-hoering", "ord-sps"]


def test_the_citation_names_committee_date_item_number_address_and_the_day(client, item):
    text = page_of(client, item.get_absolute_url()).find(id="citat").get_text()
    today = dt.date.today()  # the day on the wall
    for part in ("Vejudvalget", "4. marts 2025", "punkt 7", "»Cykelsti ved åen«", "05.01.00-A00-3-25",
                 "http://testserver/udvalg/2025-03-04/punkt-7/", f"(hentet {today.day}. "):  # fmt: skip
        assert part in text


def test_related_items_share_a_case_or_a_topic_but_not_a_series(client, item):
    same_case = AgendaItemFactory(journal_number="05.01.00-A00-3-25", title="Samme sag")
    topic = TopicFactory(name="Cykelstier")
    TopicLinkFactory(item=item, topic=topic)
    TopicLinkFactory(item=same_case, topic=topic)
    TopicLinkFactory(topic=topic, item__title="Samme emne", level="mentions")
    AgendaItemFactory(title="Noget andet")
    page = page_of(client, item.get_absolute_url())
    related = page.find("section", attrs={"aria-labelledby": "relateret"})
    said = [
        (entry.a.get_text(), [reason.get_text() for reason in entry.select(".reasons > span")])
        for entry in related.select("ul > li:has(a)")
    ]
    assert said == [
        ("Samme sag", ["Samme sag", "Handler også om emnet Cykelstier"]),
        ("Samme emne", ["Nævner emnet Cykelstier"]),
    ]
    same_case.case.is_series = True
    same_case.case.save()
    page = page_of(client, item.get_absolute_url())
    related = page.find("section", attrs={"aria-labelledby": "relateret"})
    assert "Samme sag" not in [entry.get_text() for entry in related.select(".reasons > span")]


def test_where_more_is_related_than_is_shown_there_is_a_way_on(client, item):
    for _ in range(9):
        AgendaItemFactory(journal_number="05.01.00-A00-3-25")
    page = page_of(client, item.get_absolute_url())
    related = page.find("section", attrs={"aria-labelledby": "relateret"})
    assert len(related.select("ul > li:has(a)")) == 8
    assert related.select_one(".more a")["href"] == item.case.get_absolute_url()


def test_the_page_describes_itself_to_machines(client, item):
    DecisionFactory(item=item, text='Godkendt </script> & "sådan".')
    page = page_of(client, item.get_absolute_url())
    work, crumbs = json.loads(page.find("script", type="application/ld+json").string)["@graph"]
    assert (work["@type"], work["identifier"], work["position"]) == (
        "CreativeWork",
        "05.01.00-A00-3-25",
        7,
    )
    assert work["recordedAt"]["organizer"]["name"] == "Vejudvalget"
    assert crumbs["itemListElement"][2]["item"] == "http://testserver/udvalg/2025-03-04/punkt-7/"
    assert (
        page.find("link", rel="canonical")["href"] == "http://testserver/udvalg/2025-03-04/punkt-7/"
    )
    assert page.find("meta", property="og:title")["content"] == "Cykelsti ved åen"
    assert "Godkendt" in page.find("meta", attrs={"name": "description"})["content"]


def test_a_home_card_shows_what_was_decided_and_not_the_usual_words(client, item):
    item.recommendation = "Direktøren indstiller\n\nat stien anlægges.\n\nat den belyses."
    item.save()
    DecisionFactory(item=item, text="Indstillingen blev tiltrådt.", kind="adopted")
    card = page_of(client, "/").find("article")
    assert card.find(class_="words") is None
    assert " ".join(card.find(class_="clause").get_text().split()) == (
        "Det indstillede: at stien anlægges. (og ét forslag mere)"
    )
    item.decisions.update(text="Indstillingen blev tiltrådt.\n\nLyset tændes hermed.")
    assert page_of(client, "/").find(class_="words").get_text(strip=True) == "Lyset tændes hermed."


def test_agenda_and_minutes_each_keep_the_day_they_became_public(client):
    meeting = bring_in(
        make_minutes(make_item(1, "Sti", decision=None), kind="DAGSORDEN"), publish=True
    )
    assert meeting.agenda_published_at is not None
    assert meeting.minutes_published_at is None
    page = page_of(client, meeting.get_absolute_url())
    assert "Referatet er ikke lagt ind endnu" in page.get_text()
    meeting = bring_in(make_minutes(make_item(1, "Sti")))
    assert meeting.minutes_published_at > meeting.agenda_published_at
    unpublish_meeting(meeting)
    assert meeting.agenda_published_at is meeting.minutes_published_at is None
